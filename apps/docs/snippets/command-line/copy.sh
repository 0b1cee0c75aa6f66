npx zarrkit copy climate.zarr climate-copy.zarr
npx zarrkit copy climate-copy.zarr climate-copy.zip
npx zarrkit rechunk climate-copy.zarr/temperature series.zarr \
  --chunks 12,6,6 --max-memory 256M
npx zarrkit consolidate climate-copy.zarr
# Consolidated 4 nodes.
