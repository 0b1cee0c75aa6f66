/** The tests that failed, each with the first line of what it said: a long log does not show them at its end. */
export function failuresOf(report) {
  const firstLine = (text) => (text ?? "").split("\n", 1)[0];
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && failed.length === 0) return [`${name}: ${firstLine(message)}`];
    return failed.map(({ fullName, failureMessages }) => `${name}: ${fullName}: ${firstLine(failureMessages?.[0])}`);
  });
}
