import type { DataType } from "../../contract/index.ts";

const words: Record<string, string> = { b: "bool", i: "int", u: "uint", f: "float", c: "complex" };

/**
 * How numpy prints a data type: `int16`, `>i2`, `datetime64[ns]`, `<U4`. The Zarr name where numpy has no such type, or
 * only objects.
 */
export function numpyDtype({ name, v2 }: DataType): string {
  const [spelling, order, letter = "", size, unit] =
    /^([<>|])([biufcmMSUV])(\d*)(\[.+\])?$/.exec(String(v2?.dtype)) ?? [];
  if (spelling === undefined) return name;
  if (letter === "S" || letter === "U" || letter === "V" || order === ">") return spelling;
  if (letter === "m" || letter === "M") return `${letter === "m" ? "timedelta" : "datetime"}64${unit ?? ""}`;
  return letter === "b" ? "bool" : `${words[letter]}${Number(size) * 8}`;
}
