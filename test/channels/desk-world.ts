import type { Kysely } from 'kysely';
import { foldCompanyName } from '../../src/customers/company-name.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import type { anApp } from '../support/app.ts';
import { fromOurPage, asPart } from '../support/app.ts';
import { at } from '../support/world.ts';

type App = Awaited<ReturnType<typeof anApp>>['app'];

/** A clerk's browser: pages, forms, and forms as htmx sends them. */
export function aDesk(app: App, cookie: string) {
  const post = (path: string, fields: Record<string, string>, headers = {}) =>
    app.request(path, {
      method: 'POST',
      headers: {
        cookie,
        ...fromOurPage,
        'Content-Type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
    });
  return {
    get: (path: string, headers = {}) => app.request(path, { headers: { cookie, ...headers } }),
    post,
    postPart: (path: string, fields: Record<string, string>) => post(path, fields, asPart),
  };
}

/** The value of a hidden field of a page. */
export function fieldOf(html: string, name: string): string {
  const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0] ?? '';
  return /value="([^"]*)"/.exec(input)?.[1] ?? '';
}

/** The last part of where an answer leads. */
export const ledTo = (response: Response): string =>
  (response.headers.get('location') ?? response.headers.get('hx-redirect') ?? '')
    .split('?')[0]!
    .split('/')
    .at(-1)!;

/** Someone who speaks for a company, with a telephone number. */
export async function aContact(
  db: Kysely<DB>,
  company: { id: string },
  person: { name: string; phone: string; digits: string },
): Promise<void> {
  await db
    .insertInto('contact')
    .values({
      id: newId(),
      companyId: company.id,
      name: person.name,
      searchName: foldCompanyName(person.name),
      phone: person.phone,
      phoneDigits: person.digits,
    })
    .execute();
}

/** How a company is found by its name: as whoever registers it writes it down. */
export async function findableByName(
  db: Kysely<DB>,
  company: { id: string; name: string },
): Promise<void> {
  await db
    .updateTable('company')
    .set({ searchName: foldCompanyName(company.name) })
    .where('id', '=', company.id)
    .execute();
}

/** The lines of a cart: what, how much, who added them and where. */
export async function linesIn(db: Kysely<DB>, cartId: string) {
  const cart = await readCart(db, { cartId }, at);
  return (cart?.lines ?? []).map(({ sku, quantity, lengthMm, addedOn }) => ({
    sku,
    quantity,
    lengthMm,
    addedOn,
  }));
}
