import numpy as np
import zarr

array = zarr.create_array(
    "from-python.zarr",
    shape=(4, 6),
    chunks=(2, 3),
    shards=(4, 6),
    dtype="int32",
    dimension_names=["y", "x"],
)
array[:] = np.arange(24).reshape(4, 6)
