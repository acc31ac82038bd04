import type { Insertable } from 'kysely';
import type { DB } from '../platform/db/schema.ts';
import type { Channel } from '../people/channel.ts';
import { type BasketLine, fillBasket } from './baskets.ts';
import type { DemoCompany } from './companies.ts';
import type { DemoProduct } from './goods.ts';
import type { DemoOrder } from './orders.ts';
import type { Random } from './random.ts';
import type { Staff } from './staff.ts';

type CartRow = Insertable<DB['cart']> & { id: string };

export type DemoCarts = { carts: CartRow[]; lines: Insertable<DB['cartLine']>[] };

/** The letters of `newCartCode`: nothing that is misheard. Codes of the large world alone begin with Z. */
const CODE_LETTERS = Array.from('23456789ABCDEFGHJKLMNPQRSTUVWXY');
const CODE_LENGTH = 6;
const LINES_OF_OPEN_CART = 4;
/** Some carts begun on the web are closed at a desk. */
const TAKEN_OVER_SHARE = 0.08;

/** The carts that became the orders, without their lines: those stand on the orders now. */
export function makePlacedCarts(random: Random, orders: readonly DemoOrder[]): CartRow[] {
  const codes = makeCodes(random);
  return orders.flatMap(({ draft, row }) => {
    if (!row.cartId) return [];
    const buyer = draft.company.buyers[0]?.person.id;
    const begunOnWeb = draft.channel === 'web' || random.chance(TAKEN_OVER_SHARE);
    const opener = draft.channel !== 'web' && begunOnWeb && buyer ? buyer : draft.placedBy;
    return {
      id: row.cartId,
      code: codes(),
      companyId: row.companyId,
      openedOn: opener === draft.placedBy ? draft.channel : 'web',
      openedBy: opener,
      branchCode: row.branchCode,
      siteId: row.siteId ?? null,
      contactId: row.contactId ?? null,
      purchaseNumber: row.purchaseNumber ?? '',
      heldBy: null,
      heldOn: null,
      parkedAt: null,
      createdAt: new Date(row.placedAt.getTime() - 20 * 60_000),
      changedAt: row.placedAt,
      placedAt: row.placedAt,
    };
  });
}

/**
 * Carts that are open now: what the purchaser of the first company has put
 * together on the web, and a cart that the clerk at the counter parked while
 * the customer looks for his papers.
 */
export function makeOpenCarts(
  random: Random,
  given: {
    companies: readonly DemoCompany[];
    usualOf: ReadonlyMap<string, readonly DemoProduct[]>;
    staff: Staff;
    at: Date;
  },
): DemoCarts {
  const [first, second] = given.companies;
  const purchaser = first?.buyers[0]?.person.id;
  const clerk = second && given.staff.clerksOf.get(second.entry.branchCode)?.[0];
  if (!first || !second || !purchaser || !clerk) throw new RangeError('a world without companies');
  const codes = makeCodes(random);
  const open = (company: DemoCompany, by: string, channel: Channel, minutes: number) => {
    const at = new Date(given.at.getTime() - minutes * 60_000);
    const basket = basketOf(random, company, given.usualOf);
    return openCart(random, { company, by, channel, at, basket, code: codes() });
  };
  const ofBuyer = open(first, purchaser, 'web', 55);
  const parked = open(second, clerk, 'counter', 25);
  const parkedCart = { ...parked.cart, note: 'Ждёт доверенность', parkedAt: parked.cart.changedAt };
  return { carts: [ofBuyer.cart, parkedCart], lines: [...ofBuyer.lines, ...parked.lines] };
}

/** Four different usual items. */
function basketOf(
  random: Random,
  company: DemoCompany,
  usualOf: ReadonlyMap<string, readonly DemoProduct[]>,
): BasketLine[] {
  const usual = usualOf.get(company.row.id) ?? [];
  return random.sample(usual, LINES_OF_OPEN_CART).flatMap((product) => {
    const of = { trade: company.entry.trade, usual: [product], others: [] };
    return fillBasket(random, of);
  });
}

function openCart(
  random: Random,
  of: {
    company: DemoCompany;
    by: string;
    channel: Channel;
    at: Date;
    basket: readonly BasketLine[];
    code: string;
  },
): { cart: CartRow & { changedAt: Date }; lines: Insertable<DB['cartLine']>[] } {
  const { company, by, channel, at, basket, code } = of;
  const id = random.id(at);
  const isOnWeb = channel === 'web';
  const cart = {
    id,
    code,
    companyId: company.row.id,
    openedOn: channel,
    openedBy: by,
    branchCode: company.entry.branchCode,
    siteId: null,
    contactId: isOnWeb ? null : (company.contacts[0]?.id ?? null),
    purchaseNumber: '',
    note: '',
    heldBy: isOnWeb ? null : by,
    heldOn: isOnWeb ? null : channel,
    parkedAt: null,
    createdAt: at,
    changedAt: new Date(at.getTime() + basket.length * 60_000),
    placedAt: null,
  };
  const lines = basket.map(({ product, quantity, pieces, lengthMm, weightG }, index) => ({
    id: random.id(at),
    cartId: id,
    productId: product.id,
    quantityMilli: quantity.amountMilli,
    unit: quantity.unit,
    pieces,
    lengthMm,
    weightG,
    addedBy: by,
    addedOn: channel,
    addedAt: new Date(at.getTime() + (index + 1) * 60_000),
  }));
  return { cart, lines };
}

/** Codes that do not repeat. */
function makeCodes(random: Random): () => string {
  const used = new Set<string>();
  return () => {
    for (;;) {
      const code = Array.from({ length: CODE_LENGTH }, () => random.pick(CODE_LETTERS)).join('');
      if (!used.has(code)) {
        used.add(code);
        return code;
      }
    }
  };
}
