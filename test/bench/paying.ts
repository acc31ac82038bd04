import { createHash, randomBytes } from 'node:crypto';
import type { World } from './world.ts';

/** So many orders are paid in turn, each of another company, so that payments do not wait for one another. */
const DEBTS_MAX = 200;
/** Each of them is owed at least so much more: parts of one tenge are paid again and again. Minor units. */
const OWED_MINOR_MIN = 10_000_000;

export type Debt = { orderId: string; companyId: string };

/** Orders that are owed and have not ended, one of a company. */
export async function chooseDebts({ sql }: World): Promise<Debt[]> {
  const { rows } = await sql.query<Debt>(
    `select distinct on (company_id) id as "orderId", company_id as "companyId" from sales_order
     where stage not in ('cancelled', 'delivered') and gross_minor - paid_minor >= $1
     order by company_id, id limit $2`,
    [OWED_MINOR_MIN, DEBTS_MAX],
  );
  if (rows.length === 0) throw new Error('nobody owes anything in this world');
  return rows;
}

/** The clerk of the demo's counter, signed in: the cookie. */
export const signInClerk = (world: World) => signIn(world, 'counter@counterweight.example');

/** Somebody of ours, signed in: the cookie. */
export async function signIn({ sql }: World, email: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const made = await sql.query(
    `insert into session (token_hash, person_id, second_factor_at, created_at, seen_at, expires_at)
     select $1, id, now(), now(), now(), now() + interval '1 day' from person
     where email = $2`,
    [createHash('sha256').update(token).digest(), email],
  );
  if (made.rowCount !== 1) throw new Error(`there is no ${email} in this world`);
  return `sid=${token}`;
}

/** How many of these payments are in the books, each put to its order. */
export async function countPaid({ sql }: World, slips: readonly string[]): Promise<number> {
  const { rows } = await sql.query<{ paid: string }>(
    `select count(*) as paid from payment
     where method = 'terminal' and split_part(reference, '/', 3) = any($1) and allocated_minor = amount_minor`,
    [slips],
  );
  return Number(rows[0]?.paid);
}
