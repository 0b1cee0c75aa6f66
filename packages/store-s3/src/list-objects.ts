import { ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { request } from "./request.ts";

/** Up to 1,000 names of objects, and of the prefixes in which others are summed up. */
export interface ObjectPage {
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
}

/** Lists the objects whose names begin with a prefix; with a delimiter, only up to the next one. */
export async function* listPages(
  client: S3Client,
  bucket: string,
  { prefix, delimiter }: { readonly prefix: string; readonly delimiter: "" | "/" },
  signal: AbortSignal | undefined,
): AsyncGenerator<ObjectPage> {
  const doing = `list ${JSON.stringify(prefix)} in bucket ${JSON.stringify(bucket)}`;
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      // Names may hold what XML cannot.
      EncodingType: "url",
      ...(delimiter !== "" && { Delimiter: delimiter }),
      ...(token !== undefined && { ContinuationToken: token }),
    });
    const page = await request(doing, signal, (options) => client.send(command, options));
    const isBelow = (name: string): boolean => name.startsWith(prefix);
    const decode = (name = ""): string => (page.EncodingType === "url" ? decodeName(name) : name);
    yield {
      keys: (page.Contents ?? []).map(({ Key }) => decode(Key)).filter(isBelow),
      prefixes: (page.CommonPrefixes ?? []).map(({ Prefix }) => decode(Prefix)).filter(isBelow),
    };
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    if (page.IsTruncated === true && token === undefined) {
      throw new Error(`cannot ${doing}: the server has more names and does not say how to ask for them`);
    }
  } while (token !== undefined);
}

/** As forms are encoded: a space is a plus. */
function decodeName(name: string): string {
  return decodeURIComponent(name.replaceAll("+", "%20"));
}
