import { InvalidArgumentError, messageOf, type Store } from "@zarrkit/core";

/** What fsspec calls some options of `S3Store`, so that they may come along from zarr-python. */
interface PythonOptions {
  readonly anon?: unknown;
  readonly endpoint_url?: unknown;
  readonly key?: unknown;
  readonly secret?: unknown;
  readonly token?: unknown;
  readonly client_kwargs?: Readonly<Record<string, unknown>>;
}

/** A store over the objects below `s3://bucket/prefix`. Throws `InvalidArgumentError` for what is no such address, and for options that are none. */
export async function s3Store(address: string, options: Readonly<Record<string, unknown>> = {}): Promise<Store> {
  const { S3Store } = await import("@zarrkit/store-s3");
  try {
    return new S3Store(address, inOurWords(options));
  } catch (cause) {
    throw new InvalidArgumentError(`Could not make a store from ${JSON.stringify(address)}: ${messageOf(cause)}`, {
      cause,
    });
  }
}

function inOurWords({ anon, endpoint_url, key, secret, token, client_kwargs, ...ours }: PythonOptions): object {
  const { endpoint_url: endpoint = endpoint_url, region_name: region, ...others } = client_kwargs ?? {};
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw new TypeError(`client_kwargs may hold endpoint_url and region_name, found ${JSON.stringify(unknown)}`);
  }
  const credentials = { accessKeyId: key, secretAccessKey: secret, sessionToken: token };
  const hasKey = key !== undefined || secret !== undefined;
  return { anonymous: anon, endpoint, region, ...(hasKey && { credentials }), ...ours };
}
