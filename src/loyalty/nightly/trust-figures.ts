import { coverageOf } from '../metrics/non-response.ts';
import { meanOf, varianceOf } from '../metrics/sample.ts';
import { enpsOfGroups, RECOMMENDS_US, socoOf } from '../metrics/staff-pulse.ts';
import { decidePrivacy } from '../metrics/privacy-threshold.ts';
import { meanWithInterval } from '../metrics/interval.ts';
import { type Figure, figure, isOf, type Segment, segmentsOf } from './figure.ts';
import type { CompanyPurchases, PromptCount, PulseAnswer } from './inputs.ts';
import type { AccountFacts } from './relationship-figures.ts';

/** A difference between who answers and who does not that is flagged. */
const NOTABLE = 0.25;

/** How far the figures can be believed: whom we asked, who answered, and how those differ from the silent (1.0). */
export function trustFigures(
  companies: readonly CompanyPurchases[],
  funnel: readonly PromptCount[],
  accounts: AccountFacts,
  branches: readonly string[],
): Figure[] {
  return segmentsOf(branches).flatMap((segment) => {
    const of = companies.filter(isOf(segment));
    return [
      funnelFigure(segment, funnel, of, accounts),
      ...(segment === 'all' ? [silenceFigure(of, accounts)] : []),
    ];
  });
}

function funnelFigure(
  segment: Segment,
  funnel: readonly PromptCount[],
  companies: readonly CompanyPurchases[],
  accounts: AccountFacts,
): Figure {
  const of = funnel.filter(isOf(segment));
  const sum = (isWanted: (one: PromptCount) => boolean) =>
    of.filter(isWanted).reduce((all, one) => all + one.count, 0);
  const shown = companies.reduce((all, one) => all + one.shown, 0);
  const answered = companies.reduce((all, one) => all + one.answered, 0);
  const active = companies.filter(({ companyId }) => accounts.get(companyId)?.isActive);
  const coverage = coverageOf(
    { shown, answered },
    active.map((company) => ({
      hasAnswered: company.answered > 0,
      revenueMinor: accounts.get(company.companyId)?.yearMinor ?? 0,
    })),
  );
  const reasons: Record<string, number> = {};
  for (const { state, reason, count } of of) {
    if (state === 'silent') reasons[reason] = (reasons[reason] ?? 0) + count;
  }
  return figure('trust', segment, {
    ...{ value: coverage.responseRate, n: answered, accounts: active.length, shown },
    detail: {
      ...{ eligible: sum(() => true), sampled: sum(({ state }) => state !== 'silent'), reasons },
      ...{ accountCoverage: coverage.accountCoverage, revenueCoverage: coverage.revenueCoverage },
      dismissed: sum(({ state }) => state === 'dismissed'),
    },
  });
}

/** How companies that answered differ from those that only saw the question, in standard deviations. */
function silenceFigure(companies: readonly CompanyPurchases[], accounts: AccountFacts): Figure {
  const asked = companies.filter(({ shown }) => shown > 0);
  const spoke = asked.filter(({ answered }) => answered > 0);
  const silent = asked.filter(({ answered }) => answered === 0);
  const traits = {
    revenue: (one: CompanyPurchases) =>
      Math.log10(1 + Math.max(0, accounts.get(one.companyId)?.yearMinor ?? 0)),
    trader: (one: CompanyPurchases) => Number(one.population === 'trader'),
    purchases: (one: CompanyPurchases) => one.days.length,
  };
  const rows = Object.entries(traits).map(([trait, of]) => {
    const [yes, no] = [spoke.map(of), silent.map(of)];
    const difference = standardised(yes, no);
    const isNotable = difference !== null && Math.abs(difference) > NOTABLE;
    return { trait, spoke: meanOf(yes), silent: meanOf(no), difference, isNotable };
  });
  return figure('trust.silence', 'all', {
    ...{ n: spoke.length, accounts: asked.length },
    detail: { silent: silent.length, rows },
  });
}

function standardised(one: readonly number[], other: readonly number[]): number | null {
  const [a, b] = [varianceOf(one), varianceOf(other)];
  const [m, n] = [meanOf(one), meanOf(other)];
  if (a === null || b === null || m === null || n === null || a + b === 0) return null;
  return (m - n) / Math.sqrt((a + b) / 2);
}

/** What our own people are asked of how they sell. */
type StaffItems = readonly { id: string; facet: 'CO' | 'SO' }[];

/**
 * What our own people say, of groups of five and more, with the smallest of them kept
 * back where another could be found by taking away (4.6). Never of a person.
 */
export function staffFigures(
  answers: readonly PulseAnswer[],
  quarter: string | null,
  staffItems: StaffItems,
): Figure[] {
  const branches = [...new Set(answers.map(({ branchCode }) => branchCode))];
  const numbersOf = (item: string, branch: string) =>
    answers.flatMap((one) => (one.item === item && one.branchCode === branch ? [one.number] : []));
  const { total, byGroup } = enpsOfGroups(
    Object.fromEntries(branches.map((branch) => [branch, numbersOf(RECOMMENDS_US, branch)])),
  );
  const hidden = branches.filter((branch) => branch !== '' && !byGroup[branch]).length;
  const selling = new Set(staffItems.map(({ id }) => id));
  const items = [...new Set(answers.map(({ item }) => item))].filter(
    (item) => item !== RECOMMENDS_US && !selling.has(item),
  );
  return [
    figure('staff.enps', 'all', {
      ...{ value: total?.nps ?? null, ci95: total?.ci95 ?? null, n: total?.n ?? 0 },
      detail: { quarter, hidden },
    }),
    ...branches.flatMap((branch) => {
      const found = byGroup[branch];
      // Those of no branch count among all, and are no branch to be shown.
      if (!found || branch === '') return [];
      return [
        figure('staff.enps', `branch:${branch}`, {
          value: found.nps,
          ci95: found.ci95,
          n: found.n,
        }),
      ];
    }),
    ...items.flatMap((item) => itemFigures(item, branches, (branch) => numbersOf(item, branch))),
    ...sellingFigures(answers, staffItems),
  ];
}

/** How our people call their own selling, two means of all of them and no total; nothing below five. */
function sellingFigures(answers: readonly PulseAnswer[], staffItems: StaffItems): Figure[] {
  const people = new Map<string, Record<string, number>>();
  for (const { respondent, item, number } of answers) {
    people.set(respondent, { ...people.get(respondent), [item]: number });
  }
  const facets = socoOf([...people.values()], staffItems);
  if (!facets) return [];
  const { customerOriented, sellingOriented } = facets;
  return [
    { facet: 'CO', ...customerOriented },
    { facet: 'SO', ...sellingOriented },
  ].map(({ facet, n, mean, ci95 }) =>
    figure(`staff.soco.${facet}`, 'all', { value: mean, ci95, n }),
  );
}

function itemFigures(
  item: string,
  branches: readonly string[],
  numbersOf: (branch: string) => readonly number[],
): Figure[] {
  const groups = branches.map((name) => ({ name, answers: numbersOf(name).length }));
  const { totalShown } = decidePrivacy(groups);
  if (!totalShown) return [];
  const numbers = branches.flatMap(numbersOf);
  return [figure(`staff.${item}`, 'all', { ...meanOfAll(numbers), n: numbers.length })];
}

function meanOfAll(numbers: readonly number[]) {
  const { mean, ci95 } = meanWithInterval(numbers);
  return { value: mean, ci95 };
}
