npx zarrkit cat climate.zarr 6 --path temperature --png --output july.png
npx zarrkit cat climate.zarr :,9,18 --path temperature --json
npx zarrkit cat climate.zarr --path temperature --npy --output temperature.npy
