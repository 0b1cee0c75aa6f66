"""Makes the data of the benchmark: generate.py <source file> <edge> <arrays as JSON>

The source is a field of waves with noise in the low bits, as instruments give. Arrays are written by zarr-python.
"""

import json
import os
import shutil
import sys

import numpy as np
import zarr

source, edge, arrays = sys.argv[1], int(sys.argv[2]), json.loads(sys.argv[3])


def field():
    rng = np.random.default_rng(7)
    axis = np.arange(edge, dtype=np.float32)
    y, x = np.sin(axis / 23)[:, None], np.cos(axis / 31)[None, :]
    out = np.empty((edge,) * 3, np.uint16)
    for z in range(edge):
        smooth = 20000 + 9000 * (y * np.cos(z / 17) + x)
        out[z] = smooth + rng.integers(0, 64, (edge, edge))
    return out


def main():
    if not os.path.exists(source):
        field().astype("<u2").tofile(source)
    data = np.fromfile(source, "<u2").reshape((edge,) * 3)
    for path, storage in arrays.items():
        partial = path + ".partial"
        shutil.rmtree(partial, ignore_errors=True)
        array = zarr.create_array(
            store=partial,
            shape=data.shape,
            dtype="uint16",
            chunks=(storage["chunkEdge"],) * 3,
            shards=(storage["shardEdge"],) * 3 if "shardEdge" in storage else None,
            compressors=storage["compressors"] or None,
            fill_value=0,
        )
        array[:] = data
        os.rename(partial, path)


main()
