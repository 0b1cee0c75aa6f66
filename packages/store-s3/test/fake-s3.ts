import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeRequest {
  readonly method: string;
  /** As it was sent, with the query. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly query: URLSearchParams;
  readonly bucket: string;
  readonly name: string;
  readonly body: Buffer;
}

interface StoredObject {
  readonly bytes: Buffer;
  readonly tag: string;
  readonly metadata: Readonly<Record<string, string>>;
}

interface StoredUpload {
  readonly metadata: StoredObject["metadata"];
  readonly parts: Map<number, Buffer>;
}

/** `true` when the answer has been given, or is never to be. */
export type Fault = (request: FakeRequest, response: ServerResponse) => boolean | Promise<boolean>;

/** As much of S3 as the store uses, in memory and on a port of this machine, with faults on request. */
export class FakeS3 {
  readonly objects: Map<string, StoredObject> = new Map();
  readonly uploads: Map<string, StoredUpload> = new Map();
  readonly requests: FakeRequest[] = [];
  pageSize: number;
  /** Whether conditions of writes are looked at. */
  conditions: boolean;
  /** Called before a request is carried out. */
  before: Fault = () => false;
  /** Called in place of sending the answer to a request that has been carried out. */
  after: Fault = () => false;
  readonly #server: Server;
  #uploadCount = 0;

  private constructor() {
    this.pageSize = 1000;
    this.conditions = true;
    this.#server = createServer((message, response) => {
      this.#serve(message, response).catch((error) => response.destroy(error));
    });
  }

  static async start(): Promise<FakeS3> {
    const fake = new FakeS3();
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many requests of a kind there were: `"GET"`, or `"POST delete"` with a word of the query. */
  count(kind: string): number {
    const [method, word] = kind.split(" ");
    return this.requests.filter((one) => one.method === method && (word === undefined || one.query.has(word))).length;
  }

  put(name: string, value: Uint8Array | string, metadata: StoredObject["metadata"] = {}): void {
    const bytes = Buffer.from(value as string);
    const tag = `"${createHash("md5").update(bytes).digest("hex")}"`;
    this.objects.set(name, { bytes, tag, metadata });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const { method = "", url = "", headers } = message;
    const [path = "", search] = url.split("?");
    const [, bucket = "", ...segments] = path.split("/");
    const name = decodeURIComponent(segments.join("/"));
    const body = Buffer.concat(chunks);
    const request = { method, url, headers, query: new URLSearchParams(search), bucket, name, body };
    this.requests.push(request);
    if (await this.before(request, response)) return;
    const answer = this.#answer(request);
    if (await this.after(request, response)) return;
    response
      .writeHead(answer.status, { "content-length": answer.body?.length ?? 0, ...answer.headers })
      .end(answer.body);
  }

  #answer(request: FakeRequest): Answer {
    const { method, query, bucket, name, headers, body } = request;
    if (bucket !== "bucket") return failure(404, "NoSuchBucket");
    if (method === "GET" && name === "") return this.#list(query);
    if (method === "GET") return this.#get(name, headers);
    if (method === "POST" && query.has("delete")) return this.#deleteAll(body.toString());
    if (method === "POST" && query.has("uploads")) return this.#createUpload(name, headers);
    const upload = query.get("uploadId") ?? "";
    if (query.has("uploadId") && !this.uploads.has(upload)) return failure(404, "NoSuchUpload");
    if (method === "PUT" && query.has("uploadId")) {
      this.uploads.get(upload)?.parts.set(Number(query.get("partNumber")), body);
      return { status: 200, headers: { etag: `"part ${query.get("partNumber")}"` } };
    }
    if (method === "DELETE" && query.has("uploadId")) {
      this.uploads.delete(upload);
      return { status: 204 };
    }
    if (method === "DELETE") {
      this.objects.delete(name);
      return { status: 204 };
    }
    const refusal = this.conditions ? this.#refusal(name, headers) : undefined;
    if (refusal !== undefined) return refusal;
    if (method === "POST") return this.#complete(name, upload, body.toString());
    this.put(name, body, metadataOf(headers));
    return { status: 200, headers: { etag: this.objects.get(name)?.tag ?? "" } };
  }

  #refusal(name: string, headers: IncomingMessage["headers"]): Answer | undefined {
    const found = this.objects.get(name);
    if (headers["if-none-match"] === "*" && found !== undefined) return failure(412, "PreconditionFailed");
    if (headers["if-match"] === undefined) return undefined;
    if (found === undefined) return failure(404, "NoSuchKey");
    return headers["if-match"] === found.tag ? undefined : failure(412, "PreconditionFailed");
  }

  #get(name: string, headers: IncomingMessage["headers"]): Answer {
    const found = this.objects.get(name);
    if (found === undefined) return failure(404, "NoSuchKey");
    const { bytes, tag, metadata } = found;
    if (headers["if-match"] !== undefined && headers["if-match"] !== tag) return failure(412, "PreconditionFailed");
    const noted = Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`x-amz-meta-${key}`, value]));
    const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? "") ?? [];
    if (first + last === "") return { status: 200, headers: { etag: tag, ...noted }, body: bytes };
    const start = first === "" ? Math.max(0, bytes.length - Number(last)) : Number(first);
    const end = first === "" || last === "" ? bytes.length : Math.min(Number(last) + 1, bytes.length);
    if (start >= bytes.length) return failure(416, "InvalidRange");
    const range = `bytes ${start}-${end - 1}/${bytes.length}`;
    return { status: 206, headers: { etag: tag, "content-range": range, ...noted }, body: bytes.subarray(start, end) };
  }

  #list(query: URLSearchParams): Answer {
    const prefix = query.get("prefix") ?? "";
    const delimiter = query.get("delimiter") ?? "";
    const after = query.get("continuation-token") ?? "";
    const entries = new Map<string, "Contents" | "CommonPrefixes">();
    for (const name of [...this.objects.keys()].sort()) {
      if (!name.startsWith(prefix)) continue;
      const cut = delimiter === "" ? -1 : name.indexOf(delimiter, prefix.length);
      if (cut < 0) entries.set(name, "Contents");
      else entries.set(name.slice(0, cut + 1), "CommonPrefixes");
    }
    const left = [...entries].filter(([name]) => name > after);
    const page = left.slice(0, this.pageSize);
    const encode = (name: string): string => encodeURIComponent(name).replaceAll("%20", "+");
    const rows = page.map(([name, kind]) =>
      kind === "Contents"
        ? `<Contents><Key>${encode(name)}</Key></Contents>`
        : `<CommonPrefixes><Prefix>${encode(name)}</Prefix></CommonPrefixes>`,
    );
    const more = left.length > page.length;
    const token = more ? `<NextContinuationToken>${encodeXml(page.at(-1)?.[0] ?? "")}</NextContinuationToken>` : "";
    return xml(
      `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated>${token}${rows.join("")}</ListBucketResult>`,
    );
  }

  #deleteAll(body: string): Answer {
    for (const [, key = ""] of body.matchAll(/<Key>([^<]*)<\/Key>/g)) this.objects.delete(decodeXml(key));
    return xml("<DeleteResult></DeleteResult>");
  }

  #createUpload(name: string, headers: IncomingMessage["headers"]): Answer {
    const id = `upload-${++this.#uploadCount}`;
    this.uploads.set(id, { metadata: metadataOf(headers), parts: new Map() });
    return xml(
      `<InitiateMultipartUploadResult><Key>${encodeXml(name)}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
  }

  #complete(name: string, id: string, body: string): Answer {
    const upload = this.uploads.get(id);
    const numbers = [...body.matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map((match) => Number(match[1]));
    this.put(name, Buffer.concat(numbers.map((number) => upload?.parts.get(number) as Buffer)), upload?.metadata);
    this.uploads.delete(id);
    return xml("<CompleteMultipartUploadResult></CompleteMultipartUploadResult>");
  }
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export function failure(status: number, code: string): Answer {
  return xml(`<Error><Code>${code}</Code><Message>This is ${code}</Message></Error>`, status);
}

function xml(body: string, status = 200): Answer {
  return { status, headers: { "content-type": "application/xml" }, body: Buffer.from(body) };
}

function metadataOf(headers: IncomingMessage["headers"]): StoredObject["metadata"] {
  const noted = Object.entries(headers).filter(([name]) => name.startsWith("x-amz-meta-"));
  return Object.fromEntries(noted.map(([name, value]) => [name.slice("x-amz-meta-".length), String(value)]));
}

const entities: readonly (readonly [string, string])[] = [
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&apos;"],
];

function encodeXml(text: string): string {
  return entities.reduce((result, [character, entity]) => result.replaceAll(character, entity), text);
}

function decodeXml(text: string): string {
  return entities.toReversed().reduce((result, [character, entity]) => result.replaceAll(entity, character), text);
}

/** Gives an answer in the form of S3's errors. */
export function refuse(response: ServerResponse, status: number, code: string): true {
  const answer = failure(status, code);
  response.writeHead(answer.status, answer.headers).end(answer.body);
  return true;
}
