import { recordEvent } from '../events/record-event.ts';
import type { TradeEvent } from '../events/trade-event.ts';
import type { Tx } from '../platform/db/database.ts';

type PersonEvent = Extract<TradeEvent, { type: `person.${string}` | `membership.${string}` }>;

/** Remembers what happened to a person's access: who did it, to whom, for which company (null among our own). */
export async function recordPersonEvent(
  tx: Tx,
  event: PersonEvent,
  by: { personId: string; companyId: string | null; at: Date },
): Promise<void> {
  const channel = by.companyId ? 'web' : null;
  await recordEvent(tx, event, { ...by, channel, subjectId: event.personId });
}
