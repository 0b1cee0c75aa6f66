import type { Extension } from "@zarrkit/core/contract";

/** The elements of a chunk as a MessagePack list. */
export const msgpack2: Extension<"codec", "numcodecs.msgpack2"> = {
  point: "codec",
  name: "numcodecs.msgpack2",
  numcodecsId: "msgpack2",
  load: () => import("../codec/msgpack2.ts").then((module) => module.factory),
};
