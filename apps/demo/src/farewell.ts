/** The last words: what a person can try next. */
export const farewell = `5. Drew two maps: demo-output/rain.png and demo-output/half-the-rain.png

What you can try next
- Look at the two maps, and at the files in demo-output/rain.zarr: zarr.json is text, each file below c/ is a shard.
- Open them in Python (pip install zarr):
    python -c "import zarr; print(zarr.open('demo-output/rain.zarr')['rain'][:])"
- Change apps/demo/src/demo.ts and run this again: other chunks, "gzip" instead of "zstd", another region.
- Read packages/api/README.md: every function, with examples.`;
