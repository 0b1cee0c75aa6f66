/** The file of the site that holds what an import such as `@zarrkit/core/read` means in the playground. */
export function libraryFile(specifier: string): string {
  return `${specifier.replace(/^@zarrkit\//, "").replaceAll("/", "-")}.js`;
}
