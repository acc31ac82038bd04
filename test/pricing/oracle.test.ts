import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { weighQuantity } from '../../src/measures/quantity.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import type { FixedPrice } from '../../src/pricing/fixed-price.ts';
import { type ListedByProduct, priceLines } from '../../src/pricing/price-cart.ts';
import type { PriceTerms } from '../../src/pricing/price-terms.ts';
import { readTermsAndPrices } from '../../src/pricing/pricing.queries.ts';
import { freshDatabase } from '../support/database.ts';
import { aTradingDay } from '../support/world.ts';
import { type Answer, type Bought, type Facts, oracleFor, type Terms } from './oracle.ts';
import { aPriceBook } from './oracle-world.ts';

/** How many baskets both price; another number may come from the environment. */
const BASKETS = Number(process.env['ORACLE_BASKETS'] ?? 100_000);
/** The price book of a run that failed is made again by its seed. */
const SEED = Number(process.env['ORACLE_SEED'] ?? Date.now() % 1_000_000_000);
const FIFTY_SECONDS = 50_000;

/** What the engine knows of one company, site and day. */
type Known = {
  terms: Terms;
  engine: PriceTerms;
  listed: ListedByProduct;
  oracle: (lines: readonly Bought[]) => Answer[];
};

let db: Kysely<DB>;
let facts: Facts;
let known: Known[];
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  const book = await aPriceBook(db, SEED);
  ({ facts } = book);
  const productIds = Object.keys(facts.goods);
  known = [];
  for (const terms of book.terms) known.push(await knownOf(terms, productIds));
});

async function knownOf(terms: Terms, productIds: readonly string[]): Promise<Known> {
  const { company: companyId, site: siteId } = terms.holders;
  const read = { companyId, siteId, on: terms.day, productIds };
  const { terms: engine, listed } = await readTermsAndPrices(db, read);
  return { terms, engine, listed, oracle: oracleFor(facts, terms) };
}

/** The engine's answers, its lines entered in another order. */
function byEngine({ engine, listed }: Known, lines: readonly (Bought & { entered: number })[]) {
  const toPrice = lines
    .map(({ product, amountMilli, unit, fixed, entered }, i) => {
      const { tierGroup, mgPerM, lengthMm } = facts.goods[product] ?? {};
      const weighed = weighQuantity(
        {
          ...{ massMgPerM: mgPerM ?? null, pieceLengthMm: lengthMm ?? null },
          ...{ massMgPerM2: null, pieceMassMg: null, pieceAreaMm2: null },
        },
        { amountMilli, unit },
      );
      const id = String(i);
      const line = { id, productId: product, tierGroup: tierGroup ?? '', fixed: fixedFor(fixed) };
      return { ...line, weightG: weighed?.weightG ?? 0, entered };
    })
    .toSorted((one, other) => one.entered - other.entered);
  const priced = priceLines(toPrice, listed, engine);
  return lines.map((_, i) => {
    const price = priced.get(String(i));
    if (!price) return null;
    const { level, pricePerTonneMinor: perTonneMinor, netMinor, vatMinor, grossMinor } = price;
    return { level, perTonneMinor, netMinor, vatMinor, grossMinor };
  });
}

function fixedFor(fixed: Bought['fixed']): FixedPrice | undefined {
  if (!fixed) return undefined;
  const { kind, includesVat, perTonneMinor: pricePerTonneMinor, isRefused } = fixed;
  const price = { pricePerTonneMinor, includesVat };
  if (kind === 'quote') return { kind, ...price, quoteId: 'q', quoteVersion: 1, quoteLine: 1 };
  const state = isRefused ? 'refused' : 'approved';
  const judged = { decidedByName: 'B', judgedAgainstMinor: null };
  return { kind, ...price, authorName: 'A', reason: 'r', state, ...judged };
}

class Disagreement extends Error {
  constructor(line: number, oracle: Answer, engine: Answer | undefined) {
    super(`ORACLE_SEED=${SEED}, line ${line}: ${JSON.stringify({ oracle, engine })}`);
  }
}

const isSame = (one: Answer, other: Answer | undefined) =>
  one?.level === other?.level &&
  one?.perTonneMinor === other?.perTonneMinor &&
  one?.netMinor === other?.netMinor &&
  one?.vatMinor === other?.vatMinor &&
  one?.grossMinor === other?.grossMinor;

const aFixedPrice = fc.record({
  kind: fc.constantFrom('override' as const, 'quote' as const),
  perTonneMinor: fc.integer({ min: 1, max: 90_000_000 }),
  includesVat: fc.boolean(),
  isRefused: fc.boolean(),
});

/** Amounts in every unit; pieces are whole. A refused quote is none of our words. */
const aLine = (productIds: readonly string[]) =>
  fc
    .record({
      product: fc.constantFrom(...productIds),
      unit: fc.constantFrom('pcs' as const, 'm' as const, 'kg' as const, 't' as const),
      size: fc.integer({ min: 1, max: 30_000 }),
      fixed: fc.option(aFixedPrice, { freq: 7 }),
      entered: fc.integer(),
    })
    .map(({ size, fixed, ...line }) => ({
      ...line,
      amountMilli: line.unit === 'pcs' ? Math.ceil(size / 40) * 1000 : amountOf(line.unit, size),
      fixed: fixed && { ...fixed, isRefused: fixed.isRefused && fixed.kind === 'override' },
    }));

/** Up to ten tonnes, fifteen tonnes, three kilometres; in thousandths of the unit. */
const amountOf = (unit: 'm' | 'kg' | 't', size: number) =>
  ({ t: Math.ceil(size / 3), kg: size * 500, m: size * 100 })[unit];

test(
  `an oracle that knows the rules alone comes to the same tiyin in ${BASKETS} baskets`,
  () => {
    const tally: Record<string, number> = {};
    const count = (what: string) => (tally[what] = (tally[what] ?? 0) + 1);
    const baskets = fc.array(aLine(Object.keys(facts.goods)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.nat(known.length - 1), baskets, (which, lines) => {
        const one = known[which] as Known;
        const told = one.oracle(lines);
        const priced = byEngine(one, lines);
        for (const [i, answer] of told.entries()) {
          if (!isSame(answer, priced[i])) throw new Disagreement(i, answer, priced[i]);
          count(answer?.level ?? 'on request');
        }
        count('baskets');
        count(one.terms.strategy);
        if (one.terms.publicPriceIfBetter) count('public price if better');
        count(one.terms.day < '2026-01-01' ? 'VAT of 2025' : 'VAT of 2026');
      }),
      { numRuns: BASKETS },
    );

    // What never came up was not asked.
    const everything = [
      ...['override', 'quote', 'contract', 'site', 'company', 'group', 'base', 'on request'],
      ...['first-found', 'lowest', 'public price if better', 'VAT of 2025', 'VAT of 2026'],
    ];
    for (const what of everything) expect(tally[what], what).toBeGreaterThan(BASKETS / 1000);
    expect(tally['baskets']).toBe(BASKETS);
  },
  FIFTY_SECONDS,
);
