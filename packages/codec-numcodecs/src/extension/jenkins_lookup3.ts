import type { Extension } from "@zarrkit/core/contract";

/** The data, then its lookup3 hash. */
export const jenkinsLookup3: Extension<"codec", "numcodecs.jenkins_lookup3"> = {
  point: "codec",
  name: "numcodecs.jenkins_lookup3",
  numcodecsId: "jenkins_lookup3",
  load: () => import("../codec/jenkins_lookup3.ts").then((module) => module.factory),
};
