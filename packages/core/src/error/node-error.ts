import { ZarrError } from "./zarr-error.ts";

/** No array or group where one was asked for. */
export class NodeNotFoundError extends ZarrError {
  override readonly code: string = "NODE_NOT_FOUND";
  override readonly name: string = "NodeNotFoundError";
}

/** No array where one was asked for. */
export class ArrayNotFoundError extends NodeNotFoundError {
  override readonly code = "ARRAY_NOT_FOUND";
  override readonly name = "ArrayNotFoundError";
}

/** No group where one was asked for. */
export class GroupNotFoundError extends NodeNotFoundError {
  override readonly code = "GROUP_NOT_FOUND";
  override readonly name = "GroupNotFoundError";
}

/** An array is in the way. */
export class ContainsArrayError extends ZarrError {
  override readonly code = "CONTAINS_ARRAY";
  override readonly name = "ContainsArrayError";
}

/** A group is in the way. */
export class ContainsGroupError extends ZarrError {
  override readonly code = "CONTAINS_GROUP";
  override readonly name = "ContainsGroupError";
}

/** A version 2 path holds both an array and a group document. */
export class ContainsArrayAndGroupError extends ZarrError {
  override readonly code = "CONTAINS_ARRAY_AND_GROUP";
  override readonly name = "ContainsArrayAndGroupError";
}

/** Mode `w-` found something below the path. */
export class FileExistsError extends ZarrError {
  override readonly code = "FILE_EXISTS";
  override readonly name = "FileExistsError";
}

/** Something is in the way of a copy whose `ifExists` is `"raise"`. */
export class CopyError extends ZarrError {
  override readonly code = "COPY";
  override readonly name = "CopyError";
}

/** A path or node name that Zarr does not allow. */
export class InvalidPathError extends ZarrError {
  override readonly code = "INVALID_PATH";
  override readonly name = "InvalidPathError";
}

/** A write to something opened for reading. */
export class ReadOnlyError extends ZarrError {
  override readonly code = "READ_ONLY";
  override readonly name = "ReadOnlyError";
}
