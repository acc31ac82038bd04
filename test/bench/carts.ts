import type { CartLine } from '../../src/ordering/cart.ts';
import { newCartCode } from '../../src/ordering/cart-code.ts';
import { termsHash } from '../../src/ordering/order.ts';
import { readCart } from '../../src/ordering/read-cart.ts';
import { newId } from '../../src/platform/id.ts';
import { sendingBy } from './ask.ts';
import type { Good } from './goods.ts';
import type { People, Person } from './people.ts';
import type { Recorder } from './statements.ts';
import type { World } from './world.ts';

export const LINES_OF_AN_ORDER = 10;

/** A cart that the shop itself filled, with its prices; others are copied from it. */
export type Sample = { branchCode: string; lines: readonly CartLine[] };

/** A cart of a person, copied from a sample. */
export type BenchCart = { id: string; person: Person; lineIds: readonly string[]; sample: Sample };

/**
 * Fills one cart of ten lines through the shop's own form for each sample: the
 * samples are of the companies in turn, each of other products.
 */
export async function fillSamples(
  recorder: Recorder,
  people: readonly Person[],
  goods: readonly Good[],
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const [index, person] of people.entries()) {
    const chosen = Array.from({ length: LINES_OF_AN_ORDER }, (_, line) => {
      const good = goods[(index * LINES_OF_AN_ORDER + line * 37) % goods.length];
      if (!good) throw new Error('there are no goods');
      return good;
    });
    const fields = new URLSearchParams({ key: newId() });
    for (const { sku } of chosen) fields.append(`q.${sku}`, '1');
    for (const { sku } of chosen) fields.append(`u.${sku}`, 't');
    await recorder.ask({
      ...{ method: 'POST', path: '/cart/lines', headers: sendingBy(person.cookie) },
      ...{ body: fields.toString(), variant: 0, peculiar: [] },
    });
    const of = { companyId: person.company.id, personId: person.id };
    const cart = await readCart(recorder.db, of, new Date());
    if (cart?.lines.length !== LINES_OF_AN_ORDER) throw new Error('a sample was not filled');
    const unpriced = cart.lines.find((line) => !line.price);
    if (unpriced) throw new Error(`a sample has no price for ${unpriced.sku}`);
    samples.push({ branchCode: cart.branchCode, lines: cart.lines });
  }
  return samples;
}

/** Empties all open carts of the people, and gives each of these a cart with the first lines of a sample. */
export async function giveCarts(
  world: World,
  people: People,
  given: { to: readonly Person[]; samples: readonly Sample[]; lines: number },
): Promise<BenchCart[]> {
  await clearCarts(world, people);
  const codes = await freeCodes(world);
  const carts = given.to.map((person, index): BenchCart => {
    const sample = given.samples[index % given.samples.length];
    if (!sample) throw new Error('there are no samples');
    const lineIds = Array.from({ length: given.lines }, () => newId());
    return { id: newId(), person, lineIds, sample };
  });
  await world.sql.query(
    `insert into cart (id, code, company_id, opened_on, opened_by, branch_code, created_at, changed_at)
     select id, code, company_id, 'web', opened_by, branch_code, now(), now()
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[])
       as cart (id, code, company_id, opened_by, branch_code)`,
    [
      carts.map(({ id }) => id),
      carts.map(() => codes.next().value),
      carts.map(({ person }) => person.company.id),
      carts.map(({ person }) => person.id),
      carts.map(({ sample }) => sample.branchCode),
    ],
  );
  for (let begun = 0; begun < carts.length; begun += 2_000) {
    await insertLines(world, carts.slice(begun, begun + 2_000));
  }
  await world.sql.query('analyze cart, cart_line');
  return carts;
}

async function insertLines({ sql }: World, carts: readonly BenchCart[]): Promise<void> {
  const rows = carts.flatMap(({ id, person, lineIds, sample }) =>
    lineIds.map((lineId, index) => ({ id, person, lineId, line: sample.lines[index] })),
  );
  await sql.query(
    `insert into cart_line (id, cart_id, product_id, quantity_milli, unit, pieces, length_mm, weight_g,
                            added_by, added_on, added_at)
     select id, cart_id, product_id, quantity_milli, unit::unit, pieces, length_mm, weight_g, added_by, 'web',
            now() + position * interval '1 microsecond'
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::integer[], $7::integer[],
                 $8::bigint[], $9::uuid[]) with ordinality
       as line (id, cart_id, product_id, quantity_milli, unit, pieces, length_mm, weight_g, added_by, position)`,
    [
      rows.map(({ lineId }) => lineId),
      rows.map(({ id }) => id),
      rows.map(({ line }) => line?.productId),
      rows.map(({ line }) => line?.quantityMilli),
      rows.map(({ line }) => line?.unit),
      rows.map(({ line }) => line?.pieces),
      rows.map(({ line }) => line?.lengthMm),
      rows.map(({ line }) => line?.weightG),
      rows.map(({ person }) => person.id),
    ],
  );
}

async function clearCarts({ sql }: World, people: People): Promise<void> {
  const ids = [people.all.map(({ id }) => id)];
  await sql.query(
    `delete from cart_line using cart
     where cart.id = cart_line.cart_id and cart.placed_at is null and cart.opened_by = any($1::uuid[])`,
    ids,
  );
  await sql.query('delete from cart where placed_at is null and opened_by = any($1::uuid[])', ids);
}

/** How many of these lines stand in carts. */
export async function countLines({ sql }: World, ids: readonly string[]): Promise<number> {
  const found = await sql.query('select from cart_line where id = any($1::uuid[])', [ids]);
  return found.rowCount ?? 0;
}

/** How many of these lists have so many lines, each of them matched. */
export async function countReadLists(
  { sql }: World,
  of: { ids: readonly string[]; lines: number },
): Promise<number> {
  const { rows } = await sql.query<{ whole: string }>(
    `select count(*) as whole from pasted_list as list
     where list.id = any($1::uuid[]) and $2 =
       (select count(*) from pasted_line where list_id = list.id and match is not null)`,
    [of.ids, of.lines],
  );
  return Number(rows[0]?.whole);
}

/** Codes that no cart has. */
async function freeCodes({ sql }: World): Promise<Generator<string, never>> {
  const { rows } = await sql.query<{ code: string }>('select code from cart');
  const taken = new Set(rows.map(({ code }) => code));
  return (function* next(): Generator<string, never> {
    for (;;) {
      const code = newCartCode();
      if (taken.has(code)) continue;
      taken.add(code);
      yield code;
    }
  })();
}

/** What a buyer agrees to who places the cart. */
export const shownTermsOf = ({ sample, lineIds }: BenchCart): string =>
  termsHash({
    branchCode: sample.branchCode,
    instalments: [],
    freight: { standing: 'collected' },
    lines: lineIds.flatMap((id, index) => {
      const line = sample.lines[index];
      return line ? [{ ...line, id }] : [];
    }),
  });
