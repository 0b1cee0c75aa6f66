/**
 * A web server in this process that misbehaves on purpose.
 *
 * @module
 */
export { faults } from "./faults.ts";
export { type Received, type Response, type ServerOptions, startServer, type TestServer } from "./server.ts";
