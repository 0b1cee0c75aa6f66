npx zarrkit tree climate.zarr
# /
# ├── latitude (18,) float32
# ├── longitude (36,) float32
# ├── temperature (12, 18, 36) float32
# └── time (12,) uint8
npx zarrkit serve .
