// Reads the reports of the two runners; pure, so that its truth can be tested.

/**
 * Counts a report of vitest's JSON reporter. A file whose tests could not even be collected counts as one failure:
 * none of its tests is in the report.
 */
export function countVitest(report) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    let failedInFile = 0;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1;
      else if (test.status === 'failed') failedInFile += 1;
      else counts.skipped += 1;
    }
    if (file.status === 'failed' && failedInFile === 0) failedInFile = 1;
    counts.failed += failedInFile;
  }
  return counts;
}

/**
 * Counts a report of Playwright's JSON reporter. A test that passed at the second try only is `flaky`: it failed once
 * in the user's hands too, so it counts as failed. Errors outside tests, such as a file that cannot be loaded, count
 * as one failure each.
 */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const outside = Array.isArray(report.errors) ? report.errors.length : 0;
  return { passed: expected, failed: unexpected + flaky + outside, skipped };
}

/**
 * Names what failed in a report of vitest's JSON reporter, a text each: file, test and the first lines of what it said. A
 * long log is often kept by its end alone, where the failures of the first runner are not.
 */
export function failuresOfVitest(report) {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return file.status === 'failed' ? [failure([file.name], file.message)] : [];
    return failed.map((test) => failure([file.name, test.fullName], test.failureMessages?.[0]));
  });
}

/** The same of a report of Playwright's JSON reporter; of a test that passed at the second try, what the first said. */
export function failuresOfPlaywright(report) {
  const outside = (report.errors ?? []).map((error) => failure(['outside the tests'], error.message));
  return [...outside, ...(report.suites ?? []).flatMap((suite) => failuresOfSuite(suite, []))];
}

function failuresOfSuite(suite, path) {
  const titles = [...path, suite.title];
  const inner = (suite.suites ?? []).flatMap((child) => failuresOfSuite(child, titles));
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === 'unexpected' || test.status === 'flaky')
      .map((test) =>
        failure(
          [...titles, spec.title],
          test.results.find((result) => result.error !== undefined)?.error.message,
        ),
      ),
  );
  return [...own, ...inner];
}

const MOST_LINES = 12;

function failure(path, message) {
  const lines = (message ?? '').split('\n').slice(0, MOST_LINES);
  return [path.join(' › '), ...lines.map((line) => `  ${line}`)].join('\n').trimEnd();
}
