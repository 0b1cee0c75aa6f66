import { ZarrError } from "./zarr-error.ts";

/** A selection that is not of the form it has to be. */
export class ArrayIndexError extends ZarrError {
  override readonly code: string = "INVALID_SELECTION";
  override readonly name: string = "ArrayIndexError";
}

/** An index outside the array. */
export class BoundsCheckError extends ArrayIndexError {
  override readonly code = "OUT_OF_BOUNDS";
  override readonly name = "BoundsCheckError";
}

/** A slice whose step is zero, or negative where only a positive step has a meaning. */
export class NegativeStepError extends ArrayIndexError {
  override readonly code = "INVALID_STEP";
  override readonly name = "NegativeStepError";
}

/** A coordinate selection that is not one integer or integer array for each dimension. */
export class VindexInvalidSelectionError extends ArrayIndexError {
  override readonly code = "INVALID_COORDINATES";
  override readonly name = "VindexInvalidSelectionError";
}

/** A value whose shape or data type does not fit where it should go. */
export class ValueMismatchError extends ZarrError {
  override readonly code = "VALUE_MISMATCH";
  override readonly name = "ValueMismatchError";
}

/** An option that is not what it has to be. */
export class InvalidArgumentError extends ZarrError {
  override readonly code = "INVALID_ARGUMENT";
  override readonly name = "InvalidArgumentError";
}

/** A configuration value that is not what it has to be. */
export class BadConfigError extends ZarrError {
  override readonly code = "BAD_CONFIG";
  override readonly name = "BadConfigError";
}

/** Something that Zarr allows and this library, or this store, cannot do. */
export class UnsupportedError extends ZarrError {
  override readonly code = "UNSUPPORTED";
  override readonly name = "UnsupportedError";
}
