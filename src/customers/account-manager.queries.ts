import { sql } from 'kysely';

/**
 * Who of ours is written to about a company: its account manager or, where it
 * has none who can still decide, every head of sales; never `except`, who did it
 * himself. A condition on the tables `company` and `reader`, a person.
 */
export const accountManagerSql = (except = sql`null::uuid`) => sql`
  case when exists (
    select from person as manager
    where manager.id = company.manager_id and manager.id is distinct from ${except}
      and manager.disabled_at is null and manager.staff_role in ('manager', 'head_of_sales'))
  then reader.id = company.manager_id
  else reader.staff_role = 'head_of_sales' and reader.id is distinct from ${except} end`;
