import { itemBehind, IMPORTANCE, importanceOf } from '../loyalty/attribute.ts';
import type { Asking } from './make-answers.ts';
import type { Random } from './random.ts';
import { isSlowYard } from './slow-yard.ts';

const SLOW_BY = 2.1;
/** So much worse whoever got his goods later than promised finds their coming. */
const LATE_BY = 1.5;

/** What was said to each item: a number of its scale, or a word of it. */
export type Said = Readonly<Record<string, number | string>>;

/** Roughly normal, mean 0, spread 1. */
export const bell = (random: Random) =>
  random.fraction() + random.fraction() + random.fraction() - 1.5;

/** By how much the step of this very moment went wrong: goods that came late, or were loaded slowly. */
function missedBy(item: string, { isLate, branchCode, eventAt }: Asking, now: Date): number {
  if (item === 'AI3' && isLate) return LATE_BY;
  return item === 'AE5' && isSlowYard({ branchCode, at: eventAt }, now) ? SLOW_BY : 0;
}

/** What each population cares for (seed 001): it is rated lower, and the whole step hangs on it more. */
const minded = {
  trader: { AI3: -0.5, AI2: -0.3, AE2: -0.35, AE5: -0.1 },
  end_user: { AE6: -0.55, TFC2: -0.3, AE4: -0.2 },
} as const;

/** What somebody says who is asked an item after a moment, in his company's mood. */
export function answersTo(
  random: Random,
  asking: Asking,
  { item, mood, at }: { item: string; mood: number; at: Date },
): Said {
  const { company, eventAt, anchor } = asking;
  if (anchor === 'CCS3') {
    return relationship(random, item, { mood: mood + (company.isTrader ? 0.1 : -0.05), asking });
  }
  if (item === 'SUS3') return certificate(random, company.isTrader);
  const month = eventAt.getUTCMonth();
  const isBusy = month >= 4 && month <= 8;
  const cares: Readonly<Record<string, number>> = minded[company.isTrader ? 'trader' : 'end_user'];
  const hit = -missedBy(item, asking, at);
  const season = isBusy && ['AE5', 'AI3', 'AE2'].includes(item) ? -0.3 : 0;
  const felt = 4.25 + mood + bell(random) * 1.3 + hit + season + (cares[item] ?? 0);
  const weight = item in cares || hit < 0 ? 0.75 : 0.35;
  const whole = 4.2 + mood + weight * (felt - 4.1) + bell(random) * 0.8;
  if (item === 'EXP3') {
    const met = felt > 4.6 ? 1 : 0;
    return { OSAT: step(whole), EXP3: felt < 3.6 ? -1 : met };
  }
  if (anchor === '') return { [item]: step(felt - (item === 'SUS1' ? 0.6 : 0)) };
  return { OSAT: step(whole), [item]: onItsScale(item, felt) };
}

/** Feeling, that runs about 1 to 5, as the scale of an item has it. */
function onItsScale(item: string, felt: number): number {
  if (item === 'CES2') return Math.min(7, Math.max(1, Math.round(felt * 1.4)));
  if (item === 'FCRQ') return Number(felt > 3.4);
  return step(felt);
}

/** Whoever builds with the metal must have its certificate; of those who sell it on fewer mind. */
function certificate(random: Random, isTrader: boolean): Said {
  const [SUS3F, SUS3] = random.pickWeighted<readonly [string, string]>([
    [['expect', 'dislike'], isTrader ? 4 : 12],
    [['like', 'dislike'], 4],
    [['neutral', 'neutral'], isTrader ? 4 : 1],
    [['like', 'tolerate'], 1],
  ]);
  return { SUS3F, SUS3 };
}

/** How important each thing is called, by those who use the metal and by those who sell it on. */
const weights: Readonly<Record<string, readonly [user: number, trader: number]>> = {
  AE2: [6.5, 8.6],
  AE5: [6.2, 6.8],
  AE6: [9.4, 7.4],
  AI3: [8.4, 9.2],
};

function relationship(
  random: Random,
  item: string,
  { mood, asking }: { mood: number; asking: Asking },
): Said {
  const felt = 4.1 + mood * 1.3 + bell(random) * 0.7;
  const recommends = Math.min(10, Math.max(0, Math.round(2 * felt + bell(random) * 2)));
  if (itemBehind(item) === IMPORTANCE) {
    const [user = 7, trader = 7] = weights[item.slice(importanceOf('').length)] ?? [];
    const called = (asking.company.isTrader ? trader : user) + bell(random) * 1.6;
    return { CCS3: recommends, [item]: Math.min(10, Math.max(1, Math.round(called))) };
  }
  if (item === 'SOW') return { CCS3: recommends, SOW: bandOf(felt + bell(random) * 1.5) };
  return { CCS3: recommends, [item]: step(item === 'TFC3' ? 6 - felt : felt) };
}

/** Whoever is content buys more of his metal here, as he says. */
function bandOf(felt: number): string {
  const bands = ['0-20', '20-40', '40-60', '60-80', '80-100'] as const;
  return bands[Math.min(4, Math.max(0, Math.round(felt) - 1))] ?? '40-60';
}

const step = (felt: number) => Math.min(5, Math.max(1, Math.round(felt)));
