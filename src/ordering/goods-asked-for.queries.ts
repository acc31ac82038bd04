import { sql } from 'kysely';
import type { Buyer } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { CompanyRole, Language, Theme } from '../platform/db/schema.ts';

/** Goods that a buyer asks for and we do not sell. */
export type GoodsAskedFor = { buyer: Buyer; lines: readonly string[]; at: Date };

type Row = Omit<GoodsAskedFor, 'buyer'> & {
  personId: string;
  name: string;
  email: string;
  language: Language;
  theme: Theme;
  companyId: string;
  companyName: string;
  role: CompanyRole;
};

/** What an event says that a buyer asks for; `undefined` for an event of another kind. */
export async function findGoodsAskedFor(
  db: Db,
  eventId: number,
): Promise<GoodsAskedFor | undefined> {
  const found = await sql<Row>`
    select event.facts -> 'lines' as lines, event.at, company.id as company_id, company.name as company_name,
           asker.id as person_id, asker.name, asker.email, asker.language, asker.theme,
           coalesce(membership.role, 'buyer') as role
    from event
    join company on company.id = event.company_id
    join person as asker on asker.id = event.person_id
    left join membership on membership.person_id = asker.id and membership.company_id = company.id
      and membership.ended_at is null
    where event.id = ${eventId} and event.type = 'goods.asked-for'`.execute(db);
  const [row] = found.rows;
  if (!row) return undefined;
  const { lines, at, ...person } = row;
  return { lines, at, buyer: { ...person, kind: 'buyer' } };
}
