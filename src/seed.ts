import { parseArgs } from 'node:util';
import { needsDemoWorld, seedDemoWorld } from './demo/seed-demo-world.ts';
import { seedLargeWorld } from './demo/seed-large-world.ts';
import { ensureDatabase } from './demo/ensure-database.queries.ts';
import { connect } from './platform/db/database.ts';
import { migrateToLatest } from './platform/db/migrate.ts';
import { begin, giveUp, withServer } from './start.ts';

const USAGE = `npm run seed -- [--seed 1] [--months 18] [--database NAME]
                [--products P --companies C --lists L --prices-per-list Q --orders O]
Without sizes it makes the demo world; with one of them, a large world around it.
The database is that of DATABASE_URL, or of the program's own PostgreSQL; a NAME
is another database on the same server, made where it is missing.`;

const { config, clock } = begin();
const options = readOptions();
await withServer(config, seed);

type Sizes = {
  products: number;
  companies: number;
  lists: number;
  pricesPerList: number;
  orders: number;
};

type Options = {
  seed: number;
  months: number;
  database: string | undefined;
  /** Absent: the demo world alone. */
  sizes: Sizes | undefined;
};

/** Reads the command line; ends the program with the usage where it makes no sense. */
function readOptions(): Options {
  const values = readValues();
  if (values.help) {
    say(USAGE);
    process.exit(0);
  }
  const { products, companies, lists, orders, 'prices-per-list': pricesPerList } = values;
  const asked = [products, companies, lists, orders, pricesPerList];
  const sizes = {
    products: whole(products, 100_000),
    companies: whole(companies, 10_000),
    lists: whole(lists, 500),
    pricesPerList: whole(pricesPerList, 10_000),
    orders: whole(orders, 250_000),
  };
  return {
    seed: whole(values.seed, 1),
    months: whole(values.months, 18),
    database: values.database,
    sizes: asked.some((size) => size !== undefined) ? sizes : undefined,
  };
}

function readValues() {
  const text = { type: 'string' } as const;
  const options = {
    ...{ seed: text, months: text, database: text },
    ...{ products: text, companies: text, lists: text, 'prices-per-list': text, orders: text },
    help: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : String(error)}
${USAGE}`);
  }
}

function whole(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  return /^\d{1,9}$/.test(text) ? Number(text) : giveUp(`not a whole number: ${text}\n${USAGE}`);
}

/** Makes the world that was asked for and says how fast each part of it was written. */
async function seed(serverUrl: string): Promise<void> {
  const url = options.database ? await ensureDatabase(serverUrl, options.database) : serverUrl;
  await migrateToLatest(url);
  await seedInto(url);
}

async function seedInto(url: string): Promise<void> {
  const db = connect({ url, connectionsMax: 2 });
  const { seed: number, months, sizes } = options;
  const plan = { seed: number, months, at: clock() };
  try {
    if (sizes) {
      await seedLargeWorld(db, { ...plan, ...sizes }, ({ what, rows, seconds }) => {
        const rate = Math.round(rows / Math.max(seconds, 0.001));
        say(`${what}: ${rows} in ${seconds.toFixed(1)} s, ${rate} a second`);
      });
    } else if (await needsDemoWorld(db)) {
      await seedDemoWorld(db, plan);
      say('The demo world is there.');
    } else {
      say('The database already holds a world; nothing was changed.');
    }
  } finally {
    await db.destroy();
  }
}

function say(words: string): void {
  process.stdout.write(`${words}\n`);
}
