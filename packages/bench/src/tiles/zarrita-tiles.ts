import { FetchStore, get, open, slice, withRangeCoalescing } from "zarrita";
import { contendTiles, tileEdge } from "./tile.ts";

await contendTiles(async (url) => {
  const store = withRangeCoalescing(new FetchStore(url, { useSuffixRequest: true }));
  const array = await open.v3(store, { kind: "array" });
  return async ([plane, row, column]) =>
    (await get(array, [plane, slice(row, row + tileEdge), slice(column, column + tileEdge)])).data as Uint16Array;
});
