import { blosc } from "@zarrkit/codec-blosc";
import { bytes } from "@zarrkit/codec-bytes";
import { castValue, scaleOffset } from "@zarrkit/codec-cast";
import { crc32c } from "@zarrkit/codec-crc32c";
import { gzip, zlib } from "@zarrkit/codec-gzip";
import { lz4 } from "@zarrkit/codec-lz4";
import { codecs as numcodecs } from "@zarrkit/codec-numcodecs";
import { sharding } from "@zarrkit/codec-sharding";
import { transpose } from "@zarrkit/codec-transpose";
import { vlenArray, vlenBytes, vlenUtf8 } from "@zarrkit/codec-vlen";
import { zstd } from "@zarrkit/codec-zstd";
import { createRegistry, type Registry } from "@zarrkit/core";
import { dataTypes } from "@zarrkit/dtypes";

/** Every data type and codec that this package brings. Each codec is loaded when an array first names it. */
export const defaultRegistry: Registry = /* @__PURE__ */ createRegistry(
  ...dataTypes,
  bytes,
  transpose,
  sharding,
  crc32c,
  gzip,
  zlib,
  zstd,
  blosc,
  lz4,
  vlenUtf8,
  vlenBytes,
  vlenArray,
  castValue,
  scaleOffset,
  ...numcodecs,
);
