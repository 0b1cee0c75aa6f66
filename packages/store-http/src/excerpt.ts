import type { ByteRange } from "@zarrkit/core/contract";
import { type Body, checkLength, checkWhole, declaredLength, type Excerpt, leave, readAll } from "./answer.ts";
import { clip, endOf, lengthOf, parseContentRange, rangeHeader } from "./byte-range.ts";
import { HttpError } from "./http-error.ts";

/** A range of a value. Servers may answer with the whole of it. */
export function rangeExcerpt(range: ByteRange): Excerpt {
  return {
    header: rangeHeader(range),
    sizeOf,
    async fromWhole(response, url, size) {
      const end = "suffix" in range ? Infinity : endOf(range);
      const bytes = await (end === Infinity ? readAll(response) : readStart(response, end));
      checkWhole(response, bytes.length, size === undefined ? undefined : Math.min(end, size), url);
      const part = bytes.slice(...clip(range, bytes.length));
      return bytes.length < end ? { bytes: part, size: bytes.length } : { bytes: part };
    },
    fromPart: (response, url) => readPart(response, url, range),
  };
}

/** Nothing but what the headers tell; asked for with a range, or without. */
export function headersExcerpt(range?: ByteRange): Excerpt {
  return {
    header: range && rangeHeader(range),
    sizeOf,
    async fromWhole(response, _url, size) {
      if (size !== undefined) {
        leave(response);
        return { bytes: new Uint8Array() };
      }
      const bytes = await readAll(response);
      return { bytes: new Uint8Array(), size: bytes.length };
    },
    fromPart: (response, url) => readPart(response, url, range),
  };
}

function sizeOf(headers: Headers): number | undefined {
  return parseContentRange(headers.get("content-range"))?.size;
}

/** A body that is the range asked for. */
async function readPart(response: Response, url: string, range: ByteRange = { offset: 0 }): Promise<Body> {
  const content = parseContentRange(response.headers.get("content-range"));
  const [start, end] = clip(range, content?.size ?? Infinity);
  // The start of a suffix of an unknown size is infinite, or is not a number.
  const wrongStart = content?.start !== undefined && Number.isFinite(start) && content.start !== start;
  const wrongEnd =
    content?.end !== undefined && Number.isFinite(end) && content.end !== end && content.size !== undefined;
  if (wrongStart || wrongEnd) {
    leave(response);
    const found = `${content.start} to ${content.end}`;
    throw new HttpError(url, `asked for bytes ${start} to ${end}, answered ${found}`, { status: 206, retryable: true });
  }
  const bytes = await readAll(response);
  const promised = content?.start === undefined ? declaredLength(response) : (content.end as number) - content.start;
  checkLength(bytes.length, promised ?? bytes.length, url);
  checkLength(Math.max(bytes.length, lengthOf(range)), lengthOf(range), url);
  return { bytes };
}

/** The first bytes of a body; the rest stays where it is. */
async function readStart(response: Response, end: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (length < end) {
    const step = await reader?.read();
    if (step?.value === undefined) break;
    parts.push(step.value);
    length += step.value.length;
  }
  reader?.cancel().catch(() => {});
  const bytes = new Uint8Array(Math.min(length, end));
  let at = 0;
  for (const part of parts) {
    bytes.set(part.subarray(0, end - at), at);
    at += part.length;
  }
  return bytes;
}
