import {
  groupScoreInterval,
  type AnswersOfPerson,
  type CompositeItem,
} from '../metrics/composite.ts';
import { worstCaseNps } from '../metrics/non-response.ts';
import { npsDifference, npsOf } from '../metrics/nps.ts';
import { npsInWeightings, type WeightedNps } from '../metrics/nps-weighted.ts';
import {
  isAtRisk,
  isSatisfiedAndAttached,
  loyaltiesOfGroup,
  shareOfAccounts,
} from '../metrics/outcomes.ts';
import { relationshipIndexOf, relationTypeOf } from '../metrics/relationship-index.ts';
import { meanOf } from '../metrics/sample.ts';
import {
  accountsOf,
  type Change,
  type Figure,
  figure,
  isOf,
  type Segment,
  segmentsOf,
} from './figure.ts';
import type { Population, Voice } from './inputs.ts';
import type { StepFacts } from './step-figures.ts';

/** A person with the last answers of a span, by item. */
export type PersonVoices = {
  personId: string;
  companyId: string;
  population: Population;
  answers: Record<string, number>;
};

/** What is known of companies beside what their people say. */
export type AccountFacts = ReadonlyMap<
  string,
  { yearMinor: number; isActive: boolean; branchCode: string }
>;

const YEAR = 365;
const NPS = 'CCS3';
const INDEX_ITEMS: readonly CompositeItem[] = [
  { id: 'REL_OVERALL', scale: [1, 5], isReversed: false },
  { id: NPS, scale: [0, 10], isReversed: false },
  { id: 'REL_REBUY', scale: [1, 5], isReversed: false },
  { id: 'REL_ADV', scale: [1, 5], isReversed: false },
];
const RATIONAL_ITEMS: readonly CompositeItem[] = [
  { id: 'REL_REBUY', scale: [1, 5], isReversed: false },
  { id: 'TFC3', scale: [1, 5], isReversed: true },
  { id: 'REL_ADV', scale: [1, 5], isReversed: false },
];
const EMOTIONAL_ITEMS: readonly CompositeItem[] = [
  { id: NPS, scale: [0, 10], isReversed: false },
  { id: 'REL_BOND', scale: [1, 5], isReversed: false },
];

/** The last answers of each person within so many days that end with a day. */
export function peopleOf(voices: readonly Voice[], until: number, days: number): PersonVoices[] {
  const people = new Map<string, PersonVoices>();
  for (const { personId, companyId, population, item, number, day } of voices) {
    if (day > until || day <= until - days) continue;
    const key = `${companyId} ${personId}`;
    const known = people.get(key);
    if (known) known.answers[item] = number;
    else people.set(key, { personId, companyId, population, answers: { [item]: number } });
  }
  return [...people.values()];
}

/** Who speaks of the relation belongs to the branch that looks after his company, wherever he fetched his goods. */
export const atHome = <One extends { companyId: string; population: Population }>(
  people: readonly One[],
  accounts: AccountFacts,
) => people.map((one) => ({ ...one, branchCode: accounts.get(one.companyId)?.branchCode ?? '' }));

/**
 * What people say of the relation as a whole, of the twelve months that end with a
 * day: the score three ways side by side, the index, the four outcomes, and the types
 * of relation (1.1, 1.13, 1.23). The latest answer of each person counts.
 */
export function relationshipFigures(
  voices: readonly Voice[],
  accounts: AccountFacts,
  { today, shownOf, branches }: Pick<StepFacts, 'today' | 'shownOf' | 'branches'>,
): Figure[] {
  const now = atHome(peopleOf(voices, today, YEAR), accounts);
  const before = atHome(peopleOf(voices, today - YEAR, YEAR), accounts);
  return segmentsOf(branches).flatMap((segment) => {
    const people = now.filter(isOf(segment));
    const earlier = before.filter(isOf(segment));
    const shown = shownOf(segment, NPS, YEAR);
    return [
      ...npsFigures(segment, { people, earlier, accounts, shown }),
      ...scoreFigures(segment, people, shown),
      ...shareFigures(segment, people, { accounts, shown }),
      typesFigure(segment, byCompany(people)),
    ];
  });
}

function npsFigures(
  segment: Segment,
  of: { people: PersonVoices[]; earlier: PersonVoices[]; accounts: AccountFacts; shown: number },
): Figure[] {
  const { people, earlier, accounts, shown } = of;
  const voices = people.filter(({ answers }) => answers[NPS] !== undefined);
  const score = npsOf(voices.map(({ answers }) => answers[NPS]));
  const past = npsOf(earlier.flatMap(({ answers }) => answers[NPS] ?? []));
  const weighted = npsInWeightings(
    voices.map(({ companyId, answers }) => ({
      ...{ account: companyId, score: answers[NPS], say: 1 },
      revenueMinor: accounts.get(companyId)?.yearMinor ?? 0,
    })),
  );
  const { promoters, passives, detractors, n } = score;
  const rate = shown === 0 ? null : Math.min(1, n / shown);
  const bounds = score.nps === null || rate === null ? null : worstCaseNps(score.nps, rate);
  const common = { n, accounts: accountsOf(voices), shown };
  const difference = npsDifference(past, score);
  const byWeight = (metric: string, { nps, ci95, effectiveN }: WeightedNps) =>
    figure(metric, segment, { ...common, value: nps, ci95: clipped(ci95), detail: { effectiveN } });
  return [
    figure('nps.contact', segment, {
      ...{ ...common, value: score.nps, ci95: score.ci95 },
      detail: {
        ...{ promoters, passives, detractors, worstCase: bounds },
        ...{ before: past.nps, beforeN: past.n, change: changeOf(difference.ci95) },
      },
    }),
    byWeight('nps.account', weighted.accounts),
    byWeight('nps.revenue', weighted.revenue),
  ];
}

const clipped = (ci95: readonly [number, number] | null) =>
  ci95 && ([Math.max(-100, ci95[0]), Math.min(100, ci95[1])] as const);

/** Which way a difference goes whose interval leaves zero out; null where there is none. */
export function changeOf(ci95: readonly [number, number] | null): Change | null {
  if (!ci95) return null;
  if (ci95[0] <= 0 && ci95[1] >= 0) return 'unclear';
  return ci95[0] > 0 ? 'up' : 'down';
}

function scoreFigures(segment: Segment, people: PersonVoices[], shown: number): Figure[] {
  const answers = people.map((person) => person.answers);
  const { rational, emotional } = loyaltiesOfGroup(answers);
  const scores = [
    ['index', INDEX_ITEMS, relationshipIndexOf(answers).score],
    ['outcome.RLOY', RATIONAL_ITEMS, rational],
    ['outcome.ELOY', EMOTIONAL_ITEMS, emotional],
  ] as const;
  return scores.map(([metric, items, value]) => {
    const asked = people.filter((person) =>
      items.some(({ id }) => person.answers[id] !== undefined),
    );
    const accounts = asked.map(({ companyId }) => companyId);
    const ci95 = groupScoreInterval(
      asked.map((one) => one.answers as AnswersOfPerson),
      accounts,
      items,
    );
    const said = { value, ci95, n: asked.length, accounts: accountsOf(asked), shown };
    return figure(metric, segment, said);
  });
}

function byCompany(people: readonly PersonVoices[]): Map<string, PersonVoices[]> {
  const companies = new Map<string, PersonVoices[]>();
  for (const person of people) {
    companies.set(person.companyId, [...(companies.get(person.companyId) ?? []), person]);
  }
  return companies;
}

function shareFigures(
  segment: Segment,
  people: PersonVoices[],
  { accounts, shown }: { accounts: AccountFacts; shown: number },
): Figure[] {
  const byAccount = byCompany(people);
  const said = [...byAccount].map(([companyId, of]) => ({
    isActive: accounts.get(companyId)?.isActive ?? false,
    ccs1: meanItem(of, 'CCS1'),
    ccs3: meanItem(of, NPS),
    bond: meanItem(of, 'REL_BOND'),
    overall: meanItem(of, 'REL_OVERALL'),
  }));
  const share = (metric: string, holds: (boolean | null)[]) => {
    const { n, share: value, ci95 } = shareOfAccounts(holds);
    return figure(metric, segment, { value, ci95, n, accounts: n, shown });
  };
  return [
    share('outcome.HSA', said.map(isSatisfiedAndAttached)),
    share('outcome.LSA', said.map(isAtRisk)),
  ];
}

const meanItem = (people: readonly PersonVoices[], item: string) =>
  meanOf(people.flatMap(({ answers }) => answers[item] ?? []));

/** The types of relation of companies: of people one at a time hardly anybody is asked both questions within a year. */
function typesFigure(segment: Segment, byAccount: ReadonlyMap<string, PersonVoices[]>): Figure {
  const counts = { advocate: 0, hostage: 0, opportunist: 0, critic: 0 };
  let n = 0;
  for (const people of byAccount.values()) {
    const type = relationTypeOf(meanItem(people, 'CCS1'), meanItem(people, 'REL_REBUY'));
    if (!type) continue;
    counts[type] += 1;
    n += 1;
  }
  return figure('types', segment, { n, accounts: n, detail: counts });
}
