/**
 * `jenkins_lookup3`: the data, then its lookup3 hash.
 *
 * Four bytes, little-endian. `initval` seeds the hash; `prefix`, a list of byte values, is hashed before
 * the data but not stored with it. Compatible with numcodecs.
 *
 * - Source: numcodecs `JenkinsLookup3`
 * - v3 name: `numcodecs.jenkins_lookup3`; v2 id: `jenkins_lookup3`
 * - Example: `{ "id": "jenkins_lookup3", "initval": 0, "prefix": null }`
 */
import type { CodecFactory, JsonValue } from "@zarrkit/core/contract";
import { checksumCodec } from "../checksum/checksum-codec.ts";
import { jenkinsLookup3 } from "../checksum/jenkins-lookup3.ts";
import { describeJson, readInteger, readMembers } from "../configuration.ts";

const NAME = "jenkins_lookup3";

export const factory: CodecFactory = {
  create(configuration, context) {
    const members = readMembers(NAME, configuration, ["initval", "prefix"], context);
    const initval = readInteger(NAME, members, "initval", { min: 0, max: 0xffffffff, fallback: 0 });
    const prefix = readPrefix(members["prefix"] ?? null);
    const stored = prefix.length === 0 ? null : Array.from(prefix);
    return checksumCodec(NAME, "end", { initval, prefix: stored }, (bytes) => {
      if (prefix.length === 0) return jenkinsLookup3(bytes, initval);
      const joined = new Uint8Array(prefix.length + bytes.length);
      joined.set(prefix);
      joined.set(bytes, prefix.length);
      return jenkinsLookup3(joined, initval);
    });
  },
};

function readPrefix(value: JsonValue): Uint8Array {
  if (value === null) return new Uint8Array(0);
  if (Array.isArray(value) && value.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)) {
    return Uint8Array.from(value);
  }
  throw new TypeError(`${NAME}: "prefix" must be null or a list of byte values, found ${describeJson(value)}`);
}
