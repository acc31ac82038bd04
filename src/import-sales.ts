import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { importPastSales } from './ordering/import-past-sales.ts';
import { readPastSaleFile, type RowProblem } from './ordering/past-sale-file.ts';
import { connect } from './platform/db/database.ts';
import { transact } from './platform/db/transact.ts';
import { migrateToLatest } from './platform/db/migrate.ts';
import { begin, giveUp, withServer } from './start.ts';

const USAGE = `npm run import-sales -- --source 1c FILE
Brings sales of another system into the purchase history, all or none of a file.
FILE is CSV (UTF-8) with the columns number, date, bin, channel, branch,
purchase_number, sku, weight_kg, net, vat; a sale is the rows of one number, and
one that is known by source and number is left alone.`;

const PROBLEMS_TOLD_MAX = 50;

const { config } = begin();
const { source, file } = readArguments();
await withServer(config, importFile);

function readArguments(): { source: string; file: string } {
  try {
    const { values, positionals } = parseArgs({
      options: { source: { type: 'string' } },
      allowPositionals: true,
    });
    const [path] = positionals;
    if (path && values.source && /^[\w-]{1,20}$/.test(values.source)) {
      return { source: values.source, file: path };
    }
    return giveUp(USAGE);
  } catch (error) {
    return giveUp(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

/** Reads the file, writes its sales in one transaction and says what became of them. */
async function importFile(url: string): Promise<void> {
  const { rows, problems } = readPastSaleFile(readFileSync(file, 'utf8'));
  if (problems.length > 0) return refuse(problems);
  await migrateToLatest(url);
  const db = connect({ url, connectionsMax: 1 });
  try {
    const told = await transact(db, (tx) => importPastSales(tx, { source, rows }));
    if (told.problems.length > 0) return refuse(told.problems);
    process.stdout.write(`${told.imported} sales imported, ${told.known} known already.\n`);
  } finally {
    await db.destroy();
  }
}

function refuse(problems: readonly RowProblem[]): void {
  const told = problems.slice(0, PROBLEMS_TOLD_MAX);
  const more = problems.length - told.length;
  const lines = told.map(({ row, problem }) => `row ${row}: ${problem}`);
  if (more > 0) lines.push(`and ${more} more`);
  process.stderr.write(`Nothing was imported.\n${lines.join('\n')}\n`);
  process.exitCode = 1;
}
