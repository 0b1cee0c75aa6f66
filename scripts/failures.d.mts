/** What `failuresOf` needs of a report of vitest. */
interface Report {
  readonly success?: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** The tests that failed, each with the first line of what it said. */
export function failuresOf(report: Report): string[];
