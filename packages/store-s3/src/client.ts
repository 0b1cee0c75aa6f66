import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import type { S3ServiceOptions } from "./s3-store-options.ts";

type RequestHandler = S3Client["config"]["requestHandler"];

/** Makes the SDK's client. */
export function createClient(options: S3ServiceOptions): S3Client {
  const { endpoint, region, credentials, anonymous = false, maxAttempts = 8, timeout = 60_000 } = options;
  const client = new S3Client({
    maxAttempts,
    retryMode: "standard",
    forcePathStyle: options.forcePathStyle ?? endpoint !== undefined,
    ...(endpoint !== undefined && { endpoint: String(endpoint) }),
    ...(region !== undefined ? { region } : (endpoint !== undefined || anonymous) && { region: "us-east-1" }),
    // A bucket that turns out to be elsewhere is asked there.
    followRegionRedirects: true,
    // Checksums of the SDK's own that not every server knows. Signatures cover what is sent, and codecs what is stored.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    // One round trip and a connection of its own for each large value, which gateways may not answer.
    expectContinueHeader: false,
    ...(credentials !== undefined && { credentials }),
    // The cache of a browser asks for other ranges than the page did, for which the signature does not hold.
    ...(anonymous ? unsigned : { requestHandler: { cache: "no-store" } }),
    ...options.clientConfig,
  });
  client.config.requestHandler = withDeadline(client.config.requestHandler, timeout);
  return client;
}

/** No signature, and none of the headers for which a browser would ask the server's leave first. */
const unsigned: S3ClientConfig = {
  credentials: { accessKeyId: "", secretAccessKey: "" },
  signer: {
    async sign(request) {
      for (const name of Object.keys(request.headers)) {
        if (/^(amz-sdk-|x-amz-user-agent$)/i.test(name)) delete request.headers[name];
      }
      return request;
    },
  },
};

/** Ends an exchange that takes too long, whether it waits for the connection, the answer or the rest of the body. */
function withDeadline(handler: RequestHandler, milliseconds: number): RequestHandler {
  const handle: RequestHandler["handle"] = async (request, options) => {
    const late = AbortSignal.timeout(milliseconds);
    const { abortSignal: given } = (options ?? {}) as { abortSignal?: AbortSignal };
    try {
      const abortSignal = given === undefined ? late : AbortSignal.any([given, late]);
      return await handler.handle(request, { ...options, abortSignal });
    } catch (cause) {
      if (!late.aborted || given?.aborted) throw cause;
      // The SDK retries errors of this name.
      throw Object.assign(new Error(`no answer within ${milliseconds} ms`, { cause }), { name: "TimeoutError" });
    }
  };
  // Everything else is the platform's handler.
  return Object.assign(Object.create(handler) as RequestHandler, { handle });
}
