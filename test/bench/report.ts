import type { LoadName } from './arguments.ts';
import type { Figures } from './figures.ts';
import type { SqlFigures } from './floors/sql.ts';

/** One row of the table: a load at a number of connections, with its floors from the same run. */
export type Row = {
  load: LoadName;
  words: string;
  connections: number;
  shop: Figures;
  statements: number | undefined;
  /** Processor time of the web process for each answer. */
  cpuMs: number;
  /** The most that the web process held while it was loaded. */
  residentMb: number;
  /** A bare server that answers the same bytes. */
  constant: Figures;
  /** The same statements through pg alone. */
  sql: SqlFigures;
  /** What went wrong, by status or in words, with how often. */
  errors: Record<string, number>;
};

/** Where and on what it was measured. */
export type Surroundings = {
  world: string;
  counts: Record<string, number>;
  commit: string;
  at: string;
  node: string;
  postgres: string;
  processors: string;
  /** The machine's load of the last minute when the bench began: others may be at work on it. */
  busyBefore: number;
  pool: number;
  hasWorker: boolean;
  thinkMs: number;
  seconds: number;
  warmUpSeconds: number;
};

/** Whether anything was answered wrongly. */
export const hasErrors = (rows: readonly Row[]): boolean =>
  rows.some(({ errors }) => Object.keys(errors).length > 0);

/** The table as Markdown, beneath what it was measured on. */
export function tableOf(surroundings: Surroundings, rows: readonly Row[]): string {
  const head = [
    ...['What', 'Connections', 'Requests/s', 'p50 ms', 'p95 ms', 'p99 ms', 'SQL statements'],
    ...['node CPU ms', 'Memory MB', 'Constant/s (ratio)', 'SQL alone/s (ratio)', 'Errors'],
  ];
  const lines = [
    head,
    head.map((_, index) => (index === 0 ? '---' : '---:')),
    ...rows.map(cellsOf),
  ];
  return `${introduction(surroundings)}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

function introduction(given: Surroundings): string {
  const counts = Object.entries(given.counts).map(([what, count]) => `${grouped(count)} ${what}`);
  return [
    `# Bench of ${given.commit}, ${given.at}`,
    '',
    `World: ${given.world}, ${counts.join(', ')}.`,
    `Node ${given.node}, PostgreSQL ${given.postgres}, ${given.processors}; the load comes from the same processors, which had ${given.busyBefore.toFixed(1)} to do before.`,
    `One web process ${given.hasWorker ? 'with' : 'without'} its worker, ${given.pool} connections to the database; every request by a signed-in buyer with company prices.`,
    ...(given.thinkMs > 0
      ? [
          `Whoever asks thinks ${given.thinkMs} ms before asking again, half of that to half as much more.`,
        ]
      : []),
    `${given.seconds} s each after ${given.warmUpSeconds} s of warm-up. Constant: a bare server answering the same bytes.`,
    'SQL alone: the same statements through pg, prepared, on as large a pool, without HTTP, Kysely and page.',
  ].join('\n');
}

function cellsOf(row: Row): string[] {
  const { shop } = row;
  return [
    row.words,
    String(row.connections),
    rate(shop.perSecond),
    millis(shop.p50Ms),
    millis(shop.p95Ms),
    millis(shop.p99Ms),
    row.statements === undefined ? '–' : String(Math.round(row.statements * 10) / 10),
    row.cpuMs.toFixed(2),
    String(Math.round(row.residentMb)),
    beside(shop, row.constant),
    beside(shop, row.sql),
    errorsInWords(row.errors),
  ];
}

/** A floor and which share of it the shop reaches. */
function beside(shop: Figures, floor: Figures): string {
  const share = floor.perSecond > 0 ? (100 * shop.perSecond) / floor.perSecond : 0;
  return `${rate(floor.perSecond)} (${share < 10 ? share.toFixed(1) : Math.round(share)} %)`;
}

function errorsInWords(errors: Row['errors']): string {
  const words = Object.entries(errors).map(([what, count]) => `**${count} × ${what}**`);
  return words.length === 0 ? '0' : words.join(', ');
}

const rate = (perSecond: number) =>
  perSecond < 100 ? perSecond.toFixed(1) : grouped(Math.round(perSecond));

const millis = (ms: number) => (ms < 10 ? ms.toFixed(1) : String(Math.round(ms)));

const grouped = (number: number) => String(number).replaceAll(/\B(?=(\d{3})+$)/g, ' ');
