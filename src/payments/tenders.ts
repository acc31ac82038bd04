/** What is laid on the counter for one payment. Minor units. */
export type Laid = {
  dueMinor: number;
  /** The notes and coins given. */
  cashMinor: number;
  /** What the card terminal took. */
  terminalMinor: number;
  /** What is beyond the due is kept for the customer instead of being given back. */
  keepsRest: boolean;
};

/** What of it pays, and what goes back over the counter. Minor units. */
export type Tenders = {
  terminalMinor: number;
  cash:
    | { amountMinor: number; tenderedMinor: number; changeMinor: number; roundingMinor: number }
    | undefined;
};

export type TenderProblem = 'nothing-laid' | 'cash-not-whole' | 'terminal-beyond';

const TENGE_MINOR = 100;
const HALF_TENGE_MINOR = 50;

/**
 * Several means of paying at one counter (F6): the terminal takes exactly what it
 * took, cash pays the rest, and change is given of cash alone, never more than
 * was given. Cash is whole tenge, so the last part of an amount with tiyin is
 * paid by the nearest whole tenge, half up, and the difference is told apart
 * (kazakhstan.md §2). Less than is due is a part; more is given back or kept as
 * the customer's balance.
 */
export function tendersOf(
  laid: Laid,
): { ok: true; tenders: Tenders } | { ok: false; problem: TenderProblem } {
  const { dueMinor, cashMinor, terminalMinor, keepsRest } = laid;
  if (cashMinor <= 0 && terminalMinor <= 0) return { ok: false, problem: 'nothing-laid' };
  if (cashMinor % TENGE_MINOR !== 0) return { ok: false, problem: 'cash-not-whole' };
  if (terminalMinor > dueMinor && !keepsRest) return { ok: false, problem: 'terminal-beyond' };
  const restMinor = Math.max(0, dueMinor - terminalMinor);
  const cash = cashOf(cashMinor, restMinor, keepsRest);
  if (!cash && terminalMinor <= 0) return { ok: false, problem: 'nothing-laid' };
  return { ok: true, tenders: { terminalMinor, cash } };
}

function cashOf(tenderedMinor: number, restMinor: number, keepsRest: boolean): Tenders['cash'] {
  if (tenderedMinor <= 0) return undefined;
  const toLayMinor = wholeTenge(restMinor);
  const isPart = tenderedMinor < toLayMinor;
  if (isPart || keepsRest) {
    return { amountMinor: tenderedMinor, tenderedMinor, changeMinor: 0, roundingMinor: 0 };
  }
  const changeMinor = tenderedMinor - toLayMinor;
  if (restMinor === 0) return undefined;
  return {
    amountMinor: restMinor,
    tenderedMinor,
    changeMinor,
    roundingMinor: toLayMinor - restMinor,
  };
}

/** The nearest whole tenge, half up, as cash is taken and given (kazakhstan.md §2); minor units. */
export const wholeTenge = (minor: number): number =>
  Math.floor((minor + HALF_TENGE_MINOR) / TENGE_MINOR) * TENGE_MINOR;
