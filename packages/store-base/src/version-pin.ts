import type { VersionPin } from "@zarrkit/core/contract";

/** Ties a read to the others with its pin. Throws when they are of another version, or of none. */
export function heedPin(pin: VersionPin | undefined, version: string | undefined): void {
  if (pin === undefined) return;
  if (pin.version !== undefined && pin.version !== version) {
    const found = version === undefined ? "gone" : "another one";
    throw Object.assign(new Error(`the value that others were read of is ${found} now`), { code: "changed" });
  }
  pin.version = version;
}
