"""What another implementation makes of an array that is there, and how it writes one like it.

Every function takes a folder with an array, and answers with elements in the form of `wire_value`. Errors go to the
caller, who takes them for a refusal.
"""

import itertools
import json
import os
import re

import numcodecs
import numpy as np
import tensorstore as ts
import zarr
from numcodecs.compat import ensure_contiguous_ndarray
from zarr.abc.codec import ArrayArrayCodec, ArrayBytesCodec
from zarr.core.dtype import get_data_type_from_json
from zarr.registry import register_codec

from wire_value import from_wire, to_wire

PIPELINES = {
    "zarr": {"codec_pipeline.path": "zarr.core.codec_pipeline.BatchedCodecPipeline"},
    # Strict: otherwise it hands over to zarr-python what it does not know.
    "zarrs": {"codec_pipeline.path": "zarrs.ZarrsCodecPipeline", "codec_pipeline.strict": True},
}


def passed_on(name, base):
    """A codec that zarr-python does not know, zarrs does, and the metadata of which must pass through zarr-python."""

    class PassedOn(base):
        is_fixed_size = False

        def __init__(self, configuration):
            self.configuration = configuration

        @classmethod
        def from_dict(cls, data):
            return cls(data.get("configuration", {}))

        def to_dict(self):
            return {"name": name, "configuration": self.configuration}

        def compute_encoded_size(self, input_byte_length, _chunk_spec):
            return input_byte_length

        async def _decode_single(self, *_):
            raise NotImplementedError(name)

        async def _encode_single(self, *_):
            raise NotImplementedError(name)

    register_codec(name, PassedOn, qualname=f"{name}-passed-on")


for passed, base in [
    ("packbits", ArrayBytesCodec),
    ("reshape", ArrayArrayCodec),
    ("zarrs.squeeze", ArrayArrayCodec),
    ("bitround", ArrayArrayCodec),
]:
    passed_on(passed, base)


def configured(by):
    return zarr.config.set({**PIPELINES[by], "array.rectilinear_chunks": True})


def document_of(path, name):
    with open(os.path.join(path, name), encoding="utf8") as file:
        return json.load(file)


def open_zarr(request, path, mode):
    return zarr.open_array(path, mode=mode, zarr_format=request["format"])


def region(request):
    return tuple(slice(start, stop) for start, stop in request["selection"])


def region_shape(request):
    return tuple(stop - start for start, stop in request["selection"])


def read_zarr(request):
    with configured(request["by"]):
        array = open_zarr(request, request["path"], "r")
        values = array[...]
        native = array.dtype if array.dtype.kind != "T" else np.dtype(object)
        return to_wire(np.asarray(values, dtype=native))


def v2_options(request):
    document = document_of(request["path"], ".zarray")
    objects = {"vlen-utf8", "vlen-bytes", "vlen-array", "json2", "msgpack2", "pickle"}
    filters = document["filters"] or []
    object_codec = next((one["id"] for one in filters if one["id"] in objects), None)
    spelled = {"name": document["dtype"], "object_codec_id": object_codec}
    dtype = get_data_type_from_json(spelled, zarr_format=2)
    fill = document["fill_value"]
    return dtype, {
        "shape": document["shape"],
        "chunks": document["chunks"],
        "filters": [numcodecs.get_codec(dict(one)) for one in filters] or None,
        "compressor": None if document["compressor"] is None else numcodecs.get_codec(dict(document["compressor"])),
        "order": document["order"],
        "dimension_separator": document.get("dimension_separator", "."),
        "fill_value": None if fill is None else dtype.from_json_scalar(fill, zarr_format=2),
    }


def v3_options(request):
    document = document_of(request["path"], "zarr.json")
    dtype = get_data_type_from_json(document["data_type"], zarr_format=3)
    grid = document["chunk_grid"]["configuration"]
    rectilinear = document["chunk_grid"]["name"] == "rectilinear"
    encoding = document["chunk_key_encoding"]
    return dtype, {
        "shape": document["shape"],
        "chunks": [expanded(axis) for axis in grid["chunk_shapes"]] if rectilinear else grid["chunk_shape"],
        "codecs": [dict(one) if isinstance(one, dict) else {"name": one} for one in request["codecs"]],
        "fill_value": dtype.from_json_scalar(document["fill_value"], zarr_format=3),
        "chunk_key_encoding": {"name": encoding["name"], **encoding.get("configuration", {})},
        "dimension_names": document.get("dimension_names"),
    }


def expanded(axis):
    runs = [(one, 1) if isinstance(one, int) else one for one in axis]
    return [size for size, count in runs for _ in range(count)]


def write_zarr(request):
    """Creates an array like the one there through `zarr.create`, in a folder beside it, and writes a region."""
    dtype, options = v3_options(request) if request["format"] == 3 else v2_options(request)
    attributes = document_of(request["path"], "zarr.json" if request["format"] == 3 else ".zattrs")
    attributes = attributes.get("attributes", {}) if request["format"] == 3 else attributes
    with configured(request["by"]):
        array = zarr.create(
            store=request["target"], zarr_format=request["format"], dtype=dtype, attributes=attributes, **options
        )
        write_region(request, array)


def write_region(request, array):
    native = array.dtype if array.dtype.kind != "T" else np.dtype(object)
    array[region(request)] = from_wire(request["values"], native, region_shape(request), request["meaning"])


def tensorstore_spec(request, path):
    driver = "zarr3" if request["format"] == 3 else "zarr"
    return {"driver": driver, "kvstore": {"driver": "file", "path": path}}


def open_tensorstore(spec):
    store = ts.open(spec, read=True, write=True).result()
    if store.dtype.numpy_dtype.itemsize == 0:
        raise NotImplementedError("its Python binding loses the bytes of raw data types")
    return store


def read_tensorstore(request):
    spec = tensorstore_spec(request, request["path"])
    if request["fields"] is None:
        return to_wire(open_tensorstore(spec).read().result())
    columns = {field: to_wire(open_tensorstore({**spec, "field": field}).read().result()) for field in request["fields"]}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def write_tensorstore(request):
    metadata = document_of(request["path"], "zarr.json" if request["format"] == 3 else ".zarray")
    if request["format"] == 3:
        metadata = {**metadata, "codecs": request["codecs"]}
    # A process that is asked to create an array of raw bytes ends with a failed check.
    if re.match("r[0-9]|raw_bytes|.V", json.dumps(metadata.get("data_type", metadata.get("dtype"))).strip('"{ name:')):
        raise NotImplementedError("it cannot create arrays of raw bytes")
    spec = {**tensorstore_spec(request, request["target"]), "metadata": metadata, "create": True, "open": True}
    for field in request["fields"] or [None]:
        store = open_tensorstore(spec if field is None else {**spec, "field": field})
        wire = request["values"] if field is None else [value[field] for value in request["values"]]
        store[region(request)].write(from_wire(wire, store.dtype.numpy_dtype, region_shape(request))).result()


def as_tuples(declaration):
    if isinstance(declaration, str):
        return declaration
    return [(name, as_tuples(dtype)) for name, dtype in declaration]


def chunks_of(request):
    """Document, dtype and codecs of a version 2 array, to be decoded with numcodecs by hand."""
    document = document_of(request["path"], ".zarray")
    dtype = np.dtype(as_tuples(document["dtype"]) if isinstance(document["dtype"], list) else document["dtype"])
    configurations = [*(document["filters"] or []), *([document["compressor"]] if document["compressor"] else [])]
    return document, dtype, [numcodecs.get_codec(dict(one)) for one in configurations]


def chunk_keys(document):
    grid = [range(-(-length // chunk)) for length, chunk in zip(document["shape"], document["chunks"], strict=True)]
    for coordinates in itertools.product(*grid):
        place = tuple(
            slice(at * chunk, (at + 1) * chunk) for at, chunk in zip(coordinates, document["chunks"], strict=True)
        )
        yield document.get("dimension_separator", ".").join(map(str, coordinates)), place


def read_numcodecs(request):
    document, dtype, codecs = chunks_of(request)
    whole = [-(-length // chunk) * chunk for length, chunk in zip(document["shape"], document["chunks"], strict=True)]
    array = np.empty(whole, dtype=dtype)
    array[...] = from_wire([request["fill"]], dtype, (), request["meaning"])[()] if dtype.kind != "O" else None
    if dtype.kind == "O":
        array[...] = from_wire([request["fill"]] * array.size, dtype, whole, request["meaning"])
    for key, place in chunk_keys(document):
        file = os.path.join(request["path"], *key.split("/"))
        if not os.path.exists(file):
            continue
        with open(file, "rb") as opened:
            chunk = opened.read()
        for codec in reversed(codecs):
            chunk = codec.decode(chunk)
        array[place] = shaped(chunk, dtype, document)
    return to_wire(array[tuple(slice(0, length) for length in document["shape"])])


def shaped(chunk, dtype, document):
    if dtype.kind == "O":
        return np.asarray(chunk, dtype=object).reshape(document["chunks"], order=document["order"])
    flat = ensure_contiguous_ndarray(chunk).view(dtype)
    return flat.reshape(document["chunks"], order=document["order"])


def write_numcodecs(request):
    document, dtype, codecs = chunks_of(request)
    os.makedirs(request["target"])
    with open(os.path.join(request["target"], ".zarray"), "w", encoding="utf8") as file:
        json.dump(document, file)
    whole = [-(-length // chunk) * chunk for length, chunk in zip(document["shape"], document["chunks"], strict=True)]
    count = int(np.prod(whole))
    array = from_wire([request["fill"]] * count, dtype, whole, request["meaning"])
    array[region(request)] = from_wire(request["values"], dtype, region_shape(request), request["meaning"])
    for key, place in chunk_keys(document):
        chunk = array[place].copy(order=document["order"])
        if document["order"] == "F" and dtype.kind != "O":
            chunk = chunk.reshape(-1, order="F")
        if dtype.kind in "VmM" or dtype.name.startswith("float8"):
            chunk = chunk.tobytes()  # numpy lends no buffer of these
        for codec in codecs:
            chunk = codec.encode(chunk)
        file = os.path.join(request["target"], *key.split("/"))
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as opened:
            opened.write(chunk if isinstance(chunk, bytes | bytearray) else np.asarray(chunk).tobytes())


READERS = {"zarr": read_zarr, "zarrs": read_zarr, "tensorstore": read_tensorstore, "numcodecs": read_numcodecs}
WRITERS = {"zarr": write_zarr, "zarrs": write_zarr, "tensorstore": write_tensorstore, "numcodecs": write_numcodecs}


def attempt(action, request):
    try:
        return {"ok": action(request)}
    except BaseException as error:  # a panic of a Rust library is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return {"error": f"{type(error).__name__}: {error}"}


def probe(request):
    """Reads the array at `path` with each implementation, and has each write one like it below `target`."""
    answers = {}
    for by in request["by"]:
        target = os.path.join(request["target"], by)
        asked = {**request, "by": by, "target": target}
        answers[by] = {"read": attempt(READERS[by], asked), "write": {**attempt(WRITERS[by], asked), "path": target}}
    return answers
