import type { MaybePromise, StoreKey } from "@zarrkit/core/contract";
import { isKey } from "@zarrkit/store-base/store-key";
import { generate } from "./generator.ts";
import { parseReference, type Reference } from "./reference.ts";
import { InvalidReferenceError } from "./reference-error.ts";
import { SortedKeys } from "./sorted-keys.ts";
import { parseTemplate, type Variable, type Variables } from "./template.ts";

/** References by key. */
export interface ReferenceSet {
  /** `undefined` when there is no such key. */
  find(key: StoreKey, signal?: AbortSignal): MaybePromise<Reference | undefined>;
  /** Every key that starts with a prefix. */
  keys(prefix: string, signal?: AbortSignal): Iterable<StoreKey> | AsyncIterable<StoreKey>;
  /** The next segments below a prefix, as `listDir` answers them. */
  names(prefix: string, signal?: AbortSignal): Iterable<string> | AsyncIterable<string>;
}

/**
 * Reads a document of references, version 0 or 1, as text or as what `JSON.parse` makes of it. Single references are
 * looked at when they are asked for.
 *
 * Source: kerchunk, "References specification".
 *
 * @throws InvalidReferenceError when it is neither.
 */
export function parseReferences(document: string | object): ReferenceSet {
  const members = new Map(
    entriesOf("a document of references", typeof document === "string" ? parseJson(document) : document),
  );
  const version = members.get("version");
  if (version === undefined) return new JsonReferences([...members], new Map());
  if (version !== 1) {
    throw new InvalidReferenceError(
      `references of version ${JSON.stringify(version)} are not understood, only 0 and 1`,
    );
  }
  const gen = members.get("gen") ?? [];
  if (!Array.isArray(gen)) throw new InvalidReferenceError("gen must be a list");
  const variables = new Map<string, Variable>();
  for (const [name, text] of entriesOf("templates", members.get("templates") ?? {})) {
    if (typeof text !== "string") throw new InvalidReferenceError(`the template ${name} must be a text`);
    variables.set(name, text.includes("{{") ? parseTemplate(text) : text);
  }
  return new JsonReferences(entriesOf("refs", members.get("refs") ?? {}), variables, gen);
}

class JsonReferences implements ReferenceSet {
  readonly #variables: Variables;
  /** As they are in the document. */
  readonly #written: ReadonlyMap<StoreKey, unknown>;
  readonly #generated = new Map<StoreKey, Reference>();
  /** Made when something is listed. */
  #order: SortedKeys | undefined;

  constructor(refs: readonly (readonly [StoreKey, unknown])[], variables: Variables, gen: readonly unknown[] = []) {
    this.#variables = variables;
    this.#written = new Map(refs);
    for (const entry of gen) {
      for (const [key, reference] of generate(entry, variables)) this.#generated.set(key, reference);
    }
  }

  find(key: StoreKey): Reference | undefined {
    const generated = this.#generated.get(key);
    if (generated !== undefined) return generated;
    const value = this.#written.get(key);
    return value === undefined ? undefined : parseReference(value, key, (text) => this.#render(text));
  }

  keys(prefix: string): Iterable<StoreKey> {
    return this.#sorted.keys(prefix);
  }

  names(prefix: string): Iterable<string> {
    return this.#sorted.names(prefix);
  }

  get #sorted(): SortedKeys {
    const keys = new Set([...this.#written.keys(), ...this.#generated.keys()]);
    this.#order ??= new SortedKeys([...keys].filter(isKey));
    return this.#order;
  }

  /** Braces mean something where there are templates. */
  #render(text: string): string {
    return this.#variables.size > 0 && text.includes("{{") ? parseTemplate(text)(this.#variables) : text;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidReferenceError("a document of references must be JSON", { cause });
  }
}

function entriesOf(name: string, value: unknown): readonly (readonly [string, unknown])[] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return Object.entries(value);
  throw new InvalidReferenceError(`${name} must be an object`);
}
