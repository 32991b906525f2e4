import { z } from 'zod';

/** Looked at as a whole: what it holds is checked where it is unpacked. */
const listSchema = z.custom<unknown[]>((value) => Array.isArray(value));

/**
 * Rows of one kind by columns: the name of a field stands once, and so does a value that many rows share, such as a
 * consent or a coach. The index of a library is read several times as fast so as it would be as a list of objects.
 */
export const indexTableSchema = z.object({
  count: z.number().int().nonnegative(),
  /** By field, a cell for each row, null where it lacks the field; no column where all lack it. */
  columns: z.record(z.string(), listSchema),
  /** By field, the values that the cells of its column name by their place. */
  shared: z.record(z.string(), listSchema),
});
export type IndexTable = z.infer<typeof indexTableSchema>;

/** The fields of a row; none of them may be null. */
type Fields = Readonly<Record<string, z.ZodType>>;
type RowOf<Shape extends Fields> = z.output<z.ZodObject<Shape>>;

export function packRows<Shape extends Fields>(shape: Shape, rows: readonly RowOf<Shape>[]): IndexTable {
  const table: IndexTable = { count: rows.length, columns: {}, shared: {} };
  for (const name of Object.keys(shape)) {
    const values = rows.map((row) => (row as Record<string, unknown>)[name]);
    const { places, different } = placesOf(values);
    if (different.length === 0) continue;
    // Names that are nearly all different, as titles are, would only be one step further away.
    const isShared = different.length <= rows.length / 2 || typeof different[0] === 'object';
    table.columns[name] = isShared ? places : values.map((value) => value ?? null);
    if (isShared) table.shared[name] = different;
  }
  return table;
}

/** The different ones among some values, and where each of them stands there. */
function placesOf(values: readonly unknown[]): { places: (number | null)[]; different: unknown[] } {
  const different: unknown[] = [];
  const known = new Map<unknown, number>();
  const texts = new Map<string, number>();
  const places = values.map((value) => {
    if (value === undefined) return null;
    let place = known.get(value);
    if (place === undefined) {
      const text = JSON.stringify(value);
      place = texts.get(text) ?? different.push(value) - 1;
      texts.set(text, place);
      known.set(value, place);
    }
    return place;
  });
  return { places, different };
}

/**
 * The rows of a table. What stands in it is checked with the schema of its field, a value that rows share only once; it
 * is one object in all of them.
 *
 * @throws RangeError or ZodError where it does not hold such rows
 */
export function unpackRows<Shape extends Fields>(shape: Shape, table: IndexTable): RowOf<Shape>[] {
  if (table.count === 0) return [];
  // All of them before a row is made, so that a wrong count makes none.
  const columns = Object.entries(shape).map(([name, schema]) => ({
    name,
    values: readColumn(name, schema, table),
  }));
  const rows = Array.from({ length: table.count }, (): Record<string, unknown> => ({}));
  for (const { name, values } of columns) {
    for (const [index, row] of rows.entries()) {
      const value = values[index];
      if (value !== null && value !== undefined) row[name] = value;
    }
  }
  return rows as RowOf<Shape>[];
}

/** The values of one field; null in rows that lack it, and none at all where all do. */
function readColumn(name: string, schema: z.ZodType, { count, columns, shared }: IndexTable): unknown[] {
  const cells = columns[name];
  if (cells === undefined || cells.includes(null)) schema.parse(undefined);
  if (cells === undefined) return [];
  if (cells.length !== count) throw new RangeError(`“${name}” has ${cells.length} cells for ${count} rows`);
  if (shared[name] === undefined) {
    return z.array(cells.includes(null) ? schema.nullable() : schema).parse(cells);
  }
  const values = z.array(schema).parse(shared[name]);
  return cells.map((place) => {
    if (place === null) return null;
    const value = typeof place === 'number' ? values[place] : undefined;
    if (value === undefined) throw new RangeError(`“${name}” names a value that is not there`);
    return value;
  });
}
