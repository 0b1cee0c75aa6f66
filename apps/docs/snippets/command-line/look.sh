npx zarrkit info climate.zarr --path temperature
npx zarrkit ls --long climate.zarr
# latitude  float32  [18]
# longitude  float32  [36]
# temperature  float32  [12, 18, 36]
# time  uint8  [12]
npx zarrkit cat climate.zarr 0,0:3,:4 --path temperature
# -30.25 -30.25 -30 -30
# -26 -25.5 -25.25 -25
# -19.25 -18.5 -18.25 -17.75
