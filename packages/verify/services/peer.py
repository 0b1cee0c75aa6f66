"""Other implementations of Zarr behind one pipe.

Reads one JSON request per line from standard input and answers each with one JSON line: `{"id", "ok": result}` or
`{"id", "error": text}`. Arrays travel as `{"dtype": "float32", "shape": [...], "bytes": base64}`, little-endian, C order.
"""

import base64
import json
import sys
import traceback
from importlib.metadata import version

import ml_dtypes  # noqa: F401  registers bfloat16 and its kin with numpy
import numpy as np
import tensorstore as ts
import zarr
import zarrs  # noqa: F401  registers its codec pipeline

from life import change, inventory
from probe import configured, probe


def little(array):
    """The array in C order and little-endian byte order."""
    array = np.asarray(array)
    if array.dtype.byteorder == ">" or (array.dtype.byteorder == "=" and sys.byteorder == "big"):
        array = array.astype(array.dtype.newbyteorder("<"))
    return np.ascontiguousarray(array).reshape(array.shape)


def packed(array):
    array = little(array)
    return {
        "dtype": array.dtype.name,
        "shape": list(array.shape),
        "bytes": base64.b64encode(array.tobytes()).decode(),
    }


def unpacked(value):
    data = base64.b64decode(value["bytes"])
    return np.frombuffer(data, dtype=np.dtype(value["dtype"]).newbyteorder("<")).reshape(value["shape"]).copy()


def selection_of(pairs):
    return tuple(slice(start, stop) for start, stop in pairs) if pairs is not None else Ellipsis


def open_tensorstore(request, **options):
    driver = "zarr3" if request["format"] == 3 else "zarr"
    spec = {"driver": driver, "kvstore": {"driver": "file", "path": request["path"]}}
    return ts.open(spec, **options).result()


def fill_bytes(value, dtype):
    """The fill value as the bytes of one element; None where the array records none."""
    if value is None:
        return None
    return base64.b64encode(little(np.asarray(value, dtype=dtype)).tobytes()).decode()


def read(request):
    selection = selection_of(request.get("selection"))
    if request["by"] == "tensorstore":
        store = open_tensorstore(request, read=True)
        return {"values": packed(store[selection].read().result())}
    with configured(request["by"]):
        array = zarr.open_array(request["path"], mode="r", zarr_format=request["format"])
        values = array[selection]
        return {
            "values": packed(np.asarray(values, dtype=array.dtype)),
            # As text: Python writes numbers that JSON has no word for.
            "attributes": json.dumps(dict(array.attrs)),
            "fill": fill_bytes(array.fill_value, array.dtype),
            "dimension_names": array.metadata.dimension_names if request["format"] == 3 else None,
        }


def write(request):
    """Creates an array with zarr-python's own `create`, and writes the regions asked for."""
    options = dict(request["options"])
    if "fill_value" in options:
        options["fill_value"] = unpacked(options["fill_value"])[()]
    with configured(request["by"]):
        array = zarr.create(store=request["path"], **options)
        for region in request["regions"]:
            array[selection_of(region.get("selection"))] = unpacked(region["values"])
    return {}


def write_tensorstore(request):
    store = open_tensorstore(request, read=True, write=True)
    for region in request["regions"]:
        store[selection_of(region.get("selection"))].write(unpacked(region["values"])).result()
    return {}


def update(request):
    if request["by"] == "tensorstore":
        return write_tensorstore(request)
    with configured(request["by"]):
        array = zarr.open_array(request["path"], mode="r+", zarr_format=request["format"])
        for region in request["regions"]:
            array[selection_of(region.get("selection"))] = unpacked(region["values"])
    return {}


def describe(request):
    """Paths and attributes of every node of a hierarchy."""
    group = zarr.open_group(request["path"], mode="r", zarr_format=request["format"])
    nodes = {"": dict(group.attrs)}
    for path, node in group.members(max_depth=None):
        nodes[path] = dict(node.attrs)
    return {"nodes": nodes}


def extend(request):
    """Creates a group inside a group that is there."""
    group = zarr.open_group(request["path"], mode="r+", zarr_format=request["format"])
    group.create_group(request["name"], attributes=request["attributes"])
    return {}


def versions(_request):
    names = ["zarr", "numcodecs", "numpy", "tensorstore", "zarrs", "ml_dtypes", "cast-value-rs", "msgpack"]
    return {name: version(name) for name in names}


OPERATIONS = {
    "read": read,
    "write": write,
    "update": update,
    "describe": describe,
    "extend": extend,
    "inventory": inventory,
    "change": change,
    "probe": probe,
    "versions": versions,
}


def main():
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"id": request["id"], "ok": OPERATIONS[request["do"]](request)}
        except Exception as error:
            text = f"{type(error).__name__}: {error}"
            answer = {"id": request["id"], "error": text, "trace": traceback.format_exc()}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
