import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';
import type { ChainLink, ListedPrice, ListLevel } from '../pricing/price-terms.ts';
import type { DemoProduct } from './goods.ts';
import { during, momentOn } from './moments.ts';
import { addDays } from '../measures/calendar.ts';
import type { Random } from './random.ts';
import { vatRateOn } from './vat-rates.ts';

/** From this weight upwards, this part of the typical price. */
export type Break = readonly [fromWeightG: number, factor: number];

/** A list of the demo world before its versions are made. */
export type ListPlan = {
  code: string;
  name: string;
  level: ListLevel;
  companyId?: string;
  siteId?: string;
  groupCode?: string;
  priority?: number;
  includesVat: boolean;
  products: readonly DemoProduct[];
  /** Of the typical price; 0.95 is five per cent below it. */
  factor: number;
  breaks: readonly Break[];
  /** First days of the versions, ascending; the last stays in force, or ends with `endsOn`. */
  startsOn: readonly string[];
  endsOn?: string;
};

type DemoPrice = ListedPrice & { productId: string };

export type DemoVersion = {
  row: Insertable<DB['priceListVersion']> & { id: string };
  /** Its rank depends on who asks. */
  link: Omit<ChainLink, 'rank'>;
  /** In force from this day until before the other; `YYYY-MM-DD`. */
  from: string;
  until: string | undefined;
  publishedAt: Date;
  prices: ReadonlyMap<string, DemoPrice>;
};

export type DemoList = {
  plan: ListPlan;
  row: Insertable<DB['priceList']> & { id: string };
  versions: readonly DemoVersion[];
};

/** Prices are said in whole hundreds of tenge. */
const STEP_MINOR = 10_000;
/** How the level of the market moved, quarter by quarter, against today's typical price. */
const QUARTERLY_DRIFT = 0.012;

/**
 * Makes a list with its versions and all their prices. `drift` says, for the
 * first day of a version, how the market stood then. Prices follow from the
 * typical price, the list's factor and its breaks; without VAT where the list
 * says so, at the rate of the version's first day.
 */
export function makeList(
  random: Random,
  plan: ListPlan,
  given: { drift: (day: string, group: string) => number; publishedBy: string },
): DemoList {
  const [firstDay = ''] = plan.startsOn;
  const id = random.id(momentOn(firstDay, 8));
  const { code, name, level, companyId, siteId, groupCode, priority = 0, includesVat } = plan;
  const ids = plan.startsOn.map((from) => random.id(momentOn(from, 8)));
  const versions = plan.startsOn.map((from, index): DemoVersion => {
    const versionId = ids[index] ?? '';
    const until = plan.startsOn[index + 1] ?? plan.endsOn;
    const createdAt = momentOn(addDays(from, -5), 11);
    const publishedAt = momentOn(addDays(from, -3), 16);
    return {
      row: {
        id: versionId,
        priceListId: id,
        number: index + 1,
        basedOn: ids[index - 1] ?? null,
        validDuring: during(from, until),
        createdBy: given.publishedBy,
        createdAt,
        publishedBy: given.publishedBy,
        publishedAt,
      },
      link: {
        versionId,
        listCode: code,
        listName: name,
        versionNumber: index + 1,
        level,
        includesVat,
      },
      from,
      until,
      publishedAt,
      prices: new Map(
        plan.products.map((product) => {
          const market = given.drift(from, product.categoryCode);
          return [product.id, priceOf(plan, product, { versionId, from, market })] as const;
        }),
      ),
    };
  });
  return {
    plan,
    row: {
      id,
      code,
      name,
      level,
      companyId: companyId ?? null,
      siteId: siteId ?? null,
      groupCode: groupCode ?? null,
      priority,
      includesVat,
    },
    versions,
  };
}

function priceOf(
  plan: ListPlan,
  product: DemoProduct,
  of: { versionId: string; from: string; market: number },
): DemoPrice {
  const tax = plan.includesVat ? 1 : 10_000 / (10_000 + vatRateOn(of.from));
  const level = product.typicalPriceMinor * plan.factor * of.market * tax;
  return {
    versionId: of.versionId,
    productId: product.id,
    fromWeightsG: plan.breaks.map(([fromWeightG]) => fromWeightG),
    pricesPerTonneMinor: plan.breaks.map(
      ([, factor]) => Math.round((level * factor) / STEP_MINOR) * STEP_MINOR,
    ),
  };
}

/**
 * How the market stood on the first day of a version: a steady rise over the
 * quarters to today's level, and a sway of each group of goods of its own, at
 * most two per cent, which the seed decides.
 */
export function makeDrift(random: Random, today: string): (day: string, group: string) => number {
  const sways = new Map<string, number>();
  return (day, group) => {
    const quartersAgo = Math.max(0, (Date.parse(today) - Date.parse(day)) / (91 * 86_400_000));
    const key = `${group} ${day}`;
    const sway = sways.get(key) ?? (random.fork(key).fraction() - 0.5) * 0.04;
    sways.set(key, sway);
    return (1 - QUARTERLY_DRIFT) ** Math.floor(quartersAgo) * (1 + sway);
  };
}

/** The version of a list in force on a day; `undefined` outside its time. */
export function versionOn(list: DemoList, day: string): DemoVersion | undefined {
  return list.versions.find(
    ({ from, until }) => from <= day && (until === undefined || day < until),
  );
}
