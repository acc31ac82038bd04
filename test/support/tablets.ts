import type { Kysely } from 'kysely';
import { bindTablet, pairTablet } from '../../src/loyalty/bind-tablet.ts';
import { noteMoment } from '../../src/loyalty/note-moment.ts';
import { foldCompanyName } from '../../src/customers/company-name.ts';
import type { Staff } from '../../src/people/actor.ts';
import { newSessionToken } from '../../src/people/session-token.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { aTrading, movedUntil, type Trading } from './prompting.ts';
import { aCartOf, place } from './sale.ts';
import { at } from './world.ts';

/** The code that stands on the clerk's screen for a tablet. */
export async function codeOf(db: Kysely<DB>, tabletId: string): Promise<string> {
  const { pairingCode } = await db
    .selectFrom('tablet')
    .where('id', '=', tabletId)
    .select('pairingCode')
    .executeTakeFirstOrThrow();
  return pairingCode ?? '';
}

/** A tablet that waits for its code, with the clerk at its desk. */
export async function aTabletToBind(
  db: Kysely<DB>,
  clerk: Staff,
  moment: Date = at,
): Promise<{ id: string; code: string }> {
  const id = newId();
  await transact(db, (tx) =>
    bindTablet(tx, clerk, { id, name: `Desk ${id.slice(-4)}`, at: moment }),
  );
  return { id, code: await codeOf(db, id) };
}

/** A tablet that is bound, with the clerk at its desk. */
export async function aTablet(
  db: Kysely<DB>,
  clerk: Staff,
  moment: Date = at,
): Promise<{ id: string; token: string; cookie: string }> {
  const { id, code } = await aTabletToBind(db, clerk, moment);
  const token = newSessionToken();
  await transact(db, (tx) => pairTablet(tx, { code, token, at: moment }));
  return { id, token, cookie: `tablet=${token}` };
}

export type SoldAtCounter = Trading & { orderId: string; promptId: string };

const TRIES_MAX = 30;

/**
 * A sale that the clerk made to the buyer who stands before him, about which the rules
 * ask: every second one is drawn, so others are sold until one is.
 */
export async function soldAndAsked(
  db: Kysely<DB>,
  clerk: Staff,
  moment: Date = at,
): Promise<SoldAtCounter> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const trading = { ...(await aTrading(db)), clerk };
    const orderId = await soldAtCounter(db, trading, moment);
    const prompt = await db
      .selectFrom('prompt')
      .where('orderId', '=', orderId)
      .where('state', '=', 'offered')
      .select('id')
      .executeTakeFirst();
    if (prompt) return { ...trading, orderId, promptId: prompt.id };
  }
  throw new Error('the lot fell on nobody');
}

/** A sale at the counter to a contact who is the buyer himself, confirmed at once. */
export async function soldAtCounter(
  db: Kysely<DB>,
  { company, buyer, clerk, product }: Trading,
  moment: Date = at,
): Promise<string> {
  const contactId = newId();
  await db
    .insertInto('contact')
    .values({
      ...{ id: contactId, companyId: company.id, personId: buyer.personId, name: buyer.name },
      ...{
        searchName: foldCompanyName(buyer.name),
        phone: '+7 701 555 12 34',
        phoneDigits: '77015551234',
      },
    })
    .execute();
  const cart = await aCartOf(db, clerk, company, [{ product, bars: 1 }]);
  await db.updateTable('cart').set({ contactId }).where('id', '=', cart.id).execute();
  const { orderId } = await place(db, clerk, cart, { at: moment });
  const eventId = await movedUntil(db, { clerk, orderId, stage: 'confirmed', moment });
  await noteMoment(db, { eventId }, moment);
  return orderId;
}
