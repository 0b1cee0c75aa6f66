"""What a hierarchy holds, and what zarr-python does to one after it was created."""

import logging

import numpy as np
import zarr
from zarr.metadata.migrate_v3 import migrate_v2_to_v3
from zarr.storage import LocalStore


def seen(node):
    """A node as JSON; values as hexadecimal text of little-endian bytes in C order."""
    if isinstance(node, zarr.Group):
        return {"kind": "group", "attributes": dict(node.attrs)}
    values = np.asarray(node[...])
    return {
        "kind": "array",
        "attributes": dict(node.attrs),
        "shape": list(node.shape),
        "dtype": node.dtype.name,
        "values": np.ascontiguousarray(values, dtype=node.dtype.newbyteorder("<")).tobytes().hex(),
    }


def inventory(request):
    """Every node of a hierarchy, from its consolidated metadata or without it."""
    group = zarr.open_group(
        request["path"], mode="r", zarr_format=request["format"], use_consolidated=request["consolidated"]
    )
    return {"": seen(group), **{path: seen(node) for path, node in group.members(max_depth=None)}}


def change(request):
    """One step of the life of a node: `how` names it."""
    path, zarr_format, how = request["path"], request["format"], request["how"]
    if how == "consolidate":
        zarr.consolidate_metadata(path, zarr_format=zarr_format)
        return {}
    if how == "migrate":
        logging.getLogger("zarr").setLevel(logging.ERROR)
        output = request.get("output")
        migrate_v2_to_v3(input_store=LocalStore(path), output_store=None if output is None else LocalStore(output))
        return {}
    group = zarr.open_group(path, mode="r+", zarr_format=zarr_format, use_consolidated=False)
    node = group[request["name"]]
    if how == "resize":
        node.resize(tuple(request["shape"]))
    elif how == "append":
        node.append(np.array(request["values"], dtype=node.dtype), axis=request["axis"])
    elif how == "attributes":
        node.update_attributes(request["attributes"])
    elif how == "delete":
        del group[request["name"]]
    else:
        raise ValueError(f"no step of life: {how}")
    return {}
