import { recordEvent } from '../events/record-event.ts';
import { addDays, tradingDay } from '../measures/calendar.ts';
import { limitApprover, nameDeputy } from '../ordering/keep-approval-rules.ts';
import type { Buyer } from '../people/actor.ts';
import { inviteBuyer } from '../people/invitation.ts';
import { setSpendingLimit } from '../people/set-spending-limit.ts';
import type { Db } from '../platform/db/database.ts';
import { transact } from '../platform/db/transact.ts';
import { newId } from '../platform/id.ts';
import { findColleague } from './demo-approvals.queries.ts';

const DAY_MS = 86_400_000;
/** The dearest order that the approver may approve, with VAT. */
const APPROVES_MINOR = 100_000_000_00;
/** How much the foreman may order in a week, with VAT. */
const FOREMAN_MINOR = 2_000_000_00;
/** The approver's leave, in days from now. */
const LEAVE = { begins: 10, ends: 23 };

/**
 * What the administrator of the demo's company lately changed of its people: limits, a
 * deputy for a leave, an invitation. Made by the very operations of the trade, so it
 * stands in who changed what. A person that the world lacks is left out.
 */
export async function keepDemoCompany(db: Db, keeper: Buyer, at: Date): Promise<void> {
  const { companyId } = keeper;
  const [approver, foreman] = await Promise.all([
    findColleague(db, { companyId, role: 'approver' }),
    findColleague(db, { companyId, role: 'foreman' }),
  ]);
  const ago = (days: number) => new Date(at.getTime() - days * DAY_MS);
  if (foreman) await limitSpending(db, keeper, { foreman, at: ago(15) });
  if (approver) await limitAndReplace(db, keeper, { approver, limitedAt: ago(12), at: ago(2) });
  await invite(db, keeper, ago(1));
}

async function limitAndReplace(
  db: Db,
  keeper: Buyer,
  of: { approver: Buyer; limitedAt: Date; at: Date },
): Promise<void> {
  const { approver, limitedAt, at } = of;
  const { personId } = approver;
  const today = tradingDay(at);
  await transact(db, async (tx) => {
    const limit = { personId, limitMinor: APPROVES_MINOR, at: limitedAt };
    await limitApprover(tx, keeper, limit);
    await nameDeputy(tx, keeper, {
      ...{ id: newId(), personId, deputyId: keeper.personId, at },
      ...{ fromDay: addDays(today, LEAVE.begins), untilDay: addDays(today, LEAVE.ends) },
    });
  });
}

async function limitSpending(
  db: Db,
  keeper: Buyer,
  { foreman, at }: { foreman: Buyer; at: Date },
): Promise<void> {
  const { personId } = foreman;
  const limit = { limitMinor: FOREMAN_MINOR, period: 'week' } as const;
  await transact(db, async (tx) => {
    const changed = await setSpendingLimit(tx, keeper, { personId, ...limit, at });
    if (!changed) return;
    const event = { type: 'membership.limit-set', personId, ...limit, was: changed.was } as const;
    await recordEvent(tx, event, by(keeper, { subjectId: personId, at }));
  });
}

async function invite(db: Db, keeper: Buyer, at: Date): Promise<void> {
  const guest = { email: 'sklad@altyn-stroi.example', name: 'Гульнара Ахметова' };
  const role = 'buyer';
  await transact(db, async (tx) => {
    const invited = await inviteBuyer(tx, keeper, { ...guest, language: 'ru', role, at });
    if (!invited) return;
    const { personId } = invited;
    const facts = { personId, invitedBy: keeper.personId, role };
    const event = { type: 'person.invited', ...facts } as const;
    await recordEvent(tx, event, by(keeper, { subjectId: personId, at }));
  });
}

const by = ({ companyId, personId }: Buyer, of: { subjectId: string; at: Date }) =>
  ({ companyId, personId, channel: 'web', ...of }) as const;
