import { isNDArrayLike, ZarrArray } from "@zarrkit/core";

/** True for data that is one array; a list or record of such data is a group. */
export function isArrayData(data: unknown): boolean {
  if (data instanceof ZarrArray || isNDArrayLike(data) || ArrayBuffer.isView(data)) return true;
  if (!Array.isArray(data)) return typeof data !== "object" && data !== undefined;
  return data.every((item) => (Array.isArray(item) ? isArrayData(item) : typeof item !== "object"));
}
