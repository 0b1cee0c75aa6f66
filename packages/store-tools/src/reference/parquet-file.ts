import { decompress } from "fzstd";
import { parquetRead } from "hyparquet";
import { isCount, type Reference } from "./reference.ts";
import { InvalidReferenceError } from "./reference-error.ts";

/** The references in one file, by row. */
export interface ReferenceRows {
  /** `undefined` when the row is empty. */
  at(row: number): Reference | undefined;
}

/** The values of some rows in one column. */
interface ColumnPart {
  readonly columnName: string;
  readonly columnData: ArrayLike<unknown>;
  readonly rowStart: number;
}

/** No page of references is larger than this, decompressed. */
const largestPage = 2 ** 28;

const compressors = {
  ZSTD(bytes: Uint8Array, length: number): Uint8Array {
    if (length > largestPage) throw new Error(`a page of ${length} bytes is larger than ${largestPage}`);
    return decompress(bytes, new Uint8Array(length));
  },
};

/**
 * Reads a file of references: `path`, `offset`, `size` and `raw` of each, some of which may be left out.
 *
 * @throws InvalidReferenceError when it is no Parquet file.
 */
export async function readReferenceRows(name: string, bytes: Uint8Array): Promise<ReferenceRows> {
  const parts: ColumnPart[] = [];
  try {
    await parquetRead({
      file: new Uint8Array(bytes).buffer,
      compressors,
      utf8: false,
      onChunk: ({ columnName, columnData, rowStart }) => parts.push({ columnName, columnData, rowStart }),
    });
  } catch (cause) {
    throw new InvalidReferenceError(`${name} cannot be read: ${(cause as Error).message}`, { cause });
  }
  const valueAt = (column: string, row: number): unknown => {
    const part = parts.find(({ columnName, columnData, rowStart }) => {
      return columnName === column && row >= rowStart && row < rowStart + columnData.length;
    });
    return part?.columnData[row - part.rowStart];
  };
  return {
    at(row) {
      const [path, offset, size, raw] = ["path", "offset", "size", "raw"].map((column) => valueAt(column, row));
      return referenceOf(path, offset, size, raw, `row ${row} of ${name}`);
    },
  };
}

function referenceOf(
  path: unknown,
  offset: unknown,
  size: unknown,
  raw: unknown,
  where: string,
): Reference | undefined {
  if (raw instanceof Uint8Array) return { bytes: raw };
  if (path === null || path === undefined) return undefined;
  const [start, length] = [offset ?? 0, size ?? 0].map(Number);
  if (typeof path !== "string" || !isCount(start) || !isCount(length)) {
    throw new InvalidReferenceError(
      `${where} must have a path, an offset and a size, found ${path}, ${offset}, ${size}`,
    );
  }
  return start === 0 && length === 0
    ? { url: path, offset: 0, length: undefined }
    : { url: path, offset: start, length };
}
