import { openArray, slice } from "@zarrkit/api";
import { contendTiles, tileEdge } from "./tile.ts";

await contendTiles(async (url) => {
  const array = await openArray<"uint16">(url, { mode: "r" });
  return async ([plane, row, column]) =>
    (await array.get([plane, slice(row, row + tileEdge), slice(column, column + tileEdge)])).data;
});
