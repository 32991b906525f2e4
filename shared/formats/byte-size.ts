const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Writes a size in decimal units as file managers do: `812 B`, `4.2 MB`, `2.1 GB`. */
export function formatByteSize(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}
