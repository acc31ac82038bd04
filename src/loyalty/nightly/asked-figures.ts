import { attributeOf, importanceOf } from '../attribute.ts';
import { alphaOf } from '../metrics/alpha.ts';
import { clusterMean } from '../metrics/cluster-mean.ts';
import { cesOf } from '../metrics/csat.ts';
import { type CsiAnswer, csiInterval, csiOf } from '../metrics/csi.ts';
import { shareOf } from '../metrics/interval.ts';
import { kanoOf } from '../metrics/kano.ts';
import type { Scale } from '../metrics/answers.ts';
import { accountsOf, type Figure, figure, isOf, type Segment, segmentsOf } from './figure.ts';
import type { CodedVoice, Voice } from './inputs.ts';
import { peopleOf } from './relationship-figures.ts';
import type { StepFacts } from './step-figures.ts';

const YEAR = 365;
const RATED: Scale = [1, 5];
/** Of an attribute so many ratings of a year, and so many who weighed it, before it counts in the index. */
const RATINGS_MIN = 10;
const WEIGHED_MIN = 3;
/** So many of the attributes that take most from the index are named. */
const NAMED = 3;

/** What the figures of special questions are reckoned from beside the answers. */
export type AskedFacts = Pick<StepFacts, 'today' | 'items' | 'shownOf' | 'branches'> & {
  coded: readonly CodedVoice[];
  /** So many days of answers are read. */
  readDays: number;
  /** Questions of one construct that may be added up, by its id. */
  constructs: readonly { id: string; items: readonly string[] }[];
};

/**
 * What is asked beside satisfaction (1.2, 1.4, 1.6, 1.8, 1.10, 1.17): how easy it was,
 * whether the first contact was enough as the customer sees it, satisfaction weighted by
 * what he calls important, what a certificate is to him, his share of what he buys, and
 * whether the questions of a construct hang together.
 */
export function askedFigures(voices: readonly Voice[], facts: AskedFacts): Figure[] {
  const { today } = facts;
  const year = voices.filter(({ day }) => day <= today && day > today - YEAR);
  const coded = facts.coded.filter(({ day }) => day > today - YEAR);
  return segmentsOf(facts.branches).flatMap((segment) => {
    const of = year.filter(isOf(segment));
    const ever = voices.filter(isOf(segment));
    const codes = coded.filter(isOf(segment));
    return [
      effortFigure(segment, of, facts),
      firstContactFigure(segment, of, facts),
      indexFigure(segment, { year: of, ever }, facts),
      kanoFigure(segment, codes),
      walletFigure(segment, codes),
      ...alphaFigures(segment, ever, facts),
    ];
  });
}

type Facts = AskedFacts;

function effortFigure(segment: Segment, year: readonly Voice[], { shownOf }: Facts): Figure {
  const of = year.filter(({ item }) => item === 'CES2');
  const { share, ci95, n, mean, meanCi95 } = cesOf(of.map(({ number }) => number));
  return figure('ces', segment, {
    ...{ value: share, ci95, n, accounts: accountsOf(of), shown: shownOf(segment, 'CES2', YEAR) },
    detail: { mean, meanCi95 },
  });
}

function firstContactFigure(segment: Segment, year: readonly Voice[], { shownOf }: Facts): Figure {
  const of = year.filter(({ item }) => item === 'FCRQ');
  const { share, ci95 } = shareOf(of.filter(({ number }) => number === 1).length, of.length);
  const shown = shownOf(segment, 'FCRQ', YEAR);
  return figure('fcr.said', segment, {
    ...{ value: share, ci95, n: of.length, accounts: accountsOf(of), shown },
  });
}

type Spans = { year: readonly Voice[]; ever: readonly Voice[] };

/** Who weighs an attribute is asked once in half a year, so that all answers that are read weigh; ratings are of a year. */
function indexFigure(segment: Segment, { year, ever }: Spans, facts: Facts): Figure {
  const { items, shownOf, readDays } = facts;
  const weighed = (item: string) => ever.filter((one) => one.item === importanceOf(item));
  const rated = (item: string) => year.filter((one) => one.item === item);
  const used = items.filter(
    (item) => weighed(item).length >= WEIGHED_MIN && rated(item).length >= RATINGS_MIN,
  );
  const numbers = (some: readonly Voice[]) => some.map(({ number }) => number);
  const { csi0to100, csiTlf, weightedGap, itemsUsed } = csiOf(
    used.map((item) => ({
      importance: numbers(weighed(item)),
      satisfaction: numbers(rated(item)),
    })),
    RATED,
  );
  const weighers = ever.filter(({ item }) => used.includes(attributeOf(item) ?? ''));
  const raters = year.filter(({ item }) => used.includes(item));
  const shown = used.reduce((sum, item) => sum + shownOf(segment, importanceOf(item), readDays), 0);
  const worst = used
    .map((item, at) => ({ item, gap: weightedGap[at] ?? 0 }))
    .toSorted((one, other) => other.gap - one.gap)
    .slice(0, NAMED)
    .map(({ item }) => item);
  return figure('csi', segment, {
    ...{ value: csi0to100, ci95: intervalOf(used, weighers, raters), n: weighers.length },
    ...{ accounts: accountsOf(weighers), shown },
    detail: { itemsUsed, tlf: csiTlf, ratings: raters.length, worst },
  });
}

function intervalOf(used: readonly string[], weighers: readonly Voice[], raters: readonly Voice[]) {
  const companies = [...new Set([...weighers, ...raters].map(({ companyId }) => companyId))];
  const accountOf = new Map(companies.map((companyId, at) => [companyId, at]));
  const placeOf = new Map(used.map((item, at) => [item, at]));
  const answer = (
    { companyId, item }: Voice,
    said: Pick<CsiAnswer, 'importance' | 'satisfaction'>,
  ): CsiAnswer => ({
    account: accountOf.get(companyId) ?? 0,
    item: placeOf.get(attributeOf(item) ?? item) ?? 0,
    ...said,
  });
  const answers = [
    ...weighers.map((one) => answer(one, { importance: one.number, satisfaction: null })),
    ...raters.map((one) => answer(one, { importance: null, satisfaction: one.number })),
  ];
  return csiInterval(answers, { accounts: companies.length, items: used.length }, RATED);
}

/** What a certificate of quality is to customers, from both halves of the question by one person. */
function kanoFigure(segment: Segment, coded: readonly CodedVoice[]): Figure {
  const halves = new Map<string, { companyId: string; with?: string; without?: string }>();
  for (const { promptId, companyId, item, code } of coded) {
    if (item !== 'SUS3' && item !== 'SUS3F') continue;
    const known = halves.get(promptId) ?? { companyId };
    halves.set(promptId, { ...known, [item === 'SUS3F' ? 'with' : 'without']: code });
  }
  const pairs = [...halves.values()];
  const found = kanoOf(pairs.map((pair) => [pair.with, pair.without] as const));
  const whole = pairs.filter((pair) => pair.with !== undefined && pair.without !== undefined);
  return figure('kano.SUS3', segment, {
    ...{ value: found.better, ci95: found.betterCi95, n: found.n, accounts: accountsOf(whole) },
    detail: {
      ...{ category: found.category, isMixed: found.fongMixed, isEnough: found.isEnough },
      ...{ worse: found.worse, strength: found.categoryStrength, counts: found.counts },
    },
  });
}

/** The middle of a stated band of per cent, from 0 to 1. */
export const middleOfBand = (band: string): number | undefined => {
  const [, low, high] = /^(\d+)-(\d+)$/.exec(band) ?? [];
  return low === undefined ? undefined : (Number(low) + Number(high)) / 200;
};

/** The share of their metal that customers say they buy from us, by the last word of each person. */
function walletFigure(segment: Segment, coded: readonly CodedVoice[]): Figure {
  const last = new Map<string, CodedVoice & { share: number }>();
  for (const voice of coded) {
    const share = voice.item === 'SOW' ? middleOfBand(voice.code) : undefined;
    if (share !== undefined) last.set(`${voice.companyId} ${voice.personId}`, { ...voice, share });
  }
  const said = [...last.values()];
  const { mean, ci95, accounts, n } = clusterMean(
    said.map(({ companyId, share }) => ({ account: companyId, value: share, weight: 1 })),
  );
  const bands: Record<string, number> = {};
  for (const { code } of said) bands[code] = (bands[code] ?? 0) + 1;
  const within = ci95 && ([Math.max(0, ci95[0]), Math.min(1, ci95[1])] as const);
  return figure('wallet', segment, { value: mean, ci95: within, n, accounts, detail: { bands } });
}

/** Of each construct, over people who answered all of its questions within a year, weeks apart: a lower bound. */
function alphaFigures(segment: Segment, voices: readonly Voice[], facts: Facts): Figure[] {
  const people = peopleOf(voices, facts.today, YEAR);
  return facts.constructs.map(({ id, items }) => {
    const rows = people.filter(({ answers }) => items.every((item) => answers[item] !== undefined));
    const columns = Object.fromEntries(
      items.map((item) => [item, rows.map(({ answers }) => answers[item] ?? null)]),
    );
    const found = alphaOf(columns, { scale: RATED });
    const isShown = found?.isEnough === true;
    return figure(`alpha.${id}`, segment, {
      ...{ value: isShown ? found.raw : null, ci95: isShown ? found.feldt95 : null },
      ...{ n: rows.length, accounts: accountsOf(rows), detail: { items } },
    });
  });
}
