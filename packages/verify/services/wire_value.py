"""Elements as JSON, by what they mean and not by their bytes, so that two mistakes in layout cannot cancel out.

Booleans and text are themselves; integers and dates are decimal text; floats the hexadecimal bits of a float64, `"nan"`
for every NaN; complex numbers pairs of those; byte strings hexadecimal text; structs objects by field; small arrays lists.
"""

import struct

import ml_dtypes
import numpy as np

SMALL_INTEGERS = {"int2", "int4", "uint2", "uint4"}


def float_text(value):
    value = float(value)
    return "nan" if value != value else struct.pack(">d", value).hex()


def float_of(text):
    return float("nan") if text == "nan" else struct.unpack(">d", bytes.fromhex(text))[0]


def is_small_float(dtype):
    return dtype.name not in SMALL_INTEGERS and hasattr(ml_dtypes, dtype.name)


def element_to_wire(value, dtype):
    if dtype.names is not None:
        return {name: element_to_wire(value[name], dtype.fields[name][0]) for name in dtype.names}
    if dtype.name in SMALL_INTEGERS:
        return str(int(value))
    if dtype.kind == "f" or is_small_float(dtype):
        return float_text(value)
    if dtype.kind == "c":
        return [float_text(value.real), float_text(value.imag)]
    if dtype.kind in "iu":
        return str(int(value))
    if dtype.kind in "mM":
        return str(int(value.view("i8")))
    if dtype.kind == "b":
        return bool(value)
    if dtype.kind in "SV":
        return bytes(value).hex()
    if dtype.kind in "UT":
        return str(value)
    return object_to_wire(value)


def object_to_wire(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, np.ndarray):
        return [element_to_wire(item, value.dtype) for item in value]
    return value.item() if isinstance(value, np.generic) else value


def to_wire(array):
    """The elements of an array in C order."""
    array = np.asarray(array)
    return [element_to_wire(value, array.dtype) for value in array.reshape(-1)]


def element_from_wire(value, dtype):
    if dtype.names is not None:
        return tuple(element_from_wire(value[name], dtype.fields[name][0]) for name in dtype.names)
    if dtype.name in SMALL_INTEGERS or dtype.kind in "iu":
        return int(value)
    if dtype.kind == "f" or is_small_float(dtype):
        return float_of(value)
    if dtype.kind == "c":
        return complex(float_of(value[0]), float_of(value[1]))
    if dtype.kind in "mM":
        return int(value)
    if dtype.kind in "SV":
        return bytes.fromhex(value)
    return value


def from_wire(values, dtype, shape, meaning=None):
    """The reverse. `meaning` says what the objects of numpy's object type are: "bytes", or a numpy type of small arrays."""
    dtype = np.dtype(dtype)
    if dtype.kind == "O":
        array = np.empty(len(values), dtype=object)
        for i, value in enumerate(values):
            array[i] = object_from_wire(value, meaning)
        return array.reshape(shape)
    items = [element_from_wire(value, dtype) for value in values]
    if dtype.kind in "mM":
        return np.array(items, dtype="i8").view(dtype.newbyteorder("=")).astype(dtype).reshape(shape)
    if dtype.kind == "V" and dtype.names is None and not is_small_float(dtype) and dtype.name not in SMALL_INTEGERS:
        return np.frombuffer(b"".join(items), dtype=dtype).reshape(shape).copy()
    if is_small_float(dtype):
        return np.array(items, dtype="f8").astype(dtype).reshape(shape)
    return np.array(items, dtype=dtype).reshape(shape)


def object_from_wire(value, meaning):
    if meaning == "bytes":
        return bytes.fromhex(value)
    if meaning is not None and meaning != "json":
        return np.array([element_from_wire(item, np.dtype(meaning)) for item in value], dtype=meaning)
    return value
