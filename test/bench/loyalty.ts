import { findNight, listAtRisk, listFigures } from '../../src/loyalty/nightly/figure.queries.ts';
import { workNight } from '../../src/loyalty/nightly/work-night.ts';
import { tradingDay } from '../../src/measures/calendar.ts';
import { connect } from '../../src/platform/db/database.ts';
import { openingBy } from './ask.ts';
import { type Figures, sumUp } from './figures.ts';
import type { Ground } from './loads.ts';
import { signIn } from './paying.ts';
import type { Recorder } from './statements.ts';

const DAY_MS = 86_400_000;
const TODAY = tradingDay(new Date());
const STATEMENT_SECONDS = 120;
const LOOK_EVERY_MS = 50;
const OPENED = 40;

/** What a night on loyalty takes, and what its page takes afterwards. */
export type LoyaltyNight = {
  companies: number;
  lines: number;
  seconds: number;
  /** The most that the process held meanwhile, with all that the bench itself holds. */
  residentMb: number;
  page: Figures;
  /** Of the figures that it reads alone. */
  read: Figures;
  htmlBytes: number;
};

/** Works tomorrow's night, which no company has been looked at in, and opens the dashboard again and again. */
export async function measureLoyalty(ground: Ground, recorder: Recorder): Promise<LoyaltyNight> {
  const { sql, url } = ground.world;
  const { rows } = await sql.query<{ companies: number; lines: number }>(
    `select (select count(*) from company)::integer as companies,
            (select count(*) from sales_order_line)::integer as lines`,
  );
  const [{ companies, lines } = { companies: 0, lines: 0 }] = rows;
  const db = connect({ url, connectionsMax: 2, statementSeconds: STATEMENT_SECONDS });
  let resident = 0;
  const looking = setInterval(() => {
    resident = Math.max(resident, process.memoryUsage().rss);
  }, LOOK_EVERY_MS);
  const begun = performance.now();
  await workNight(db, new Date(Date.now() + DAY_MS));
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(looking);

  const cookie = await signIn(ground.world, 'head@counterweight.example');
  const ask = { method: 'GET', path: '/office/loyalty', headers: openingBy(cookie) } as const;
  const [pageMs, readMs]: [number[], number[]] = [[], []];
  let htmlBytes = 0;
  for (let opened = 0; opened < OPENED; opened += 1) {
    const from = performance.now();
    const answer = await recorder.ask({ ...ask, variant: 0, peculiar: [] });
    pageMs.push(performance.now() - from);
    htmlBytes = Buffer.byteLength(answer);
    const readFrom = performance.now();
    await Promise.all([
      listFigures(db, 'all'),
      findNight(db),
      listAtRisk(db, { by: { personId: '' }, whose: 'all', show: 'now', on: TODAY, limit: 6 }),
    ]);
    readMs.push(performance.now() - readFrom);
  }
  await db.destroy();
  const sum = (all: number[]) =>
    sumUp(
      all,
      all.reduce((one, other) => one + other, 0),
    );
  const figures = { page: sum(pageMs), read: sum(readMs), htmlBytes };
  return { companies, lines, seconds, residentMb: resident / 1_000_000, ...figures };
}

/** The same in words, beneath the table. */
export function loyaltyInWords(night: LoyaltyNight): string {
  const { companies, lines, seconds, residentMb, page, read, htmlBytes } = night;
  const ms = ({ p50Ms, p95Ms }: Figures) =>
    `p50 ${p50Ms.toFixed(0)} ms, p95 ${p95Ms.toFixed(0)} ms`;
  return `A night on ${companies} companies and ${lines} lines: ${seconds.toFixed(1)} s, ${residentMb.toFixed(0)} MB; its page in ${ms(page)}, of that the reading ${ms(read)}, ${htmlBytes} bytes of HTML.\n`;
}
