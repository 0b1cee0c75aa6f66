import zarr

# A group as the snippet above makes it.
written = zarr.create_group("from-typescript.zarr", overwrite=True)
written.create_array("rain", shape=(2, 3), dtype="float32", dimension_names=["y", "x"])

rain = zarr.open_array("from-typescript.zarr", path="rain", mode="r")
print(rain.shape, rain.metadata.dimension_names)  # (2, 3) ('y', 'x')
