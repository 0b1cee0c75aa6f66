/** What went wrong, as one line for people. Mistakes of this program's own come with their stack. */
export function failure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForeseen = "code" in error || error instanceof UsageError || error instanceof InputError;
  return isForeseen ? inOptions(error.message) : (error.stack ?? error.message);
}

/** What the library tells programmers to do, and what does the same on a command line. */
const remedies: readonly (readonly [inCode: string, inOptions: string])[] = [
  ["pass overwrite: true to replace it", "pass --overwrite to replace it"],
  [
    "The store cannot list its keys",
    "The store cannot list its keys; -s listing=true reads the lists of a web server that has some",
  ],
  [
    "useConsolidated asks for consolidated metadata, and there is none; consolidateMetadata() writes it",
    "What a store that cannot list holds is known from consolidated metadata, and there is none; `zarrkit consolidate` writes it where the store can list, and -s listing=true reads the lists of a web server that has some",
  ],
];

function inOptions(message: string): string {
  return remedies.reduce((text, [code, options]) => text.replace(code, options), message);
}

/** A command that makes no sense as it was given; the message says what was expected. */
export class UsageError extends Error {}

/** Something that was found and cannot be worked with; the message says what was expected. */
export class InputError extends Error {}
