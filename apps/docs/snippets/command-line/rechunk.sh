npx zarrkit rechunk climate.zarr/temperature series.zarr \
  --chunks 12,6,6 --shards 12,18,36 --max-memory 256M
npx zarrkit cat series.zarr :,9,18
# 29.25 29 28.5 28.25 27.75 27.5 27.5 27.75 28.25 28.5 29 29.25
