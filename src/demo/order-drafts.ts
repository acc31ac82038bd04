import type { Channel } from '../people/channel.ts';
import { addDays, tradingDay } from '../measures/calendar.ts';
import { type BasketLine, fillBasket } from './baskets.ts';
import { type DemoCompany, WITHOUT_ORDERS } from './companies.ts';
import type { DemoProduct } from './goods.ts';
import { momentOn } from './moments.ts';
import type { Random } from './random.ts';
import { orderingDays } from './season.ts';
import type { Staff } from './staff.ts';

/** An order before it is priced and moved on. */
export type OrderDraft = {
  company: DemoCompany;
  day: string;
  placedAt: Date;
  channel: Channel;
  placedBy: string;
  contactId: string | null;
  siteId: string | null;
  basket: readonly BasketLine[];
};

/** What is needed to imagine everybody's orders. */
export type Drafting = {
  companies: readonly DemoCompany[];
  staff: Staff;
  usualOf: ReadonlyMap<string, readonly DemoProduct[]>;
  othersOf: (company: DemoCompany) => readonly DemoProduct[];
  from: string;
  today: string;
  at: Date;
};

/** Hours of placing on the web reach into the evening; the desks close at six. */
const WEB_HOURS = [8, 21] as const;
const DESK_HOURS = [9, 17] as const;
/** These ordered on the web a little while ago, so that something always waits: one on account, the others prepaid. */
const JUST_ORDERED = ['altyn', 'zhetisu-beton', 'nur-profil', 'shym-dom', 'temirtau-rezka'];
/** Until so long ago people telephoned more. */
const EARLY_DAYS = 270;
const mayPlace = ['buyer', 'approver', 'company_admin'];

/** Everything that was ordered between two days and before the present moment, the oldest first. */
export function draftOrders(random: Random, given: Drafting): OrderDraft[] {
  return given.companies
    .flatMap((company) => draftsOf(random.fork(company.entry.domain), company, given))
    .filter(({ placedAt, basket }) => placedAt <= given.at && basket.length > 0)
    .toSorted((one, other) => one.placedAt.getTime() - other.placedAt.getTime());
}

function draftsOf(random: Random, company: DemoCompany, given: Drafting): OrderDraft[] {
  const { entry, since } = company;
  const usual = given.usualOf.get(company.row.id) ?? [];
  if (entry.domain === WITHOUT_ORDERS || usual.length === 0) return [];
  const from = since > given.from ? since : given.from;
  const days = orderingDays(random, { ...entry, from, until: company.until ?? given.today });
  const habits = habitsOf(random);
  const others = given.othersOf(company);
  const draftAt = (channel: Channel, day: string, placedAt: Date): OrderDraft => ({
    company,
    day,
    placedAt,
    channel,
    placedBy: placedBy(random, company, channel, given.staff),
    contactId: channel === 'web' ? null : random.pick(company.contacts).id,
    siteId: company.sites.length > 0 && random.chance(0.55) ? random.pick(company.sites).id : null,
    basket: fillBasket(random, { trade: entry.trade, usual, others }),
  });
  const drafts = days.map((day) => {
    const channel = chooseChannel(random, habits, day < addDays(given.today, -EARLY_DAYS));
    const [opens, closes] = channel === 'web' ? WEB_HOURS : DESK_HOURS;
    return draftAt(channel, day, momentOn(day, random.whole(opens, closes), random.whole(0, 59)));
  });
  if (!JUST_ORDERED.includes(entry.domain)) return drafts;
  const placedAt = new Date(given.at.getTime() - random.whole(12, 170) * 60_000);
  return [...drafts, draftAt('web', tradingDay(placedAt), placedAt)];
}

type Habits = Record<Channel, number>;

/** Some like the site, some the counter, some the telephone. */
function habitsOf(random: Random): Habits {
  const [favourite, second, third] = random.sample(['web', 'counter', 'phone'] as const, 3);
  const habits: Habits = { web: 0.2, counter: 0.15, phone: 0.15 };
  if (favourite) habits[favourite] += 0.6;
  if (second) habits[second] += 0.2;
  if (third) habits[third] += 0.05;
  return habits;
}

/** In the first months half of what would now come over the web came by telephone. */
function chooseChannel(random: Random, habits: Habits, isEarly: boolean): Channel {
  const shift = isEarly ? habits.web / 2 : 0;
  return random.pickWeighted([
    ['web', habits.web - shift],
    ['counter', habits.counter],
    ['phone', habits.phone + shift],
  ] as const);
}

function placedBy(random: Random, company: DemoCompany, channel: Channel, staff: Staff): string {
  switch (channel) {
    case 'web':
      return random.pick(company.buyers.filter(({ role }) => mayPlace.includes(role))).person.id;
    case 'counter':
      return random.pick(staff.clerksOf.get(company.entry.branchCode) ?? []);
    case 'phone':
      return random.pick(staff.callers);
  }
}
