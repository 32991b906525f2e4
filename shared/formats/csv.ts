/** Rows as CSV (RFC 4180), every cell quoted, lines ended by carriage return and line feed. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** A cell that no spreadsheet takes for a formula, whatever someone's name begins with. */
function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
