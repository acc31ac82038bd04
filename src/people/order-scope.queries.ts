import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { OrderScope } from './order-scope.ts';

/** Whether an order, a row of `sales_order as placed`, is within what somebody sees; an expression that is true without a bound. */
export const inScopeSql = (scope: OrderScope | undefined): RawBuilder<SqlBool> =>
  scope
    ? sql`(placed.placed_by = ${scope.personId}::uuid or placed.site_id = any(${scope.siteIds}::uuid[]))`
    : sql`true`;
