import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { workDaily } from '../platform/daily-work.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { listTurns, lockTurn } from './relationship.queries.ts';

/**
 * Notes once a day whose turn it is to be asked about the relation as a whole: everybody
 * of every company that buys, whatever his role, every half-year, spread over its months
 * (loyalty 2.2, 4.4); nobody within a week of a delivery. It is a moment like any other:
 * the gates decide whether he is asked, with the probability kept. The worker asks every
 * hour; whoever is noted is not noted again. Says at how many it looked.
 */
export function planRelationship(db: Db, at: Date): Promise<number> {
  const day = tradingDay(at);
  return workDaily(
    db,
    { name: 'plan-relationship', day, at },
    {
      list: (of) => listTurns(db, { ...of, on: day, at }),
      work: (personId) =>
        transact(db, async (tx) => {
          const companyId = await lockTurn(tx, { personId, on: day, at });
          if (companyId === undefined) return;
          const happened = { companyId, personId, channel: null, subjectId: personId, at };
          await recordEvent(tx, { type: 'relationship.due' }, happened);
        }),
    },
  );
}
