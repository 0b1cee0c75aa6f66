import { elementCount } from "../../buffer/stride.ts";
import type { WorkSize } from "../../contract/index.ts";
import { regularDimension } from "../../grid/regular.ts";
import { firstSpec } from "../../metadata/chunk-spec.ts";
import { countChunks } from "../../plan/split-region.ts";
import type { Region } from "../../selection/region.ts";
import type { ArrayAccess } from "../access/array-access.ts";

/** How much work it is to read or write some regions of an array whose elements have a size. */
export function workSize(
  { chain, metadata }: ArrayAccess,
  kind: WorkSize["kind"],
  regions: readonly Region[],
): WorkSize {
  const { dimensions } = metadata.chunkGrid;
  const count = (grid: typeof dimensions): number =>
    regions.reduce((sum, region) => sum + countChunks(region, grid), 0);
  const chunks = count(dimensions);
  const spec = firstSpec(metadata);
  const subdivision = chain.subdivision(spec);
  const { shape, dataType } = subdivision?.inner ?? spec;
  const parts =
    subdivision === undefined
      ? chunks
      : count(dimensions.map(({ extent }, axis) => regularDimension(extent, shape[axis] as number)));
  return {
    kind,
    chunks,
    bytes: parts * elementCount(shape) * (dataType.itemSize as number),
    isCompressed: (subdivision?.chain ?? chain).encodedSize(subdivision?.inner ?? spec) === undefined,
  };
}
