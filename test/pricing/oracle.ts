/**
 * The rules of prices a second time, so that the engine has somebody to agree
 * with: written from the rules (R1-R3, R7, R8, R10, R14) alone, over plain facts
 * and in fractions of BigInt, with nothing of the shop's own code in it. Where the
 * rules are silent it says what it takes them to mean.
 */
type Fraction = readonly [over: bigint, under: bigint];

const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d];
const whole = (value: number): Fraction => [BigInt(value), 1n];
/** To the nearest whole, a half upwards; nothing here is negative. */
const rounded = ([over, under]: Fraction): bigint => (2n * over + under) / (2n * under);

const LEVELS = ['contract', 'site', 'company', 'group', 'base'] as const;

/** A list with its versions; `holder` is the company, the site or the group that it is for. */
export type FactList = {
  code: string;
  level: (typeof LEVELS)[number];
  holder: string | null;
  priority: number;
  includesVat: boolean;
  versions: readonly FactVersion[];
};

/** `until` is the first day on which it is not in force any more. */
export type FactVersion = {
  from: string;
  until: string | null;
  isPublished: boolean;
  asks: Readonly<Record<string, readonly (readonly [fromG: number, perTonneMinor: number])[]>>;
};

export type Facts = {
  lists: readonly FactList[];
  vat: readonly (readonly [from: string, rateBp: number])[];
  goods: Readonly<Record<string, { tierGroup: string; mgPerM: number; lengthMm: number }>>;
};

/** Who buys, when and on what terms. */
export type Terms = {
  day: string;
  holders: { contract: string; company: string; site: string | null; group: string | null };
  strategy: 'first-found' | 'lowest';
  publicPriceIfBetter: boolean;
};

/** A line as it was said; `fixed` is what an override or a quote says of it. */
export type Bought = {
  product: string;
  amountMilli: number;
  unit: 'pcs' | 'm' | 'kg' | 't';
  fixed: {
    kind: 'override' | 'quote';
    perTonneMinor: number;
    includesVat: boolean;
    isRefused: boolean;
  } | null;
};

/** What a line comes to, or that it has no price. */
export type Answer = {
  level: string;
  perTonneMinor: number;
  netMinor: number;
  vatMinor: number;
  grossMinor: number;
} | null;

/** Who answers for one buyer on one day: what every line of a basket costs. */
export function oracleFor(facts: Facts, terms: Terms): (lines: readonly Bought[]) => Answer[] {
  const rateBp =
    facts.vat
      .filter(([from]) => from <= terms.day)
      .toSorted(byDay)
      .at(-1)?.[1] ?? 0;
  const theirs = facts.lists.flatMap((list) => stepsFor(list, terms)).toSorted(upwards);
  const stepsOf = new Map(
    Object.keys(facts.goods).map((id) => [id, theirs.filter(({ product }) => product === id)]),
  );
  return (lines) => ask({ facts, terms, rateBp, stepsOf }, lines);
}

type Known = {
  facts: Facts;
  terms: Terms;
  rateBp: number;
  /** Every step of every list that is this buyer's on the day, upwards, by product. */
  stepsOf: ReadonlyMap<string, readonly Step[]>;
};

function ask(known: Known, lines: readonly Bought[]): Answer[] {
  const { facts, rateBp } = known;
  const weights = lines.map((line) => gramsOf(facts, line));
  const groupOf = (line: Bought) => facts.goods[line.product]?.tierGroup;
  return lines.map((line, i) => {
    const together = weights
      .filter((_, j) => groupOf(lines[j] as Bought) === groupOf(line))
      .reduce((sum, grams) => sum + grams, 0n);
    const counted = line.fixed && !line.fixed.isRefused ? fixedStep(line.fixed) : null;
    const step = counted ?? listedStep(known, line.product, together);
    return step ? amounts(step, weights[i] as bigint, rateBp) : null;
  });
}

const byDay = ([one]: readonly [string, number], [other]: readonly [string, number]) =>
  one < other ? -1 : 1;

/** R2, R3: what was said in kilograms or tonnes is the weight; the rest follows from the mass of a metre. Rounded once. */
const GRAMS_OF_ONE: Record<Bought['unit'], (mgPerM: number, lengthMm: number) => Fraction> = {
  t: () => [1_000_000n, 1n],
  kg: () => [1000n, 1n],
  m: (mgPerM) => [BigInt(mgPerM), 1000n],
  pcs: (mgPerM, lengthMm) => [BigInt(mgPerM) * BigInt(lengthMm), 1_000_000n],
};

/** What a line weighs, grams. */
function gramsOf(facts: Facts, { product, amountMilli, unit }: Bought): bigint {
  const { mgPerM = 0, lengthMm = 0 } = facts.goods[product] ?? {};
  return rounded(times([BigInt(amountMilli), 1000n], GRAMS_OF_ONE[unit](mgPerM, lengthMm)));
}

/** A step of a list, with how particular its list is: smaller is asked before. */
type Step = {
  level: string;
  product: string;
  place: readonly [level: number, priority: number, days: number];
  code: string;
  fromG: bigint;
  perTonne: number;
  includesVat: boolean;
};

const fixedStep = (fixed: NonNullable<Bought['fixed']>): Step => ({
  ...{ level: fixed.kind, place: [-1, 0, 0], code: '', product: '', fromG: 0n },
  ...{ perTonne: fixed.perTonneMinor, includesVat: fixed.includesVat },
});

function listedStep({ terms, stepsOf, rateBp }: Known, product: string, together: bigint) {
  const reached = (stepsOf.get(product) ?? []).filter(({ fromG }) => fromG <= together);
  const cheapest = (among: readonly Step[]) => among.toSorted(cheaper(rateBp))[0] ?? null;
  if (terms.strategy === 'lowest') return cheapest(lastOfEach(reached));

  const own = cheapest(climb(reached, []));
  if (!terms.publicPriceIfBetter) return own;
  // The public price is what a stranger would pay: base lists, asked in the same way.
  const open = cheapest(
    climb(
      reached.filter(({ level }) => level === 'base'),
      [],
    ),
  );
  return cheapest([own, open].flatMap((step) => step ?? []));
}

/** R7: the steps of a list that is for this buyer, published and in force on the day. */
function stepsFor(list: FactList, { day, holders }: Terms): Step[] {
  const isTheirs =
    list.level === 'base' || (list.holder !== null && holders[list.level] === list.holder);
  if (!isTheirs) return [];
  const { level, code, includesVat } = list;
  return list.versions
    .filter(({ isPublished, from, until }) => isPublished && from <= day && (!until || day < until))
    .flatMap((version) => {
      const place = [LEVELS.indexOf(level), -list.priority, daysOf(version)] as const;
      return Object.entries(version.asks).flatMap(([product, steps]) =>
        steps.map(([from, perTonne]) => {
          return { level, code, includesVat, product, place, fromG: BigInt(from), perTonne };
        }),
      );
    });
}

const daysOf = ({ from, until }: FactVersion) =>
  until === null ? Infinity : (Date.parse(until) - Date.parse(from)) / 86_400_000;

/** The tier guard of R7, walked as it is written: going up the steps, one of a list of lower priority than the one used so far is never accepted. */
function climb([step, ...higher]: readonly Step[], held: readonly Step[]): readonly Step[] {
  if (!step) return held;
  const against = held[0] ? comparePlaces(step.place, held[0].place) : -1;
  if (against > 0) return climb(higher, held);
  if (against < 0) return climb(higher, [step]);
  return climb(higher, [...held.filter(({ code }) => code !== step.code), step]);
}

const lastOfEach = (steps: readonly Step[]) => [
  ...new Map(steps.map((step) => [step.code, step])).values(),
];

const upwards = (one: Step, other: Step) => Number(one.fromG - other.fromG);

const comparePlaces = (one: Step['place'], other: Step['place']): number =>
  one
    // Two spans without an end differ by no number.
    .map((value, i) => Math.sign(value - Number(other[i])) || 0)
    .find(Boolean) ?? 0;

/**
 * Lower is cheaper on one basis of VAT. Prices of a tonne are told in whole
 * tiyin, so two that differ by less are equal, and of equals the list counts that
 * is asked first.
 */
const cheaper = (rateBp: number) => (one: Step, other: Step) =>
  Number(withVat(one, rateBp) - withVat(other, rateBp)) ||
  comparePlaces(one.place, other.place) ||
  (one.code < other.code ? -1 : 1);

const withVat = ({ perTonne, includesVat }: Step, rateBp: number): bigint =>
  BigInt(perTonne) + (includesVat ? 0n : rounded([BigInt(perTonne) * BigInt(rateBp), 10_000n]));

/** R14: each line is rounded on its total; a list with VAT gives the gross and what is in it. */
function amounts(step: Step, grams: bigint, rateBp: number): Answer {
  const due = rounded(times(whole(step.perTonne), [grams, 1_000_000n]));
  const share: Fraction = [BigInt(rateBp), 10_000n];
  const net = step.includesVat ? rounded([due * share[1], share[1] + share[0]]) : due;
  const vat = step.includesVat ? due - net : rounded(times([net, 1n], share));
  return {
    ...{ level: step.level, perTonneMinor: step.perTonne, netMinor: Number(net) },
    ...{ vatMinor: Number(vat), grossMinor: Number(net + vat) },
  };
}
