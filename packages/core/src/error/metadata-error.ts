import { ZarrError } from "./zarr-error.ts";

/** A metadata document, or an option that would become one, breaks a rule of the specification. */
export class MetadataValidationError extends ZarrError {
  override readonly code: string = "INVALID_METADATA";
  override readonly name: string = "MetadataValidationError";
}

/** A document is of another node type than the one asked for. */
export class NodeTypeValidationError extends MetadataValidationError {
  override readonly code = "WRONG_NODE_TYPE";
  override readonly name = "NodeTypeValidationError";
}

/** A data type that is not registered, or metadata that none of them accepts. */
export class DataTypeValidationError extends MetadataValidationError {
  override readonly code = "INVALID_DATA_TYPE";
  override readonly name = "DataTypeValidationError";
}

/** A codec that is not registered. */
export class UnknownCodecError extends MetadataValidationError {
  override readonly code = "UNKNOWN_CODEC";
  override readonly name = "UnknownCodecError";
}

/** A chunk grid, chunk key encoding or storage transformer that is not registered. */
export class UnknownExtensionError extends MetadataValidationError {
  override readonly code = "UNKNOWN_EXTENSION";
  override readonly name = "UnknownExtensionError";
}
