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
