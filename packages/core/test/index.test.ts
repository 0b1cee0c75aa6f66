import { expect, test } from "vitest";
import * as contract from "../src/contract/index.ts";
import * as core from "../src/index.ts";
import * as read from "../src/read.ts";

// What the package exports is a promise to its users: a change here belongs into a changeset.
test("the names that the package exports at run time", () => {
  expect(Object.keys(core).sort()).toEqual([
    "ArrayIndexError",
    "ArrayNotFoundError",
    "BadConfigError",
    "BoundsCheckError",
    "ChunkNotFoundError",
    "CodecError",
    "ConflictError",
    "ContainsArrayAndGroupError",
    "ContainsArrayError",
    "ContainsGroupError",
    "CopyError",
    "DataTypeValidationError",
    "FileExistsError",
    "GroupNotFoundError",
    "InvalidArgumentError",
    "InvalidPathError",
    "LimitExceededError",
    "MetadataValidationError",
    "NDArray",
    "NegativeStepError",
    "NodeNotFoundError",
    "NodeTypeValidationError",
    "ReadOnlyError",
    "ReadableArray",
    "StoreError",
    "UnknownCodecError",
    "UnknownExtensionError",
    "UnsupportedError",
    "ValueMismatchError",
    "VindexInvalidSelectionError",
    "ZarrArray",
    "ZarrError",
    "ZarrGroup",
    "chunkCacheOf",
    "consolidateMetadata",
    "copyValue",
    "createEnvironment",
    "createHierarchy",
    "createRegistry",
    "creationOptionsOf",
    "defaultArrayConfig",
    "deletePrefix",
    "deleteValue",
    "enterMode",
    "forEachConcurrently",
    "hasValue",
    "isNDArray",
    "isNDArrayLike",
    "isZarrError",
    "joinPath",
    "mergeConfig",
    "messageOf",
    "modeRules",
    "nestedListShape",
    "normalizePath",
    "openNode",
    "requireListable",
    "requireWritable",
    "slice",
    "withChunkStore",
    "withReadOnly",
  ]);
});

test("the names that readers get: nothing that writes, and all of them the same as above", () => {
  expect(Object.keys(read).sort()).toEqual([
    "ArrayIndexError",
    "ArrayNotFoundError",
    "BoundsCheckError",
    "ChunkNotFoundError",
    "CodecError",
    "ConflictError",
    "DataTypeValidationError",
    "LimitExceededError",
    "MetadataValidationError",
    "NegativeStepError",
    "NodeNotFoundError",
    "NodeTypeValidationError",
    "StoreError",
    "UnknownCodecError",
    "UnknownExtensionError",
    "UnsupportedError",
    "ValueMismatchError",
    "ZarrError",
    "createEnvironment",
    "createRegistry",
    "defaultArrayConfig",
    "isZarrError",
    "joinPath",
    "mergeConfig",
    "normalizePath",
    "openArray",
    "slice",
  ]);
  const { openArray: _, ...both } = read;
  expect(core).toMatchObject(both);
});

test("the contract is nothing but types, so that a plugin carries no engine", () => {
  expect(Object.keys(contract)).toEqual([]);
});
