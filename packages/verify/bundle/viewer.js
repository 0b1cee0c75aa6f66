// What a viewer writes: opens arrays and groups on web servers for reading, of whichever data type and with whichever codecs.
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
import { createEnvironment, createRegistry, openArray, openGroup, slice } from "@zarrkit/core/read";
import { dataTypes } from "@zarrkit/dtypes";
import { HttpStore } from "@zarrkit/store-http";

const codecs = [bytes, transpose, sharding, crc32c, gzip, zlib, zstd, blosc, lz4];
const variableLength = [vlenUtf8, vlenBytes, vlenArray];
const filters = [castValue, scaleOffset, ...numcodecs];
const environment = createEnvironment(createRegistry(...dataTypes, ...codecs, ...variableLength, ...filters));

export const open = (url, path = "") => openArray({ store: new HttpStore(url), path }, environment);
export const openHierarchy = (url, path = "") => openGroup({ store: new HttpStore(url), path }, environment);
export { slice };
