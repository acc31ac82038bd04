import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';

type Definition = { tableName: string; name: string; definition: string };

/**
 * Takes the references, checks and plain indexes of some tables away for a load
 * and returns what sets them up again: asking all rows at once is many times
 * faster than asking each. A row that breaks a rule makes the setting up fail,
 * so nothing false is committed. Primary keys and unique keys stay in force.
 */
export async function suspendConstraints(
  tx: Tx,
  tables: readonly string[],
): Promise<() => Promise<void>> {
  const constraints = await listConstraints(tx, tables);
  const indexes = await listPlainIndexes(tx, tables);
  for (const { tableName, name } of constraints) {
    await sql`alter table ${sql.id(tableName)} drop constraint ${sql.id(name)}`.execute(tx);
  }
  for (const { name } of indexes) await sql`drop index ${sql.id(name)}`.execute(tx);
  return async () => {
    for (const { definition } of indexes) await sql.raw(definition).execute(tx);
    for (const { tableName, name, definition } of constraints) {
      const rule = sql`add constraint ${sql.id(name)} ${sql.raw(definition)}`;
      await sql`alter table ${sql.id(tableName)} ${rule}`.execute(tx);
    }
  };
}

/** References and checks; those that others keep on these tables are not theirs and stay. */
async function listConstraints(tx: Tx, tables: readonly string[]): Promise<Definition[]> {
  const found = await sql<Definition>`
    select held.relname as table_name, rule.conname as name, pg_get_constraintdef(rule.oid) as definition
    from pg_constraint as rule join pg_class as held on held.oid = rule.conrelid
    where held.relname = any(${[...tables]}::text[]) and held.relnamespace = 'public'::regnamespace
      and rule.contype in ('f', 'c')
    order by held.relname, rule.conname`.execute(tx);
  return found.rows;
}

async function listPlainIndexes(tx: Tx, tables: readonly string[]): Promise<Definition[]> {
  const found = await sql<Definition>`
    select held.relname as table_name, kept.relname as name, pg_get_indexdef(kept.oid) as definition
    from pg_index as marked
    join pg_class as kept on kept.oid = marked.indexrelid
    join pg_class as held on held.oid = marked.indrelid
    where held.relname = any(${[...tables]}::text[]) and held.relnamespace = 'public'::regnamespace
      and not marked.indisunique
    order by kept.relname`.execute(tx);
  return found.rows;
}
