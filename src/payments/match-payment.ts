import { judge, type MatchFacts, type MatchLevel, type MatchReason } from './match-level.ts';
import { isMistyped, type NamedNumbers, namedNumbers, numberKey } from './named-numbers.ts';
import { compareTexts, type OpenItem, type PreparedItem, prepareItems } from './open-item.ts';
import { subsetsOf } from './subset-sum.ts';

/** A payment as far as matching looks at it. Minor units. */
export type MatchedPayment = {
  id: string;
  bookedOn: string;
  payerBin: string | null;
  amountMinor: number;
  currency: string;
  purpose: string;
};

/** What a payment may be for: items of one company with what each gets of it, and what is left for the balance. */
export type Suggestion = {
  level: MatchLevel;
  reasons: MatchReason[];
  companyId: string;
  items: { kind: OpenItem['kind']; id: string; number: string; amountMinor: number }[];
  restMinor: number;
  /** Nothing else could be meant by the numbers that the purpose names. */
  isClear: boolean;
};

/** Suggestions for a payment, the best first; none where nothing speaks for anything. */
export type PaymentMatch = { paymentId: string; suggestions: Suggestion[] };

type Open = {
  byCompany: ReadonlyMap<string, readonly PreparedItem[]>;
  /** By whole number, by year and serial, and by serial alone. */
  byName: ReadonlyMap<string, readonly PreparedItem[]>;
};
type Way = MatchFacts['way'];
type Candidate = { items: readonly PreparedItem[]; way: Way; isOnly: boolean };
type Asked = { payment: MatchedPayment; named: NamedNumbers; toleranceMinor: number };

const SUGGESTIONS_MAX = 8;
/** Of a company with more open items only the oldest are added up. */
const ADDED_UP_MAX = 20;
const TOGETHER_MAX = 4;

const LEVELS: readonly MatchLevel[] = ['sure', 'likely', 'possible'];
/** What speaks louder comes first. */
const REASONS: readonly MatchReason[] = [
  'number-named',
  'amount-equal',
  'amount-of-several',
  'number-partly-named',
  'number-mistyped',
  'amount-less-fee',
  'amount-part',
  'amount-more',
];

/**
 * Says of each payment what it may be for, the best first (features.md K4).
 * `toleranceMinor` is what banks may keep on the way (R12).
 *
 * Only one suggestion of a payment can be `sure`, and only that one may be
 * booked without a person: the payer's BIN is the company's, its purpose names
 * our numbers, and the sum is what is due of them to the tiyin. Nothing in doubt
 * is sure: a number that two documents bear, one of another company or in another
 * currency. What is sure counts as paid for the payments after it, by the day
 * they came, so that who pays twice is not sure twice. The order in which
 * payments and items are given never matters.
 */
export function matchPayments(
  payments: readonly MatchedPayment[],
  items: readonly OpenItem[],
  toleranceMinor: number,
): PaymentMatch[] {
  const open = openOf(prepareItems(items));
  const paid = new Set<string>();
  const found = new Map<string, PaymentMatch>();
  const byDay = payments.toSorted(
    (one, other) => compareTexts(one.bookedOn, other.bookedOn) || compareTexts(one.id, other.id),
  );
  for (const payment of byDay) {
    const named = namedNumbers(payment.purpose);
    const suggestions = suggest({ payment, named, toleranceMinor }, open, paid);
    found.set(payment.id, { paymentId: payment.id, suggestions });
    const [best] = suggestions;
    // It pays its items whole, or it were not sure.
    if (best?.level === 'sure') for (const { kind, id } of best.items) paid.add(`${kind} ${id}`);
  }
  return payments.flatMap(({ id }) => found.get(id) ?? []);
}

function openOf(items: readonly PreparedItem[]): Open {
  const byCompany = new Map<string, PreparedItem[]>();
  const byName = new Map<string, PreparedItem[]>();
  const add = (map: Map<string, PreparedItem[]>, key: string, item: PreparedItem) => {
    const all = map.get(key);
    if (all) all.push(item);
    else map.set(key, [item]);
  };
  for (const item of items) {
    add(byCompany, item.companyId, item);
    for (const key of [item.key, ...partsOf(item)]) add(byName, key, item);
  }
  return { byCompany, byName };
}

/** What of a number may stand for it: without its letters, or without its year. */
const partsOf = ({ parts }: PreparedItem): string[] =>
  parts ? [`~${numberKey({ ...parts, letters: '' })}`, `#${parts.serial}`] : [];

function suggest(asked: Asked, open: Open, paid: ReadonlySet<string>): Suggestion[] {
  const { payment, toleranceMinor } = asked;
  const isOpen = ({ name }: PreparedItem) => !paid.has(name);
  const bearers = bearersOf(asked.named, open).filter(isOpen);
  const isClear = isClearlyMeant(asked, bearers);
  const companies = companiesFor(asked, open, bearers);
  const isAlone = companies.length === 1;
  const found = new Map<string, Suggestion>();
  for (const all of companies) {
    const items = all.filter((item) => isOpen(item) && item.currency === payment.currency);
    const bin = binOf(payment.payerBin, items[0]?.companyBin);
    for (const candidate of candidatesOf(asked, items, bin)) {
      const judged = judge({
        ...{ ...candidate, bin, isClear, toleranceMinor, amountMinor: payment.amountMinor },
        ...{ count: candidate.items.length, dueMinor: dueOf(candidate.items) },
        isOnly: candidate.isOnly && (bin === 'agrees' || isAlone),
      });
      const companyId = candidate.items[0]?.companyId;
      if (!judged || companyId === undefined) continue;
      const suggestion = { ...judged, companyId, isClear, ...paidOf(payment, candidate.items) };
      const key = JSON.stringify(suggestion.items);
      const before = found.get(key);
      if (!before || compare(suggestion, before) < 0) found.set(key, suggestion);
    }
  }
  return [...found.values()].toSorted(compare).slice(0, SUGGESTIONS_MAX);
}

/** Items whose number, or a part of it, the purpose names. */
function bearersOf(named: NamedNumbers, open: Open): PreparedItem[] {
  const inPart = [
    ...[...named.bare].map((one) => `~${one}`),
    ...[...named.serials].map((one) => `#${one}`),
  ];
  const keys = [...named.whole, ...named.words, ...inPart];
  return [...new Set(keys.flatMap((key) => open.byName.get(key) ?? []))];
}

/**
 * Whether the numbers mean one thing: each is borne by one document alone, all
 * of one company and currency, and no other document of that company that may
 * be meant comes to the same sum.
 */
function isClearlyMeant({ named, payment }: Asked, bearers: readonly PreparedItem[]): boolean {
  const meant = bearers.filter((item) => wayOf(item, named) === 'named');
  const owners = new Set(meant.map(({ companyId, currency }) => `${companyId} ${currency}`));
  const isRival = (item: PreparedItem) =>
    !meant.includes(item) &&
    item.companyId === meant[0]?.companyId &&
    item.dueMinor === payment.amountMinor &&
    mayLackLetters(item, named);
  const isOnce = new Set(meant.map(({ key }) => key)).size === meant.length;
  return isOnce && owners.size === 1 && !bearers.some(isRival);
}

/** Whether the purpose may mean an item by its number without the letters, or without the year. */
const mayLackLetters = ({ parts }: PreparedItem, { whole, serials }: NamedNumbers) =>
  parts !== undefined &&
  (whole.has(numberKey({ ...parts, letters: '' })) || serials.has(parts.serial));

/** Companies that may have paid: of the payer's BIN, of the numbers, and of the sum where no BIN is known. */
function companiesFor(
  { payment, toleranceMinor }: Asked,
  open: Open,
  bearers: readonly PreparedItem[],
): (readonly PreparedItem[])[] {
  const named = new Set(bearers.map(({ companyId }) => companyId));
  return [...open.byCompany].flatMap(([companyId, items]) => {
    const isOwn = items[0]?.companyBin === payment.payerBin;
    const isBySum =
      payment.payerBin === null && items.some((item) => isPaidBy(item, payment, toleranceMinor));
    return isOwn || isBySum || named.has(companyId) ? [items] : [];
  });
}

function* candidatesOf(
  { payment, named, toleranceMinor }: Asked,
  items: readonly PreparedItem[],
  bin: MatchFacts['bin'],
): Generator<Candidate> {
  const paid = items.filter((item) => isPaidBy(item, payment, toleranceMinor));
  const by = (way: Way, of: readonly PreparedItem[]) =>
    of.filter((item) => wayOf(item, named) === way);
  const [whole, inPart] = [by('named', items), by('partly-named', items)];
  if (whole.length > 0) yield { items: whole, way: 'named', isOnly: true };
  if (inPart.length > 0) yield { items: inPart, way: 'partly-named', isOnly: true };
  // Neighbours differ by a digit, so a slip counts only where the sum speaks for it and no number does.
  const slips = whole.length > 0 ? [] : by('mistyped', paid);
  for (const item of slips) yield { items: [item], way: 'mistyped', isOnly: true };
  for (const item of by('partly-named', paid))
    yield { items: [item], way: 'partly-named', isOnly: true };
  for (const item of paid) yield { items: [item], way: 'amount', isOnly: paid.length === 1 };
  if (bin !== 'agrees' || items.length === 0) return;
  yield { items, way: 'company', isOnly: true };
  for (const chosen of subsetsOf(items.slice(0, ADDED_UP_MAX), payment.amountMinor, TOGETHER_MAX)) {
    yield { items: chosen, way: 'amount', isOnly: false };
  }
}

function binOf(payerBin: string | null, bin: string | undefined): MatchFacts['bin'] {
  if (payerBin === null) return 'unknown';
  return payerBin === bin ? 'agrees' : 'another';
}

/** How a purpose names an item: whole, in part, or a slip of the hand away. */
function wayOf(item: PreparedItem, named: NamedNumbers): Way | undefined {
  const { parts, key } = item;
  if (!parts) return named.words.has(key) ? 'named' : undefined;
  if (named.whole.has(key)) return 'named';
  const isInPart = named.bare.has(numberKey({ ...parts, letters: '' }));
  if (isInPart || named.serials.has(parts.serial)) return 'partly-named';
  return [...named.whole].some((one) => isMistyped(one, key)) ? 'mistyped' : undefined;
}

const dueOf = (items: readonly PreparedItem[]) =>
  items.reduce((total, { dueMinor }) => total + dueMinor, 0);

/** To the tiyin, or but for what a bank kept. */
function isPaidBy(item: PreparedItem, payment: MatchedPayment, toleranceMinor: number): boolean {
  const missingMinor = item.dueMinor - payment.amountMinor;
  const isSame = item.currency === payment.currency;
  return isSame && missingMinor >= 0 && missingMinor <= toleranceMinor;
}

/** What each item gets, the oldest first. */
function paidOf(
  { amountMinor }: MatchedPayment,
  items: readonly PreparedItem[],
): Pick<Suggestion, 'items' | 'restMinor'> {
  let restMinor = amountMinor;
  const paid = items.map(({ kind, id, number, dueMinor }) => {
    const part = Math.min(restMinor, dueMinor);
    restMinor -= part;
    return { kind, id, number, amountMinor: part };
  });
  return { items: paid.filter((item) => item.amountMinor > 0), restMinor };
}

/** The better first; of two that are as good, those of fewer items, and then by their numbers. */
function compare(one: Suggestion, other: Suggestion): number {
  const [best, otherBest] = [loudest(one), loudest(other)];
  return (
    LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level) ||
    best - otherBest ||
    one.items.length - other.items.length ||
    compareTexts(JSON.stringify(one.items), JSON.stringify(other.items)) ||
    compareTexts(one.companyId, other.companyId)
  );
}

/** The fewer of the reasons are missing above the weakest, the louder they speak. */
const loudest = ({ reasons }: Suggestion) =>
  REASONS.reduce(
    (rank, reason, at) => (reasons.includes(reason) ? rank : rank + 2 ** (REASONS.length - at)),
    0,
  );
