import { migrateToLatest } from './platform/db/migrate.ts';
import { begin, giveUp } from './start.ts';

/** Brings the database of `DATABASE_URL` to the newest schema and ends. */
const { config } = begin();
const url =
  config.databaseUrl ??
  giveUp('DATABASE_URL is missing: the program migrates its own PostgreSQL at each start.');
const applied = await migrateToLatest(url);
process.stdout.write(
  applied.length > 0
    ? `${applied.join('\n')}\n`
    : 'The database was already at the newest schema.\n',
);
