import type { Instalment } from '../customers/instalment.ts';
import { addDays } from '../measures/calendar.ts';
import { shareOf } from '../measures/money.ts';
import type { InstalmentGate } from '../platform/db/schema.ts';

/** After what an instalment falls due. */
type PlanTrigger = Instalment['dueAfter'] | 'invoice';

/** An instalment as agreed: a share of the total in basis points, an amount in minor units, or, without either, the rest. */
export type PlanInstalment = Pick<Instalment, 'days' | 'gate'> & {
  dueAfter: PlanTrigger;
  shareBp?: number | null;
  amountMinor?: number | null;
};

/** An order as its instalments see it. Minor units, one currency. */
export type PlannedOrder = {
  instalments: readonly PlanInstalment[];
  /** The gross total today of the lines that the terms were agreed for. */
  grossMinor: number;
  /** The gross total of lines bought later: they change nothing of what was to be prepaid (R12). */
  laterMinor: number;
  /** What pays for the order now, net of what was taken back, with bank fees that were forgiven. */
  allocatedMinor: number;
  /** The days on which what makes instalments due has happened, as far as it has. */
  happenedOn: Partial<Record<PlanTrigger, string>>;
};

/** An instalment with its money. Minor units. */
type PlanPart = PlanInstalment & {
  targetMinor: number;
  allocatedMinor: number;
  dueMinor: number;
  /** Null until what makes it due has happened. */
  dueOn: string | null;
};

/** The parts of an order, and what was allocated to it beyond its total. */
export type InstalmentPlan = { parts: PlanPart[]; excessMinor: number };

/** A step in the course of an order, and what must still be paid before it; nothing where it may be done. */
export type GateStanding = { gate: InstalmentGate; isOpen: boolean; waitsForMinor: number };

/** The steps in their course: who may not do one may not do a later one. */
const GATES: readonly InstalmentGate[] = ['reserve', 'cut', 'load', 'hand-over'];

const WHOLE_BP = 10_000;

/**
 * The instalments by which an order is paid: those agreed, else one for the
 * whole. Who pays first gets no goods before; on account it falls due so many
 * days after the order.
 */
export function planTermsOf(agreed: {
  instalments: readonly PlanInstalment[];
  isPrepaid: boolean;
  paymentDays: number;
}): readonly PlanInstalment[] {
  if (agreed.instalments.length > 0) return agreed.instalments;
  const { isPrepaid, paymentDays } = agreed;
  const gate = isPrepaid ? 'hand-over' : null;
  return [{ shareBp: WHOLE_BP, dueAfter: 'order', days: isPrepaid ? 0 : paymentDays, gate }];
}

/**
 * What of an order is due with each instalment (R12). A share is of the total as
 * it is today, rounded half up; none asks for more than is left; the last takes
 * the rest with the rounding and with lines bought later, whatever it says, so
 * the targets are the total to the tiyin. What was paid fills them in their
 * order, and what is due is what is missing, so that a second half is not again
 * half of everything. What was paid beyond the total is excess and never a
 * negative due. Without instalments all is due with the order.
 */
export function instalmentPlan(order: PlannedOrder): InstalmentPlan {
  const instalments = planTermsOf({ ...order, isPrepaid: false, paymentDays: 0 });
  const targets = targetsOf(instalments, order);
  let moneyMinor = order.allocatedMinor;
  const parts = instalments.map((instalment, at) => {
    const targetMinor = targets[at] ?? 0;
    const allocatedMinor = Math.min(targetMinor, moneyMinor);
    moneyMinor -= allocatedMinor;
    const dueMinor = targetMinor - allocatedMinor;
    const happenedOn = order.happenedOn[instalment.dueAfter];
    const dueOn = happenedOn === undefined ? null : addDays(happenedOn, instalment.days);
    return { ...instalment, targetMinor, allocatedMinor, dueMinor, dueOn };
  });
  return { parts, excessMinor: moneyMinor };
}

function targetsOf(
  instalments: readonly PlanInstalment[],
  { grossMinor, laterMinor }: PlannedOrder,
): number[] {
  let leftMinor = grossMinor;
  return instalments.map((instalment, at) => {
    if (at === instalments.length - 1) return leftMinor + laterMinor;
    const askedMinor =
      instalment.amountMinor ??
      (typeof instalment.shareBp === 'number'
        ? shareOf({ amountMinor: grossMinor, rateBp: instalment.shareBp })
        : leftMinor);
    const targetMinor = Math.min(leftMinor, askedMinor);
    leftMinor -= targetMinor;
    return targetMinor;
  });
}

/** What of an order has fallen due by a day and is not paid. Minor units. */
export function dueByMinor({ parts }: InstalmentPlan, on: string): number {
  const fallen = parts.filter(({ dueOn }) => dueOn !== null && dueOn <= on);
  return fallen.reduce((total, { dueMinor }) => total + dueMinor, 0);
}

/**
 * Which steps of an order may be done. A step is open when every instalment that
 * it or an earlier step waits for is paid; one that was paid but for the
 * tolerance counts as paid (bank fees, R12). Paying exactly what a step waits
 * for opens it, since money fills the instalments in their order.
 */
export function gatesOf({ parts }: InstalmentPlan, toleranceMinor: number): GateStanding[] {
  return GATES.map((gate, course) => {
    const last = parts.findLastIndex(
      (part) => standsBy(part.gate, course) && !isPaid(part, toleranceMinor),
    );
    const waiting = parts.slice(0, last + 1);
    const waitsForMinor = waiting.reduce((total, { dueMinor }) => total + dueMinor, 0);
    return { gate, isOpen: last < 0, waitsForMinor };
  });
}

/** Whether a part must be paid before the step, or before one that it comes after. */
const standsBy = (gate: InstalmentGate | null, course: number) =>
  gate !== null && GATES.indexOf(gate) <= course;

/** A part for which nothing was paid is not forgiven, however small it is. */
const isPaid = ({ allocatedMinor, dueMinor }: PlanPart, toleranceMinor: number) =>
  dueMinor === 0 || (allocatedMinor > 0 && dueMinor <= toleranceMinor);
