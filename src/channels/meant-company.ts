import { z } from 'zod';
import { findCustomers } from '../customers/customers.queries.ts';
import { findCompanyName } from '../history/customer-card.queries.ts';
import type { Db } from '../platform/db/database.ts';

/** The company that a link names by its id, or the first that one of ours may mean by what was typed. One statement. */
export async function findMeantCompany(
  db: Db,
  typed: string,
): Promise<{ companyId: string; name: string } | undefined> {
  if (typed === '') return undefined;
  const companyId = z.uuid().safeParse(typed).data;
  if (companyId === undefined) return (await findCustomers(db, typed, 1)).at(0);
  const name = await findCompanyName(db, companyId);
  return name === undefined ? undefined : { companyId, name };
}
