/**
 * The tests that failed, each with the first line of what it said: a long log does not show them at its end. A file that
 * failed without a failing test is one failure: it crashed, or a hook failed or hung. So is one that has tests without an
 * outcome, because its process ended, and an error outside any test.
 */
export function failuresOf({ success, testResults }) {
  const firstLine = (text) => (text ?? "").split("\n", 1)[0];
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    const named = failed.map(
      ({ fullName, failureMessages }) => `${name}: ${fullName}: ${firstLine(failureMessages?.[0])}`,
    );
    const isCut = assertionResults.some((test) => test.status === "pending");
    if (isCut) return [...named, `${name}: the process ended before its tests`];
    if (status === "failed" && failed.length === 0) {
      return [`${name}: ${firstLine(message) || "a hook of the file or of a suite failed, or took too long"}`];
    }
    return named;
  });
  return success === false && failures.length === 0 ? ["an error outside any test"] : failures;
}
