npx zarrkit validate climate.zarr
# 5 nodes, 11 good chunks, 0 errors, 0 warnings.
npx zarrkit du climate.zarr
