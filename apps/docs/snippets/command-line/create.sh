npx zarrkit create rain.zarr --shape 365,180,360 --chunks 30,90,90 \
  --dtype float32 --dimension-names day,lat,lon
npx zarrkit info rain.zarr --json
