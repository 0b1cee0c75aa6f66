"""One measurement of a Python peer in a process of its own: contender.py <peer> <task as JSON>

Prepares untimed, times the work once, and prints the measurement as JSON in the last line.
"""

import json
import shutil
import sys
import time

import numpy as np

PEER, TASK = sys.argv[1], json.loads(sys.argv[2])
BOX, OPENINGS, ELEMENTS, PLANNED_CHUNKS = 32, 100, 1000, 100_000
STORAGE = TASK["storage"]
EDGE = TASK["edge"]


def peak():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        return None


def points():
    corners = TASK["corners"]
    return (tuple(corners[index % len(corners)]) for index in range(ELEMENTS))


def boxes():
    for corner in TASK["corners"]:
        yield tuple(slice(start, start + BOX) for start in corner)


def cube(edge):
    return (edge,) * 3


def zarr_python():
    import zarr

    if PEER == "zarrs":
        import zarrs  # noqa: F401  registers its codec pipeline

        zarr.config.set({"codec_pipeline.path": "zarrs.ZarrsCodecPipeline", "codec_pipeline.strict": True})
    if TASK["operation"] == "write":
        codecs = [{"name": c["name"], "configuration": c["configuration"]} for c in STORAGE["compressors"]]
        array = zarr.create_array(
            store=TASK["path"],
            shape=cube(EDGE),
            dtype="uint16",
            chunks=cube(STORAGE["chunkEdge"]),
            shards=cube(STORAGE["shardEdge"]) if "shardEdge" in STORAGE else None,
            compressors=codecs or None,
            fill_value=0,
            overwrite=True,
        )
        data = np.fromfile(TASK["source"], "<u2").reshape(cube(EDGE))

        def write():
            array[:] = data

        return write
    if TASK["operation"] == "plan":
        planned = zarr.create_array(store={}, shape=PLANNED_CHUNKS, chunks=1, dtype="uint16", fill_value=1)
        return lambda: [planned[:]]
    array = zarr.open_array(TASK["path"], mode="r")
    array[0, 0, 0]
    if TASK["operation"] == "open":
        return lambda: [zarr.open_array(TASK["path"], mode="r") and 0 for _ in range(OPENINGS)]
    if TASK["operation"] == "element":
        return lambda: [array[point] for point in points()]
    if TASK["operation"] == "read":
        return lambda: [array[:]]
    return lambda: [array[box] for box in boxes()]


def tensorstore():
    import tensorstore as ts

    inner = [{"name": "bytes", "configuration": {"endian": "little"}}, *STORAGE["compressors"]]
    # It has no such member.
    for codec in inner:
        if codec["name"] == "zstd":
            codec["configuration"].pop("checksum", None)
    spec = {"driver": "zarr3", "kvstore": {"driver": "file", "path": TASK["path"]}}
    if TASK["operation"] == "write":
        if not TASK["fsync"]:
            spec["context"] = {"file_io_sync": False}
        outer = STORAGE.get("shardEdge", STORAGE["chunkEdge"])
        codecs = inner
        if "shardEdge" in STORAGE:
            index = [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "crc32c"}]
            sharding = {"chunk_shape": cube(STORAGE["chunkEdge"]), "codecs": inner, "index_codecs": index}
            codecs = [{"name": "sharding_indexed", "configuration": sharding}]
        metadata = {
            "shape": cube(EDGE),
            "data_type": "uint16",
            "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": cube(outer)}},
            "codecs": codecs,
            "fill_value": 0,
        }
        store = ts.open({**spec, "metadata": metadata, "create": True, "delete_existing": True}).result()
        data = np.fromfile(TASK["source"], "<u2").reshape(cube(EDGE))
        return lambda: store.write(data).result()
    if TASK["operation"] == "plan":
        grid = {"name": "regular", "configuration": {"chunk_shape": [1]}}
        metadata = {"shape": [PLANNED_CHUNKS], "data_type": "uint16", "chunk_grid": grid, "fill_value": 1}
        spec["kvstore"] = {"driver": "memory"}
        planned = ts.open({**spec, "metadata": metadata, "create": True}).result()
        return lambda: [planned.read().result()]
    store = ts.open(spec).result()
    store[0, 0, 0].read().result()
    if TASK["operation"] == "open":
        # A context of its own, or the second opening finds the first one's metadata in the cache.
        return lambda: [ts.open(spec, context=ts.Context()).result() and 0 for _ in range(OPENINGS)]
    if TASK["operation"] == "element":
        return lambda: [store[point].read().result() for point in points()]
    if TASK["operation"] == "read":
        return lambda: [store.read().result()]
    return lambda: [store[box].read().result() for box in boxes()]


def main():
    if TASK["operation"] == "write":
        shutil.rmtree(TASK["path"], ignore_errors=True)
    work = tensorstore() if PEER == "tensorstore" else zarr_python()
    start = time.perf_counter()
    answers = work()
    milliseconds = (time.perf_counter() - start) * 1000
    peak_bytes = peak()
    total = None
    if TASK["operation"] not in ("write", "open"):
        total = sum(int(np.sum(answer, dtype=np.uint64)) for answer in answers) % 2**32
    print(json.dumps({"milliseconds": milliseconds, "peakBytes": peak_bytes, "sum": total}))


main()
