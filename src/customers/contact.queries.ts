import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { foldCompanyName } from './company-name.ts';

/**
 * The contact of a company under an e-mail address, made if there is none yet;
 * from now on it is known which person it is. What we call a known one stays.
 */
export async function findOrInsertContact(
  tx: Tx,
  contact: { id: string; companyId: string; personId: string; name: string; email: string },
): Promise<string> {
  const { id, companyId, personId, name, email } = contact;
  const found = await sql<{ id: string }>`
    update contact set person_id = ${personId}
    where id = (select id from contact where company_id = ${companyId} and lower(email) = ${email}
                order by id limit 1 for update)
    returning id`.execute(tx);
  const [known] = found.rows;
  if (known) return known.id;
  const searchName = foldCompanyName(name);
  await tx
    .insertInto('contact')
    .values({ id, companyId, personId, name, searchName, email })
    .execute();
  return id;
}
