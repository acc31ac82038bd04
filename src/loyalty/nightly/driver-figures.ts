import type { DriverDefinitions } from '../driver-definitions.ts';
import { type Scale, rescaled } from '../metrics/answers.ts';
import { driverRows } from '../metrics/driver-view.ts';
import { isAtRisk, isSatisfiedAndAttached, loyaltiesOfGroup } from '../metrics/outcomes.ts';
import { meanOf } from '../metrics/sample.ts';
import { type Figure, figure, isOf, segmentsOf } from './figure.ts';
import type { Voice } from './inputs.ts';
import { type AccountFacts, atHome, peopleOf, type PersonVoices } from './relationship-figures.ts';

const YEAR = 365;

type Given = {
  today: number;
  definitions: DriverDefinitions;
  accounts: AccountFacts;
  branches: readonly string[];
  /** The scale of an item; undefined where its answers are no numbers in a row. */
  scaleOf: (item: string) => Scale | undefined;
};

/**
 * How the items of our own answers go together with each outcome, over companies
 * (1.13): no coefficient of the paper, no sum, no ranking but how often chance puts
 * each among the first three. Outcomes whose questions only our own people are asked
 * have none: that could be looked at between branches only, of which there are too few.
 */
export function driverFigures(voices: readonly Voice[], given: Given): Figure[] {
  const { today, definitions, accounts } = given;
  const people = atHome(peopleOf(voices, today, YEAR), accounts);
  const year = atHome(
    voices.filter(({ day }) => day > today - YEAR),
    accounts,
  );
  return segmentsOf(given.branches).flatMap((segment) => {
    const companies = grouped(people.filter(isOf(segment)));
    const said = year.filter(isOf(segment));
    return definitions.outcomes.flatMap(({ id, drivers }) => {
      const outcome = companies.map((group) => outcomeOf(id, group, accounts));
      const columns = drivers.flatMap((item) => {
        const scale = given.scaleOf(item);
        return scale ? [columnOf(item, { scale, companies, said })] : [];
      });
      return driverRows(outcome, columns).map((row) =>
        figure(`driver.${id}.${row.item}`, segment, {
          ...{ value: row.r, ci95: row.rCi95, n: row.answers, accounts: row.accounts },
          detail: {
            ...{ mean: row.mean, meanCi95: row.meanCi95, pairs: row.pairs, label: row.label },
            first: row.rankProbabilities?.[0] ?? null,
            firstThree: row.rankProbabilities?.reduce((sum, one) => sum + one, 0) ?? null,
          },
        }),
      );
    });
  });
}

type Company = { companyId: string; people: PersonVoices[] };

function grouped(people: readonly PersonVoices[]): Company[] {
  const companies = new Map<string, Company>();
  for (const person of people) {
    const known = companies.get(person.companyId);
    if (known) known.people.push(person);
    else companies.set(person.companyId, { companyId: person.companyId, people: [person] });
  }
  return [...companies.values()];
}

/** An outcome of a company, 0 to 100; null where it was not asked enough. */
function outcomeOf(
  id: string,
  { companyId, people }: Company,
  accounts: AccountFacts,
): number | null {
  if (id === 'RLOY') return loyaltyOf(people, ['REL_REBUY', 'TFC3', 'REL_ADV']).rational;
  if (id === 'ELOY') return loyaltyOf(people, ['CCS3', 'REL_BOND']).emotional;
  const mean = (item: string) => meanOf(people.flatMap(({ answers }) => answers[item] ?? []));
  const said = {
    isActive: accounts.get(companyId)?.isActive ?? false,
    ...{
      ccs1: mean('CCS1'),
      ccs3: mean('CCS3'),
      bond: mean('REL_BOND'),
      overall: mean('REL_OVERALL'),
    },
  };
  const holds = id === 'HSA' ? isSatisfiedAndAttached(said) : isAtRisk(said);
  return holds === null ? null : Number(holds) * 100;
}

/** Of a company the score of its people together, who are asked other items by lot; none of fewer than two items. */
function loyaltyOf(people: readonly PersonVoices[], items: readonly string[]) {
  const answers = people.map((person) => person.answers);
  const said = items.filter((item) => answers.some((of) => of[item] !== undefined));
  return said.length < 2 ? { rational: null, emotional: null } : loyaltiesOfGroup(answers);
}

function columnOf(
  item: string,
  {
    scale,
    companies,
    said,
  }: { scale: Scale; companies: readonly Company[]; said: readonly Voice[] },
) {
  const byCompany = new Map<string, number[]>();
  let answers = 0;
  for (const voice of said) {
    if (voice.item !== item) continue;
    answers += 1;
    byCompany.set(voice.companyId, [
      ...(byCompany.get(voice.companyId) ?? []),
      rescaled(voice.number, scale),
    ]);
  }
  return {
    ...{ item, answers },
    byAccount: companies.map(({ companyId }) => meanOf(byCompany.get(companyId) ?? [])),
  };
}
