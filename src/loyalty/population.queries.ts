import { sql } from 'kysely';

/** Whether the row `company` sells on what it buys or uses it itself: the two populations that are never mixed. */
export const populationOfCompany = sql`case when company.group_code = 'resellers' then 'trader' else 'end_user' end`;
