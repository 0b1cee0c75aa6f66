"""zarr-python's and numpy's side of the tests of the command line.

`write <folder>` writes hierarchies for the commands to work on; `same <a> <b> ...` compares pairs of nodes, whatever their
versions; `npy` and `png` compare files with arrays. A node is a store, or `store//path`. It prints `equal`, or how it failed.
"""

import sys
import zlib
from pathlib import Path

import numpy as np
import zarr
from zarr.storage import LocalStore, ZipStore


def fill(root, **layout):
    """A group of arrays that differ in data type, rank and codecs; each make adds its own layout of the large ones."""
    root.update_attributes({"title": "корень", "big": 2**53 + 1})
    waves = np.sin(np.arange(60 * 80, dtype="f4")).reshape(60, 80)
    waves[7, :5] = np.nan
    root.create_array("weather/waves", data=waves, dimension_names=names(root, ["y", "x"]), **layout)
    volume = root.create_array("weather/volume", shape=(20, 30, 40), dtype="i2", fill_value=-9, **cube(layout))
    volume[:15] = np.arange(15 * 30 * 40, dtype="i2").reshape(15, 30, 40)
    volume.update_attributes({"units": "mm"})
    picture = np.arange(12 * 16 * 3, dtype="u1").reshape(12, 16, 3)
    root.create_array("picture", data=picture, chunks=(5, 16, 3))
    root.create_array("mask", data=np.arange(10) % 3 == 0, chunks=(4,))
    root.create_array("counts", data=np.array([0, -1, 2**63 - 1, -(2**63)]), chunks=(3,))
    root.create_array("spectrum", data=np.array([1 + 2j, -3j, np.inf], dtype="c16"), chunks=(2,))
    root.create_array("days", data=np.array(["2024-02-29", "NaT"], dtype="M8[D]"))
    words = root.create_array("words", shape=(3,), chunks=(2,), dtype=str)
    words[:] = np.array(["один", "", "two words"], dtype=object)
    root.create_array("scalar", data=np.array(3.5))


def names(root, dimensions):
    return dimensions if root.metadata.zarr_format == 3 else None


def cube(layout):
    return {name: size + (16,) for name, size in layout.items() if name in ("chunks", "shards")}


def write(folder):
    makes = {
        "v2": (2, {"chunks": (16, 32)}),
        "v3": (3, {"chunks": (16, 32)}),
        "sharded": (3, {"chunks": (8, 16), "shards": (32, 48)}),
    }
    for name, (zarr_format, layout) in makes.items():
        fill(zarr.create_group(LocalStore(folder / f"{name}.zarr"), zarr_format=zarr_format), **layout)
    with ZipStore(folder / "zipped.zip", mode="w") as store:
        fill(zarr.create_group(store, zarr_format=3), chunks=(16, 32))


def open_any(path):
    if path.endswith(".zip"):
        return zarr.open(ZipStore(path, mode="r"), mode="r")
    return zarr.open(path, mode="r")


def equal(a, b, where):
    a, b = np.asarray(a), np.asarray(b)
    assert a.shape == b.shape, f"{where}: {a.shape} and {b.shape}"
    same = a.dtype == b.dtype or {a.dtype.kind, b.dtype.kind} <= set("OUT")
    assert same, f"{where}: {a.dtype} and {b.dtype}"
    # Bit for bit: what is not a number is equal to itself here.
    values = a.tobytes() == b.tobytes() if a.dtype.kind not in "OUT" else a.tolist() == b.tolist()
    assert values, f"{where}: values differ"


def same_nodes(a, b, where="/"):
    assert dict(a.attrs) == dict(b.attrs), f"{where}: attributes differ"
    if isinstance(a, zarr.Array):
        equal(a[...], b[...], where)
        return
    members = dict(a.members(max_depth=None))
    others = dict(b.members(max_depth=None))
    assert sorted(members) == sorted(others), f"{where}: {sorted(members)} and {sorted(others)}"
    for path, node in members.items():
        if isinstance(node, zarr.Array):
            same_nodes(node, others[path], path)


def same(a, b):
    same_nodes(node_at(a), node_at(b))


def node_at(text):
    """`store.zarr//path`, where a store may be an archive."""
    store, _, path = text.partition("//")
    return open_any(store)[path] if path else open_any(store)


def npy(file, array):
    equal(np.load(file), node_at(array)[...], file)


def png(file, array):
    """An image in its own colours, or a plane of numbers from black to white with what is not a number transparent."""
    found, values = decode_png(Path(file).read_bytes()), node_at(array)[...]
    if values.ndim == 3:
        equal(found, values, file)
        return
    low, high = np.nanmin(values), np.nanmax(values)
    grey = (values.astype("f8") - low) * (255 / (high - low))
    known = ~np.isnan(grey)
    assert (np.abs(found[..., 0].astype(int) - grey)[known] <= 0.5 + 1e-6).all(), "shades differ"
    equal(found[..., 1] == 255, known, "transparency")


def decode_png(data):
    """The pixels of a picture of 8 bits without a palette, by the specification."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, body, head = 8, b"", b""
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        part = data[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + part) == int.from_bytes(data[at + 8 + length : at + 12 + length])
        head, body, at = (part if kind == b"IHDR" else head), body + (part if kind == b"IDAT" else b""), at + 12 + length
    width, height = int.from_bytes(head[:4]), int.from_bytes(head[4:8])
    assert head[8] == 8 and head[12] == 0
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[head[9]]
    raw, rows = zlib.decompress(body), [bytearray(width * channels)]
    for start in range(0, len(raw), width * channels + 1):
        row, above = bytearray(raw[start + 1 : start + 1 + width * channels]), rows[-1]
        for i in range(len(row)):
            left = row[i - channels] if i >= channels else 0
            corner = above[i - channels] if i >= channels else 0
            row[i] = (row[i] + [0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner)][raw[start]]) % 256
        rows.append(row)
    return np.array([list(row) for row in rows[1:]], dtype="u1").reshape(height, width, channels)


def paeth(left, above, corner):
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))


if __name__ == "__main__":
    operation, *rest = sys.argv[1:]
    if operation == "write":
        write(Path(rest[0]))
    else:
        # As many pairs as one likes: Python takes longer to start than to compare.
        for pair in zip(rest[::2], rest[1::2], strict=True):
            {"same": same, "npy": npy, "png": png}[operation](*pair)
    print("equal")
