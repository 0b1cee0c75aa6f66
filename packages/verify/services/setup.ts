import { prepareEnvironment } from "./environment.ts";
import { prepareNginx } from "./nginx.ts";
import { prepareS3Servers } from "./s3-server.ts";

/** Runs once before the tests of this folder. */
export function setup(): void {
  prepareEnvironment();
  prepareS3Servers();
  prepareNginx();
}
