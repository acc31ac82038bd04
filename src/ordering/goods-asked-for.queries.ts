import { sql } from 'kysely';
import type { Buyer } from '../people/actor.ts';
import type { Db } from '../platform/db/database.ts';
import type { CompanyRole, Language, Theme } from '../platform/db/schema.ts';

/** What one of ours is told about goods that a customer asks for. */
export type GoodsAskedFor = {
  recipient: string;
  readerName: string;
  language: Language;
  companyName: string;
  /** Who asks, and may be called back. */
  buyer: Buyer;
  buyerPhone: string | null;
  lines: readonly string[];
  at: Date;
};

type Row = Omit<GoodsAskedFor, 'buyer'> & {
  personId: string;
  name: string;
  email: string;
  ownLanguage: Language;
  theme: Theme;
  companyId: string;
  role: CompanyRole;
};

/** The readers of a request: the company's manager, or every head of sales where it has none. */
export async function findGoodsAskedFor(db: Db, eventId: number): Promise<GoodsAskedFor[]> {
  const found = await sql<Row>`
    select reader.email as recipient, reader.name as reader_name, reader.language, company.name as company_name,
           asker.phone as buyer_phone, event.facts -> 'lines' as lines, event.at,
           asker.id as person_id, asker.name, asker.email, asker.language as own_language, asker.theme,
           company.id as company_id, coalesce(membership.role, 'buyer') as role
    from event
    join company on company.id = event.company_id
    join person as asker on asker.id = event.person_id
    left join membership on membership.person_id = asker.id and membership.company_id = company.id
      and membership.ended_at is null
    join person as reader on reader.disabled_at is null
      and case when company.manager_id is null then reader.staff_role = 'head_of_sales'
               else reader.id = company.manager_id end
    where event.id = ${eventId} and event.type = 'goods.asked-for'`.execute(db);
  return found.rows.map((row) => {
    const { personId, name, email, ownLanguage: language, theme, companyId, role, ...told } = row;
    const person = { personId, name, email, language, theme };
    return {
      ...told,
      buyer: { ...person, kind: 'buyer', companyId, companyName: told.companyName, role },
    };
  });
}
