import type { VersionPin } from "@zarrkit/core/contract";
import { HttpError } from "./http-error.ts";
import { agree, versionOf } from "./version.ts";

/** What a request is about. */
export interface Question {
  readonly url: string;
  /** What is wanted of the value; left out, all of it. */
  readonly excerpt?: Excerpt | undefined;
  readonly pin?: VersionPin | undefined;
  /** Answers that mean that there is no value. */
  readonly missingStatus: readonly number[];
}

/** A part of a value: how to ask for it, and how to read the answers. */
export interface Excerpt {
  /** The `Range` header, if there is to be one. */
  readonly header: string | undefined;
  /** Length of the whole value by an answer of a part of it. */
  sizeOf(headers: Headers): number | undefined;
  /** Reads a body that is the whole value. */
  fromWhole(response: Response, url: string, size: number | undefined): Promise<Body>;
  /** Reads a body that is the part. */
  fromPart(response: Response, url: string): Promise<Body>;
}

/** What was read of a body, and the length of the whole value, where it turned out. */
export interface Body {
  readonly bytes: Uint8Array;
  readonly size?: number;
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
  const { url, excerpt, pin } = question;
  const { status, headers } = response;
  if (question.missingStatus.includes(status) || isFolder(response, url)) {
    leave(response);
    if (pin?.version !== undefined) throw changed(url, status);
    return undefined;
  }
  const isRange = excerpt?.header !== undefined;
  const beyond = status === 416 && isRange;
  if (!beyond && status !== 200 && (status !== 206 || !isRange)) {
    leave(response);
    throw refusal(response, url);
  }
  const size = status === 200 ? declaredLength(response) : excerpt?.sizeOf(headers);
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
  const body = await (status === 206 && excerpt !== undefined
    ? excerpt.fromPart(response, url)
    : (excerpt?.fromWhole ?? readWhole)(response, url, size));
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
export function declaredLength({ headers }: Response): number | undefined {
  const length = headers.get("content-length");
  return length === null || headers.has("content-encoding") ? undefined : Number(length);
}

function changed(url: string, status: number): HttpError {
  return new HttpError(url, "value is not the one that others were read of", { status, code: "changed" });
}

/** Reads a body that is the whole value. */
async function readWhole(response: Response, url: string, size: number | undefined): Promise<Body> {
  const bytes = await readAll(response);
  checkWhole(response, bytes.length, size, url);
  return { bytes, size: bytes.length };
}

/** Throws where a body has not the length that the server promised. */
export function checkWhole(response: Response, found: number, promised: number | undefined, url: string): void {
  // An encoding may be hidden from a page of another origin, and browsers check lengths themselves.
  if (response.type !== "cors") checkLength(found, promised ?? found, url);
}

export function checkLength(found: number, promised: number, url: string): void {
  if (found === promised) return;
  throw new HttpError(url, `body has ${found} bytes, the server promised ${promised}`, { retryable: true });
}

export async function readAll(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
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
