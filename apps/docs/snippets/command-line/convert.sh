npx zarrkit cat climate.zarr --path temperature --npy --output temperature.npy
npx zarrkit convert temperature.npy temperature.zarr --chunks 6,9,18
npx zarrkit info temperature.zarr --json
