import { tradingDay } from '../measures/calendar.ts';
import type { Staff } from '../people/actor.ts';
import type { Channel } from '../people/channel.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Receipt } from './document.ts';
import { listSettled } from './document.queries.ts';
import { issueDocument } from './issue-document.ts';
import { findPaperParties } from './paper-parties.queries.ts';
import { headOnPaper } from './sale-on-paper.ts';
import type { Tenders } from './tenders.ts';

/** Money that was just taken over the counter, in the same transaction. Minor units. */
export type Taken = {
  /** Of the form; one receipt for each. */
  key: string;
  companyId: string;
  orderId: string | undefined;
  branchCode: string | null;
  tenders: Tenders;
  /** What the money was booked as. */
  paymentIds: readonly string[];
  slip: string;
  channel: Channel;
  at: Date;
};

/**
 * Issues the receipt for what was laid on the counter: each means, the change, what
 * the cash was rounded by, and what it pays. Once for a form. Returns its id;
 * `undefined` where nobody said yet who we are on paper: the money is taken all the same.
 */
export async function issueReceipt(
  tx: Tx,
  clerk: Staff,
  taken: Taken,
): Promise<string | undefined> {
  const { companyId, orderId = null, branchCode, channel, at, paymentIds } = taken;
  const issuedOn = tradingDay(at);
  const of = { companyId, orderId, branchCode, on: issuedOn };
  const parties = await findPaperParties(tx, of);
  if (!parties) return undefined;
  const settled = await listSettled(tx, paymentIds);
  return issueDocument(tx, {
    ...{ cause: taken.key, companyId, orderId, paymentId: paymentIds[0] ?? null },
    content: {
      kind: 'receipt',
      ...headOnPaper({ parties, issuedOn, issuedByName: clerk.name }),
      ...{ takenAt: at.toISOString(), payerName: '', ...laidOf(taken) },
      settles: settled.map(({ number, placedAt, amountMinor }) => ({
        ...{ kind: 'order', number, issuedOn: tradingDay(placedAt), amountMinor },
      })),
      vat: null,
    },
    ...{ language: parties.language, personId: clerk.personId, channel, at },
  });
}

function laidOf({
  tenders: { terminalMinor, cash },
  slip,
}: Taken): Pick<Receipt, 'tenders' | 'changeMinor' | 'receivedMinor' | 'roundingMinor'> {
  const byCard = { method: 'card', amountMinor: terminalMinor, reference: slip } as const;
  const inCash = { method: 'cash', amountMinor: cash?.tenderedMinor ?? 0, reference: '' } as const;
  return {
    tenders: [byCard, inCash].filter(({ amountMinor }) => amountMinor > 0),
    changeMinor: cash?.changeMinor ?? 0,
    receivedMinor: terminalMinor + (cash?.amountMinor ?? 0),
    roundingMinor: cash?.roundingMinor ?? 0,
  };
}
