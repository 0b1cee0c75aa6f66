/**
 * Deep equality: numbers as `Object.is` sees them, what can be iterated element by element, other objects member by
 * member, in any order. A member that is `undefined` counts as absent.
 */
export function isEqual(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (kindOf(left) !== kindOf(right) || isIterable(left) !== isIterable(right)) return false;
  if (isIterable(left)) return areEqualLists([...left], [...(right as Iterable<unknown>)]);
  // Dates, URLs and Temporal's values have no members to compare, but a text of their own.
  if (hasText(left) && !(hasText(right) && String(left) === String(right))) return false;
  if (left instanceof Date && Number(left) !== Number(right)) return false;
  const [ours, theirs] = [memberNames(left), memberNames(right)];
  return (
    ours.length === theirs.length &&
    ours.every((name) => Object.hasOwn(right, name) && isEqual(Reflect.get(left, name), Reflect.get(right, name)))
  );
}

/** By tag rather than class, because other realms have classes of their own. */
const kindOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value;

const hasText = (value: object): boolean => {
  const toText = Reflect.get(value, "toString");
  return typeof toText === "function" && toText !== Object.prototype.toString;
};

const memberNames = (value: object): string[] =>
  Object.keys(value).filter((name) => Reflect.get(value, name) !== undefined);

function areEqualLists(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((element, i) => isEqual(element, right[i]));
}
