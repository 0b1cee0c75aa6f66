import { ZarrError } from "./zarr-error.ts";

/** No array or group where one was asked for. */
export class NodeNotFoundError extends ZarrError {
  override readonly code: string = "NODE_NOT_FOUND";
}

/** No array where one was asked for. */
export class ArrayNotFoundError extends NodeNotFoundError {
  override readonly code = "ARRAY_NOT_FOUND";
}

/** No group where one was asked for. */
export class GroupNotFoundError extends NodeNotFoundError {
  override readonly code = "GROUP_NOT_FOUND";
}

/** An array is in the way. */
export class ContainsArrayError extends ZarrError {
  override readonly code = "CONTAINS_ARRAY";
}

/** A group is in the way. */
export class ContainsGroupError extends ZarrError {
  override readonly code = "CONTAINS_GROUP";
}

/** A version 2 path holds both an array and a group document. */
export class ContainsArrayAndGroupError extends ZarrError {
  override readonly code = "CONTAINS_ARRAY_AND_GROUP";
}

/** Mode `w-` found something below the path. */
export class FileExistsError extends ZarrError {
  override readonly code = "FILE_EXISTS";
}

/** Something is in the way of a copy whose `ifExists` is `"raise"`. */
export class CopyError extends ZarrError {
  override readonly code = "COPY";
}

/** A path or node name that Zarr does not allow. */
export class InvalidPathError extends ZarrError {
  override readonly code = "INVALID_PATH";
}

/** A write to something opened for reading. */
export class ReadOnlyError extends ZarrError {
  override readonly code = "READ_ONLY";
}
