import type { ByteRange, VersionPin } from "@zarrkit/core/contract";
import { type ContentRange, clip, endOf, lengthOf, parseContentRange } from "./byte-range.ts";
import { HttpError } from "./http-error.ts";
import { agree, versionOf } from "./version.ts";

/** What a request is about. */
export interface Question {
  readonly url: string;
  readonly range?: ByteRange | undefined;
  /** Only what the headers tell is of interest. */
  readonly headersOnly?: boolean | undefined;
  readonly pin?: VersionPin | undefined;
  /** Answers that mean that there is no value. */
  readonly missingStatus: readonly number[];
}

/** What a server told about a value. */
export interface Answer {
  readonly status: number;
  /** The bytes asked for; of none when only headers were. */
  readonly bytes: Uint8Array;
  /** Length of the whole value, where it is known. */
  readonly size: number | undefined;
  readonly version: string;
}

/** Takes an answer apart; `undefined` when there is no such value. Throws an `HttpError` for any other failure. */
export async function readAnswer(response: Response, question: Question): Promise<Answer | undefined> {
  const { url, range, pin } = question;
  const { status, headers } = response;
  if (question.missingStatus.includes(status) || isFolder(response, url)) {
    leave(response);
    if (pin?.version !== undefined) throw changed(url, status);
    return undefined;
  }
  const beyond = status === 416 && range !== undefined;
  if (!beyond && status !== 200 && (status !== 206 || range === undefined)) {
    leave(response);
    throw refusal(response, url);
  }
  const content = parseContentRange(headers.get("content-range"));
  const size = status === 200 ? declaredLength(response) : content?.size;
  const version = versionOf(headers, size);
  const check = (): void => {
    if (pin?.version === undefined || agree(pin.version, version)) return;
    leave(response);
    throw changed(url, status);
  };
  if (beyond) {
    leave(response);
    return { status, bytes: new Uint8Array(), size, version };
  }
  check();
  const body = status === 200 ? await readWhole(response, question, size) : await readPart(response, question, content);
  // Others with this pin may have seen a version meanwhile.
  check();
  if (pin !== undefined) pin.version ??= version;
  return { status, size, version, ...body };
}

/** Lets a connection go whose answer is of no interest. */
export function leave(response: Response): void {
  response.body?.cancel().catch(() => {});
}

/** Servers lead from the name of a folder to the same with a slash, where a page lists what is in it: no value. */
function isFolder(response: Response, url: string): boolean {
  return response.redirected && new URL(response.url).pathname === `${new URL(url).pathname}/`;
}

/** Length of a whole value by its header, which counts encoded bytes where there is an encoding. */
function declaredLength({ headers }: Response): number | undefined {
  const length = headers.get("content-length");
  return length === null || headers.has("content-encoding") ? undefined : Number(length);
}

/** A body that is the value from its start, also in answer to a range. */
async function readWhole(
  response: Response,
  { url, range, headersOnly }: Question,
  size: number | undefined,
): Promise<Pick<Answer, "bytes"> & Partial<Answer>> {
  if (headersOnly === true && size !== undefined) {
    leave(response);
    return { bytes: new Uint8Array() };
  }
  const end = range === undefined || "suffix" in range || headersOnly === true ? Infinity : endOf(range);
  const bytes = await (end === Infinity ? readAll(response) : readStart(response, end));
  // An encoding may be hidden from a page of another origin, and browsers check lengths themselves.
  if (response.type !== "cors") checkLength(bytes.length, Math.min(end, size ?? bytes.length), url);
  if (range === undefined) return { bytes, size: bytes.length };
  const part = bytes.slice(...clip(range, bytes.length));
  return bytes.length < end ? { bytes: part, size: bytes.length } : { bytes: part };
}

/** A body that is the range asked for. */
async function readPart(
  response: Response,
  { url, range = { offset: 0 } }: Question,
  content: ContentRange | undefined,
): Promise<Pick<Answer, "bytes">> {
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

function changed(url: string, status: number): HttpError {
  return new HttpError(url, "value is not the one that others were read of", { status, code: "changed" });
}

function checkLength(found: number, promised: number, url: string): void {
  if (found === promised) return;
  throw new HttpError(url, `body has ${found} bytes, the server promised ${promised}`, { retryable: true });
}

async function readAll(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
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

function refusal({ status, statusText, headers }: Response, url: string): HttpError {
  const retryable = [408, 425, 429].includes(status) || (status >= 500 && status !== 501 && status !== 505);
  const hint = status === 403 ? "; where that means missing, add 403 to the option missingStatus" : "";
  return new HttpError(url, `server answered ${`${status} ${statusText}`.trim()}${hint}`, {
    status,
    retryable,
    retryAfter: retryAfter(headers.get("retry-after")),
  });
}

/** Seconds, or a date. Source: RFC 9110, section 10.2.3. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : wait;
}
