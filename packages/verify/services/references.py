"""Writes an HDF5 file and references into it, by kerchunk, into the folder given; and says what fsspec makes of templates."""

import json
import sys
from pathlib import Path

import h5py
import numpy as np
from fsspec.implementations.reference import ReferenceFileSystem
from kerchunk.df import refs_to_dataframe
from kerchunk.hdf import SingleHdf5ToZarr

folder = Path(sys.argv[1])
with h5py.File(folder / "a.h5", "w") as file:
    weather = file.create_dataset(
        "t", data=np.arange(240, dtype="<f4").reshape(12, 20), chunks=(4, 6), compression="gzip", shuffle=True
    )
    weather.attrs["units"] = "K"
    file.create_dataset("g/contiguous", data=np.arange(10, dtype=">i8"))
    file.create_dataset("many", data=np.arange(5000, dtype="<i4"), chunks=(7,))
    file.create_dataset("empty", shape=(8,), chunks=(2,), dtype="<i2", fillvalue=-3)
    file.create_dataset("scalar", data=np.float64(3.5))

references = SingleHdf5ToZarr(str(folder / "a.h5"), inline_threshold=30).translate()
(folder / "references.json").write_text(json.dumps(references))
# Files of 100 references: one array lies in several of them.
refs_to_dataframe(references, str(folder / "references.parq"), record_size=100)

templates = json.loads((folder / "templates.json").read_text())
expanded = ReferenceFileSystem(fo=templates, remote_protocol="memory", simple_templates=False).references
(folder / "expanded.json").write_text(json.dumps(expanded))
