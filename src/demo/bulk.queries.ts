import { type Insertable, sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import type { DB } from '../platform/db/schema.ts';

/** So many rows go to the server in one statement: large enough to be fast, small enough to be held twice. */
const ROWS_PER_STATEMENT = 4_000;

type TableName = keyof DB;

/**
 * Writes many rows of one table, some thousand a statement. All rows name the
 * same columns; what they leave out takes its default. Dates become moments,
 * arrays and objects become arrays and JSON as the column wants, bytes stay bytes. Only a world
 * that is being made is written like this: no rule of a department is asked.
 */
export async function insertRows<Table extends TableName>(
  tx: Tx,
  table: Table,
  rows: readonly Insertable<DB[Table]>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const names = Object.keys(first);
  const columns = sql.join(names.map((name) => sql.ref(columnName(name))));
  const kept = sql.table(columnName(table));
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const records = recordsOf(names, rows.slice(start, start + ROWS_PER_STATEMENT));
    await sql`
      insert into ${kept} (${columns})
      select ${columns} from json_populate_recordset(null::${kept}, ${records}::json)`.execute(tx);
  }
}

/** Rows as one JSON text whose keys are columns. */
function recordsOf(names: readonly string[], rows: readonly object[]): string {
  const keys = names.map((name) => [name, `${JSON.stringify(columnName(name))}:`] as const);
  const records = rows.map((row) => {
    const fields = keys.map(([name, key]) => key + asJson(Reflect.get(row, name)));
    return `{${fields.join(',')}}`;
  });
  return `[${records.join(',')}]`;
}

/** PostgreSQL reads bytes out of JSON in its own writing of them. */
const asJson = (value: unknown): string =>
  JSON.stringify(value instanceof Buffer ? `\\x${value.toString('hex')}` : (value ?? null));

/** The names of columns as `CamelCasePlugin` makes them: `massMgPerM2` is `mass_mg_per_m2`. */
const columnName = (name: string) =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
