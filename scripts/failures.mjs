/**
 * The tests that failed, each with the first line of what it said: a long log does not show them at its end. A file that
 * failed without a failing test crashed, and is one failure; so is an error outside any test.
 */
export function failuresOf({ success, testResults }) {
  const firstLine = (text) => (text ?? "").split("\n", 1)[0];
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && failed.length === 0) return [`${name}: ${firstLine(message)}`];
    return failed.map(({ fullName, failureMessages }) => `${name}: ${fullName}: ${firstLine(failureMessages?.[0])}`);
  });
  return success === false && failures.length === 0 ? ["an error outside any test"] : failures;
}
