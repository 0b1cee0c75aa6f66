npx zarrkit info climate.zarr --path temperature
npx zarrkit ls --long climate.zarr
# latitude  (18,) float32
# longitude  (36,) float32
# temperature  (12, 18, 36) float32
# time  (12,) uint8
npx zarrkit cat climate.zarr 0,0:3,:4 --path temperature
# -30.25 -30.25 -30 -30
# -26 -25.5 -25.25 -25
# -19.25 -18.5 -18.25 -17.75
