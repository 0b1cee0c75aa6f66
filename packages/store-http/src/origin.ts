import { Lanes } from "./lanes.ts";

/** What all stores on one origin share: turns at sending, and what its answers have shown of it. */
export class Origin {
  readonly name: string;
  readonly lanes: Lanes = new Lanes();
  /** It answers a range with the whole value. */
  ignoresRanges = false;
  /** It does not understand ranges that count from the end. */
  refusesSuffixes = false;
  /** Its ranges do not tell the size of the value, at least not to a page of another origin. */
  hidesSizes = false;
  /** It does not tell sizes to `HEAD` either. */
  refusesHead = false;

  constructor(name: string) {
    this.name = name;
  }
}

// Weak, so that the last store on an origin takes what is known of it along.
const byName = new Map<string, WeakRef<Origin>>();

export function originOf(name: string): Origin {
  const known = byName.get(name)?.deref();
  if (known !== undefined) return known;
  const origin = new Origin(name);
  byName.set(name, new WeakRef(origin));
  return origin;
}

/** Whether a page, or a worker of one, asks across origins: headers are hidden then, and unusual requests announced. */
export function isForeign(name: string): boolean {
  const here = globalThis.location?.origin;
  return here !== undefined && here !== name;
}
