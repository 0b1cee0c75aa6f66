/** A value as an error message shows it, short whatever it is. */
export function found(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
    case "bigint": {
      const digits = `${value}`;
      return digits.length > 40 ? `${digits.slice(0, 40)}… (bigint)` : `${digits}n`;
    }
    case "number":
      return Object.is(value, -0) ? "-0" : `${value}`;
    case "boolean":
    case "undefined":
      return `${value}`;
    case "object":
      if (value === null) {
        return "null";
      }
      return Array.isArray(value) ? `a list of ${value.length}` : `an object (${tagOf(value)})`;
    default:
      return `a ${typeof value}`;
  }
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
