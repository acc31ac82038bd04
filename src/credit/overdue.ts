import type { CreditKind, HoldKind, HoldScope } from '../platform/db/schema.ts';

/** An order of which something is past its last day to pay; minor units. */
export type OverdueOrder = { orderId: string; number: string; dueOn: string; leftMinor: number };

/** What a hold of the house is for, in figures; minor units. */
export type HoldEvidence =
  | { overdueMinor: number; since: string; orders: readonly OverdueOrder[] }
  | { exposureMinor: number; limitMinor: number; endedOn: string | null };

/** How a company stands with what it owes on a day, and what counts as too late for it. Minor units. */
export type Debt = {
  /** Past the days of grace, what is disputed left out, the oldest first. */
  orders: readonly OverdueOrder[];
  /** Less than this stops nothing. */
  leastMinor: number;
  scope: HoldScope;
  creditKind: CreditKind;
  limitMinor: number | null;
  exposureMinor: number;
  /** The first day without what was granted for a time; null where nothing of the kind ended lately. */
  outgrownOn: string | null;
  /** The open holds of the house. */
  held: readonly { id: string; kind: HoldKind }[];
  /** What a person ended today of what the house had placed: it is not placed again before tomorrow. */
  spared: readonly HoldKind[];
};

/** A hold that the house has reason for. */
export type DueHold = { kind: HoldKind; scope: HoldScope; evidence: HoldEvidence };

/**
 * The holds that a debt gives reason for (R13): too much overdue for too long, and
 * more taken than the limit after credit for a time has ended. Over the limit
 * for any other reason needs none, since the limit is looked at with every order.
 */
export function dueHolds(debt: Debt): DueHold[] {
  return [overdueHold(debt), overLimitHold(debt)].filter((hold) => hold !== undefined);
}

function overdueHold({ orders, leastMinor, scope }: Debt): DueHold | undefined {
  const overdueMinor = orders.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
  const [oldest] = orders;
  if (!oldest || overdueMinor < leastMinor) return undefined;
  return { kind: 'overdue', scope, evidence: { overdueMinor, since: oldest.dueOn, orders } };
}

function overLimitHold(debt: Debt): DueHold | undefined {
  const { creditKind, limitMinor, exposureMinor, outgrownOn, held } = debt;
  const isOpen = held.some(({ kind }) => kind === 'over-limit');
  if (creditKind !== 'amount' || limitMinor === null || exposureMinor <= limitMinor)
    return undefined;
  if (outgrownOn === null && !isOpen) return undefined;
  const evidence = { exposureMinor, limitMinor, endedOn: outgrownOn };
  return { kind: 'over-limit', scope: 'block-orders', evidence };
}

/** What the house does about a debt: which of its holds end, and which begin where they may. */
export function reviewOf(debt: Debt): { ended: Debt['held']; begun: DueHold[] } {
  const due = dueHolds(debt);
  return {
    ended: debt.held.filter((held) => due.every(({ kind }) => kind !== held.kind)),
    begun: due.filter(
      ({ kind }) => !debt.spared.includes(kind) && debt.held.every((held) => held.kind !== kind),
    ),
  };
}
