import { findReport, listQuarters } from '../loyalty/change-report.queries.ts';
import { draftChanges } from '../loyalty/draft-changes.ts';
import { publishChanges } from '../loyalty/publish-changes.ts';
import { writeChange } from '../loyalty/write-change.ts';
import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { findHead } from './demo-prompts.queries.ts';

const QUARTERS_MAX = 8;

/** What the trader of the demo did about the wait at his scale. */
const wordings = {
  ru: 'По утрам, с 8 до 11, работает вторая смена погрузчиков, а время загрузки выбирают при заказе: машина больше не стоит у весов.',
  kk: 'Таңертең, сағат 8-ден 11-ге дейін, тиегіштердің екінші ауысымы жұмыс істейді, тиеу уақыты тапсырыста таңдалады: көлік таразы жанында тұрмайды.',
  en: 'From 8 to 11 a second shift of loaders works, and the time of loading is chosen with the order: no lorry waits at the scale.',
} as const;

/**
 * What the demo's customers read of each quarter; of the newest a further version is
 * drafted, so that whoever looks around can finish it.
 */
export async function seedDemoChanges(db: Db, at: Date): Promise<void> {
  const head = await findHead(db);
  const quarters = await listQuarters(db, QUARTERS_MAX);
  const [newest] = quarters;
  if (!head || !newest) return;
  for (const { quarter } of quarters.toReversed()) {
    await transact(db, async (tx) => {
      const reportId = await draftChanges(tx, head, { quarter, at });
      await tell(tx, head, { reportId, at });
    });
  }
  const { quarter } = newest;
  await transact(db, (tx) => draftChanges(tx, head, { quarter, at }));
}

async function tell(tx: Tx, head: Staff, of: { reportId: string; at: Date }): Promise<void> {
  const { reportId, at } = of;
  const report = await findReport(tx, reportId);
  if (!report) return;
  const { entries } = report;
  const changedOn = tradingDay(at);
  for (const [index, { theme }] of entries.entries()) {
    const version = report.version + index;
    const entry = { standing: 'changed', ownerId: head.personId, changedOn, wordings } as const;
    await writeChange(tx, head, { reportId, version, theme, ...entry });
  }
  await publishChanges(tx, head, { reportId, version: report.version + entries.length, at });
}
