// The SDK's own types need those of Node, which a page has not.

/** Keys of an account; temporary ones have a session token, and a time from which on others are asked for. */
export interface S3Credentials {
  /** Name of the key. */
  readonly accessKeyId: string;
  /** What requests are signed with; it is never sent. */
  readonly secretAccessKey: string;
  /** What temporary keys come with. */
  readonly sessionToken?: string;
  /** When temporary keys end. */
  readonly expiration?: Date;
}

/** An `S3Client` of `@aws-sdk/client-s3`. */
export interface S3ClientLike {
  /** Settings of the client. */
  readonly config: object;
  /** Makes a request. */
  send(command: never, options?: never): Promise<unknown>;
}

/** How to reach the service. */
export interface S3ServiceOptions {
  /** Address of the service, for anything but AWS: `"http://127.0.0.1:9000"`. */
  readonly endpoint?: string | URL | undefined;
  /** Where the bucket is. Default: what the environment says, but `"us-east-1"` with `endpoint` or `anonymous`. */
  readonly region?: string | undefined;
  /** Keys, or a function that answers them. Default: what the environment says; browsers have none. */
  readonly credentials?: S3Credentials | (() => Promise<S3Credentials>) | undefined;
  /** Send requests unsigned, to read public buckets. Default false. */
  readonly anonymous?: boolean | undefined;
  /** Put the bucket into the path rather than the host name. Default: true with `endpoint`. */
  readonly forcePathStyle?: boolean | undefined;
  /** How often a request is tried in all before its error is thrown, with growing pauses. Default 8. */
  readonly maxAttempts?: number | undefined;
  /** Milliseconds for one attempt, the body included. Default 60,000. */
  readonly timeout?: number | undefined;
  /** Anything else that the SDK's `S3Client` takes. It wins over the options above. */
  readonly clientConfig?: Readonly<Record<string, unknown>> | undefined;
}

export interface S3StoreOptions extends S3ServiceOptions {
  /** A client of the SDK that is there already, with its own retries and timeouts, instead of all options above. */
  readonly client?: S3ClientLike | undefined;
  /** Requests at the same time within one call: ranges, parts, deletions. Default 8. */
  readonly concurrency?: number | undefined;
  /** Values with more bytes than this are uploaded in parts. Default 64 MiB. */
  readonly multipartThreshold?: number | undefined;
  /** Bytes in a part of such an upload; S3 wants 5 MiB or more. Default 16 MiB. */
  readonly partSize?: number | undefined;
  /** HTTP status codes that mean a missing value. Add 403 for buckets that may not be listed. Default `[404]`. */
  readonly missingStatus?: readonly number[] | undefined;
  /**
   * Nobody else writes below the prefix. `ifVersion` is then compared in this program, right before the write: for servers that
   * do not honour conditional writes. Default false.
   */
  readonly soleWriter?: boolean | undefined;
  /** Refuse `set` and `delete`. Default false. */
  readonly readOnly?: boolean | undefined;
}

/** The least value of each number. */
const smallest = { maxAttempts: 1, timeout: 1, concurrency: 1, multipartThreshold: 0, partSize: 1 } as const;
const ofClient = [
  "endpoint",
  "region",
  "credentials",
  "anonymous",
  "forcePathStyle",
  "maxAttempts",
  "timeout",
  "clientConfig",
] as const satisfies readonly (keyof S3ServiceOptions)[];

const others = [
  "client",
  "missingStatus",
  "soleWriter",
  "readOnly",
] as const satisfies readonly (keyof S3StoreOptions)[];
const names: ReadonlySet<string> = new Set([...Object.keys(smallest), ...ofClient, ...others]);

/** Throws on options that are none, contradict each other or are out of range. */
export function checkOptions(options: S3StoreOptions): void {
  const unknown = Object.keys(options).find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw new TypeError(`there is no option ${JSON.stringify(unknown)}; there are ${[...names].join(", ")}`);
  }
  for (const [name, least] of Object.entries(smallest) as [keyof typeof smallest, number][]) {
    const value = options[name];
    if (value === undefined || (Number.isSafeInteger(value) && value >= least)) continue;
    throw new RangeError(`${name} must be a whole number, ${least} or more, found ${value}`);
  }
  if (options.anonymous === true && options.credentials !== undefined) {
    throw new TypeError("anonymous requests carry no credentials: pass one of `anonymous` and `credentials`");
  }
  const idle = options.client === undefined ? undefined : ofClient.find((name) => options[name] !== undefined);
  if (idle !== undefined) throw new TypeError(`\`client\` brings its own \`${idle}\`: pass one of the two`);
}
