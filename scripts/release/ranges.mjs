import { satisfies } from "semver";

/**
 * The ranges of our packages for each other that the versions to be published do not satisfy, as sentences. A range of
 * the workspace becomes the version at hand when it is packed, so that one is in order by itself.
 */
export function brokenRanges(packages) {
  const versions = new Map(packages.map(({ name, manifest }) => [name, manifest.version]));
  const broken = [];
  for (const { name, manifest, isPublic } of packages) {
    if (!isPublic) continue;
    for (const kind of ["dependencies", "peerDependencies", "optionalDependencies"]) {
      for (const [other, range] of Object.entries(manifest[kind] ?? {})) {
        const version = versions.get(other);
        if (version === undefined || range.startsWith("workspace:")) continue;
        if (!satisfies(version, range)) broken.push(`${name}: ${kind} wants ${other} ${range}, it is ${version}`);
      }
    }
  }
  return broken;
}
