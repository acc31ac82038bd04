import type { Form } from '../platform/db/schema.ts';
import type { Trade } from './company-book.ts';
import type { DemoCompany } from './companies.ts';
import type { DemoProduct } from './goods.ts';
import { monthStart, quarterStart } from './moments.ts';
import type { Break, ListPlan } from './price-lists.ts';
import type { Random } from './random.ts';

const T = 1_000_000;

/** Small sales cost more: the rule of catalogue_seed.md, an assumption about retail. */
const retailBreaks: readonly Break[] = [
  [0, 1.08],
  [0.5 * T, 1.04],
  [1 * T, 1],
  [5 * T, 0.985],
  [20 * T, 0.97],
];
const groupBreaks: readonly Break[] = [
  [0, 1.03],
  [1 * T, 1],
  [5 * T, 0.985],
  [20 * T, 0.97],
];
const companyBreaks: readonly Break[] = [
  [0, 1],
  [5 * T, 0.985],
];
const oneBreak: readonly Break[] = [[0, 1]];

/** What each trade buys: the forms of metal that its work needs. */
export const formsOfTrade: Record<Trade, readonly Form[]> = {
  builder: [
    'rebar',
    'wire_rod',
    'mesh',
    'wire',
    'angle',
    'channel',
    'profiled_sheet',
    'tube_square',
    'beam',
  ],
  manufacturer: [
    'sheet',
    'tube_square',
    'tube_rect',
    'round_bar',
    'angle',
    'flat_bar',
    'hex_bar',
    'channel_bent',
  ],
  reseller: [
    'rebar',
    'angle',
    'channel',
    'tube_square',
    'tube_rect',
    'pipe_welded',
    'sheet',
    'beam',
    'round_bar',
  ],
  utility: ['pipe_vgp', 'pipe_welded', 'pipe_seamless', 'angle', 'sheet', 'channel', 'flat_bar'],
};

const ON_REQUEST_CATEGORY = 'beam_EN';
/** These companies buy at base and group prices only. */
const COMPANIES_WITHOUT_LIST = 10;
const CONTRACT_HOLDERS = [
  'altyn',
  'astana-grad',
  'karaganda-mash',
  'kaspiy-truba',
  'temirshi',
  'mangystau-port',
];
const SITE_HOLDERS = ['altyn', 'astana-grad'];
const BASE_NAME = 'Базовый прайс';

/** Everything that decides which lists there are. */
export type ListPlanning = {
  products: readonly DemoProduct[];
  companies: readonly DemoCompany[];
  /** The usual items of each company by its id. */
  usualOf: ReadonlyMap<string, readonly DemoProduct[]>;
  from: string;
  today: string;
};

/**
 * The lists of the demo world: the base list with a version each quarter, one
 * list for each group of companies, one for most companies over what they
 * usually buy, a few contracts and two building sites. European beams are on no
 * list: their price is on request.
 */
export function planLists(random: Random, given: ListPlanning): ListPlan[] {
  const sold = given.products.filter(({ categoryCode }) => categoryCode !== ON_REQUEST_CATEGORY);
  const quarters = quartersUntil(given.from, given.today);
  const halves = quarters.filter((_, index) => index % 2 === 0);
  const base: ListPlan = {
    code: 'BASE',
    name: BASE_NAME,
    level: 'base',
    includesVat: true,
    products: sold,
    factor: 1,
    breaks: retailBreaks,
    startsOn: quarters,
  };
  const holders = given.companies.slice(0, given.companies.length - COMPANIES_WITHOUT_LIST);
  return [
    base,
    ...groupPlans(sold, halves),
    ...holders.map((company, index) => companyPlan(random, company, index, given)),
    ...holdersOf(given.companies, CONTRACT_HOLDERS).map((company) =>
      contractPlan(random, company, given),
    ),
    ...holdersOf(given.companies, SITE_HOLDERS).flatMap((company) => sitePlan(company, given)),
  ];
}

const holdersOf = (companies: readonly DemoCompany[], domains: readonly string[]) =>
  companies.filter(({ entry }) => domains.includes(entry.domain));

/** First days of the quarters from the one in which the world begins to the one of today. */
function quartersUntil(from: string, today: string): string[] {
  const first = quarterStart(from);
  const days: string[] = [];
  for (let day = first; day <= today; day = monthStart(day, 3)) days.push(day);
  return days;
}

function groupPlans(sold: readonly DemoProduct[], startsOn: readonly string[]): ListPlan[] {
  const common = { level: 'group', breaks: groupBreaks, startsOn } as const;
  const of = (trade: Trade) => sold.filter(({ form }) => formsOfTrade[trade].includes(form));
  const stocked = (products: DemoProduct[]) =>
    products.filter(({ stockClass }) => stockClass === 'A' || stockClass === 'B');
  return [
    {
      ...common,
      code: 'BUILDERS',
      name: 'Строители',
      groupCode: 'builders',
      includesVat: true,
      products: stocked(of('builder')),
      factor: 0.98,
    },
    {
      ...common,
      code: 'MANUFACTURERS',
      name: 'Заводы',
      groupCode: 'manufacturers',
      includesVat: false,
      products: stocked(of('manufacturer')),
      factor: 0.975,
    },
    {
      ...common,
      code: 'RESELLERS',
      name: 'Металлобазы',
      groupCode: 'resellers',
      includesVat: true,
      products: stocked(of('reseller')),
      factor: 0.96,
    },
  ];
}

/** A list of one company over its usual items; every fifth is without VAT, as factories calculate. */
function companyPlan(
  random: Random,
  company: DemoCompany,
  index: number,
  given: ListPlanning,
): ListPlan {
  const own = random.fork(company.entry.domain);
  const startsOn = quartersUntil(given.from, given.today).filter((_, quarter) => quarter % 3 === 0);
  return {
    code: `C-${company.row.bin}`,
    name: `Цены: ${company.entry.name}`,
    level: 'company',
    companyId: company.row.id,
    includesVat: index % 5 !== 4,
    products: given.usualOf.get(company.row.id) ?? [],
    factor: 1 - own.whole(30, 60) / 1000,
    breaks: own.chance(0.6) ? companyBreaks : oneBreak,
    startsOn,
  };
}

/** Some items at a fixed price for a year of trade from the last change of half-year. */
function contractPlan(random: Random, company: DemoCompany, given: ListPlanning): ListPlan {
  const own = random.fork(`contract ${company.entry.domain}`);
  const from = monthStart(given.today, -5);
  return {
    code: `K-${company.row.bin}`,
    name: `Контракт: ${company.entry.name}`,
    level: 'contract',
    companyId: company.row.id,
    priority: 10,
    includesVat: true,
    products: own.sample(given.usualOf.get(company.row.id) ?? [], own.whole(3, 6)),
    factor: 1 - own.whole(65, 85) / 1000,
    breaks: oneBreak,
    startsOn: [from],
    endsOn: monthStart(from, 12),
  };
}

/** The first site of a company buys rebar at a price of its own. */
function sitePlan(company: DemoCompany, given: ListPlanning): ListPlan[] {
  const [site] = company.sites;
  if (!site) return [];
  const usual = given.usualOf.get(company.row.id) ?? [];
  return [
    {
      code: `S-${company.row.bin}`,
      name: `Объект: ${site.name}`,
      level: 'site',
      companyId: company.row.id,
      siteId: site.id,
      includesVat: true,
      products: usual.filter(({ form }) => form === 'rebar'),
      factor: 0.93,
      breaks: oneBreak,
      startsOn: [monthStart(given.today, -8)],
    },
  ];
}
