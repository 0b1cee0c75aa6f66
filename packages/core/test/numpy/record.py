"""Records what numpy and zarr-python answer to random selections, for the tests that replay them.

Run with numpy 2 and zarr 3.4.2 installed: python record.py
It writes fixtures/selections.json, the same bytes each time.

An array holds 0, 1, 2, ... in C order; a set writes -1, -2, -3, ... in C order of the selection.
A case is [array, kind, selection, shape, values, changed], `changed` being what a set leaves: index, value, index, ...
Structured arrays hold field values made from the same numbers (see `structured`); their cases name fields.
"""

import json
import pathlib
import random

import numpy as np
import zarr

random.seed(20)

# shape, chunk shape, shard shape
ARRAYS = [
    ([], [], []),
    ([0], [3], [6]),
    ([13], [4], [8]),
    ([20], [3], [9]),
    ([6, 7], [2, 3], [4, 6]),
    ([9, 4], [4, 4], [8, 8]),
    ([5, 0], [2, 2], [4, 4]),
    ([1, 11], [1, 2], [2, 6]),
    ([3, 4, 5], [2, 3, 2], [2, 6, 4]),
    ([4, 3, 6], [1, 2, 4], [3, 4, 8]),
    ([2, 3, 2, 4], [1, 2, 2, 3], [2, 2, 4, 6]),
]
STRUCTS = [([7], [3], [6]), ([4, 5], [2, 3], [4, 6])]
COUNTS = {"basic": 110, "oindex": 130, "vindex": 100, "mask": 70, "blocks": 70, "fields": 60}


def some_slice(n, negative=True):
    bound = lambda: random.choice([None, random.randint(-n - 2, n + 2), random.randint(-n - 1, n + 1)])
    steps = [None, None, 1, 2, 3] + ([-1, -1, -2, -3] if negative else [])
    return slice(bound(), bound(), random.choice(steps))


def basic_item(n):
    if n > 0 and random.random() < 0.3:
        return random.randint(-n, n - 1)
    return random.choice([some_slice(n), some_slice(n), slice(None)])


def basic_selection(shape):
    items = [basic_item(n) for n in shape]
    at = random.randint(0, len(items))
    style = random.random()
    if style < 0.2:
        return items[:at]
    if style < 0.4:
        return items[:at] + [Ellipsis] + items[random.randint(at, len(items)) :]
    return items


def index_list(n):
    if n == 0:
        return np.array([], dtype=random.choice(["i1", "i8"]))
    return np.array(
        [random.randint(-n, n - 1) for _ in range(random.randint(0, n + 3))],
        dtype=random.choice(["i1", "i2", "i4", "i8", "i8"]),
    )


def orthogonal_item(n):
    style = random.random()
    if style < 0.4:
        return index_list(n)
    if style < 0.6:
        return np.array([random.random() < 0.5 for _ in range(n)], dtype=bool)
    return basic_item(n)


def orthogonal_indices(selection, shape):
    """The indices along each axis, and whether the axis stays."""
    lists = []
    for item, n in zip(selection, shape, strict=True):
        if isinstance(item, slice):
            lists.append((np.arange(n)[item], True))
        elif isinstance(item, np.ndarray):
            lists.append((np.nonzero(item)[0] if item.dtype == bool else item.astype("i8"), True))
        else:
            lists.append((np.array([item]), False))
    return lists


def orthogonal(selection, shape):
    """The index for numpy, and the shape of the result."""
    lists = orthogonal_indices(selection, shape)
    if not lists:
        return (), ()
    return np.ix_(*(indices for indices, _ in lists)), tuple(len(indices) for indices, stays in lists if stays)


def coordinates(shape):
    result = random.choice([(), (3,), (1,), (0,), (4,), (2, 3), (3, 1, 2), (7,)])
    if 0 in shape:
        result = random.choice([(0,), (2, 0)])
    arrays = []
    for n in shape:
        cut = 0 if 0 in shape else random.randint(0, len(result))
        part = [1 if length > 1 and random.random() < 0.25 else length for length in result[cut:]]
        kind = random.choice(["i1", "i2", "i4", "i8"])
        array = np.array([random.randint(-n, n - 1) if n else 0 for _ in range(int(np.prod(part)))], dtype=kind)
        array = array.reshape(part)
        arrays.append(int(array) if array.ndim == 0 else array)
    return arrays


def some_mask(shape):
    p = random.choice([0.1, 0.5, 0.9])
    return np.array([random.random() < p for _ in range(int(np.prod(shape)))], dtype=bool).reshape(shape)


def block_item(count):
    if random.random() < 0.4:
        return random.randint(-count, count - 1)
    start = random.choice([None, random.randint(-count, count - 1)])
    stop = random.choice([None, random.randint(-count, count + 2)])
    return slice(start, stop, random.choice([None, 1]))


def plain(item):
    if isinstance(item, slice):
        return {"start": item.start, "stop": item.stop, "step": item.step}
    if item is Ellipsis:
        return "..."
    if isinstance(item, np.ndarray):
        if item.dtype == bool:
            return {"dtype": "bool", "shape": list(item.shape), "data": [int(one) for one in item.reshape(-1)]}
        return {"dtype": item.dtype.name, "shape": list(item.shape), "data": item.reshape(-1).tolist()}
    return item


def changes(before, after):
    flat_before, flat_after = before.reshape(-1), after.reshape(-1)
    return [value for i in np.nonzero(flat_before != flat_after)[0] for value in (int(i), int(flat_after[i]))]


def written(shape):
    return -1 - np.arange(int(np.prod(shape)), dtype="i4").reshape(shape)


def case_of(kind, number):
    shape, chunks, _ = ARRAYS[number]
    a = np.arange(int(np.prod(shape)), dtype="i4").reshape(shape)
    b = a.copy()
    if kind == "basic":
        selection = basic_selection(shape)
        index = tuple(selection)
        result = a[index]
        b[index] = written(result.shape)
        recorded = [plain(item) for item in selection]
    elif kind == "oindex":
        selection = [orthogonal_item(n) for n in shape]
        index, wanted = orthogonal(selection, shape)
        result = a[index].reshape(wanted)
        b[index] = written(wanted).reshape(a[index].shape)
        recorded = [plain(item) for item in selection]
        compare_orthogonal(a, b, selection, result)
    elif kind == "vindex":
        selection = coordinates(shape)
        index = tuple(selection)
        # zarr-python answers one point as a list of one.
        result = np.atleast_1d(a[index])
        b[index] = written(result.shape) if np.ndim(a[index]) else -1
        recorded = [plain(item) for item in selection]
        if shape and result.size:
            z = zarr.create_array({}, data=a, chunks=chunks)
            assert np.array_equal(z.vindex[index], result)
    elif kind == "mask":
        selection = some_mask(shape)
        result = a[selection]
        b[selection] = written(result.shape)
        recorded = plain(selection)
    else:
        z = zarr.create_array({}, data=a, chunks=chunks)
        selection = [block_item(-(-n // c)) for n, c in zip(shape, chunks)]
        result = np.asarray(z.blocks[tuple(selection)])
        z.blocks[tuple(selection)] = written(result.shape)
        b = z[...]
        recorded = [plain(item) for item in selection]
    return [number, kind, recorded, list(result.shape), result.reshape(-1).tolist(), changes(a, b)]


def compare_orthogonal(a, b, selection, result):
    """zarr-python agrees wherever it can: it has no negative steps."""
    if a.ndim == 0 or a.size == 0 or any(isinstance(s, slice) and (s.step or 1) < 0 for s in selection):
        return
    z = zarr.create_array({}, data=a, chunks=[2] * a.ndim)
    assert np.array_equal(z.oindex[tuple(selection)], result), selection


DTYPE = np.dtype([("id", "<i2"), ("value", "<f8"), ("flag", "u1")])


def structured(numbers):
    s = np.zeros(numbers.shape, dtype=DTYPE)
    s["id"] = numbers
    s["value"] = numbers * 0.5
    s["flag"] = numbers % 251
    return s


def field_case(number):
    shape, _, _ = STRUCTS[number]
    numbers = np.arange(int(np.prod(shape)), dtype="i4").reshape(shape)
    a = structured(numbers)
    fields = random.choice(["id", "value", "flag", ["id"], ["flag", "id"], ["value", "flag"], ["flag", "value", "id"]])
    selection = [orthogonal_item(n) for n in shape]
    index, wanted = orthogonal(selection, shape)
    result = a[fields][index].reshape(wanted)
    changed = None
    if isinstance(fields, str):
        b = a.copy()
        b[fields][index] = np.arange(1, result.size + 1).reshape(a[index].shape)
        changed = b.reshape(-1).tolist()
    recorded = [plain(item) for item in selection]
    return [number, fields, recorded, list(result.shape), result.reshape(-1).tolist(), changed]


def main():
    cases, fields = [], []
    for kind, count in COUNTS.items():
        for _ in range(count):
            if kind == "fields":
                fields.append(field_case(random.randrange(len(STRUCTS))))
                continue
            numbers = [n for n, (shape, _, _) in enumerate(ARRAYS) if kind != "blocks" or (shape and 0 not in shape)]
            if kind == "vindex":
                numbers = [n for n in numbers if ARRAYS[n][0]]
            while True:
                try:
                    cases.append(case_of(kind, random.choice(numbers)))
                    break
                except zarr.errors.BoundsCheckError:
                    # A start behind the last block.
                    continue
    document = {"arrays": ARRAYS, "cases": cases, "structs": STRUCTS, "fields": fields}
    lines = []
    for name, rows in document.items():
        inner = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
        lines.append(f"{json.dumps(name)}: [\n{inner}\n]")
    path = pathlib.Path(__file__).with_name("fixtures") / "selections.json"
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(path, path.stat().st_size, "bytes,", len(cases) + len(fields), "cases")


main()
