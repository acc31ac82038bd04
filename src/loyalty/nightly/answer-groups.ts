import { decidePrivacy } from '../metrics/privacy-threshold.ts';

/** How often an answer was given by those of a population and a branch. */
export type AnswerCount = { value: number; isTrader: boolean; branchCode: string; count: number };

/** The answers of a group together; never one by one. */
export type AnswerGroup = {
  name: string;
  n: number;
  counts: readonly { value: number; count: number }[];
};

/** Answers as they may be shown: together, and by groups of which none can be found by taking others away. */
export type GroupedAnswers = {
  /** null below five answers. */
  all: AnswerGroup | null;
  populations: readonly AnswerGroup[];
  branches: readonly AnswerGroup[];
  /** Groups that are kept back, of either kind. */
  hidden: number;
};

/**
 * Puts the answers to one item together, also those that are to count only in totals,
 * for the page behind a figure (4.6). A group of fewer than five is kept back, and with
 * it the smallest other one where it could be reckoned from the rest.
 */
export function groupAnswers(counts: readonly AnswerCount[]): GroupedAnswers {
  const all = groupOf('all', counts);
  const populations = shownOf(counts, ({ isTrader }) => (isTrader ? 'trader' : 'end_user'));
  const branches = shownOf(counts, ({ branchCode }) => branchCode);
  const { totalShown } = decidePrivacy([{ name: 'all', answers: all.n }]);
  return {
    all: totalShown ? all : null,
    populations: populations.shown,
    branches: branches.shown,
    hidden: populations.hidden + branches.hidden,
  };
}

function shownOf(counts: readonly AnswerCount[], nameOf: (one: AnswerCount) => string) {
  const names = [...new Set(counts.map(nameOf))].toSorted();
  const groups = names.map((name) =>
    groupOf(
      name,
      counts.filter((one) => nameOf(one) === name),
    ),
  );
  const { shown, hidden } = decidePrivacy(groups.map(({ name, n }) => ({ name, answers: n })));
  return { shown: groups.filter(({ name }) => shown.includes(name)), hidden: hidden.length };
}

function groupOf(name: string, of: readonly AnswerCount[]): AnswerGroup {
  const values = [...new Set(of.map(({ value }) => value))].toSorted((one, other) => one - other);
  const counts = values.map((value) => ({
    value,
    count: of.filter((one) => one.value === value).reduce((sum, one) => sum + one.count, 0),
  }));
  return { name, n: counts.reduce((sum, one) => sum + one.count, 0), counts };
}
