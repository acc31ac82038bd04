import type { Db } from '../platform/db/database.ts';
import type { SoldLine } from './terms-impact.ts';

/** More lines than a company orders in the days that are looked at; the newest count. */
const LINES_MAX = 5000;

/** What a company bought from us since a moment and did not cancel, the newest first. One statement. */
export function listSoldLines(
  db: Db,
  sought: { companyId: string; since: Date },
): Promise<SoldLine[]> {
  return db
    .selectFrom('salesOrder as order')
    .innerJoin('salesOrderLine as line', 'line.orderId', 'order.id')
    .where('order.companyId', '=', sought.companyId)
    .where('order.placedAt', '>=', sought.since)
    .where('order.stage', '<>', 'cancelled')
    .orderBy('order.placedAt', 'desc')
    .orderBy('line.position')
    .limit(LINES_MAX)
    .select([
      'line.orderId',
      'line.productId',
      'line.sku',
      'line.nameEn',
      'line.nameRu',
      'line.nameKk',
    ])
    .select(['line.weightG', 'line.grossMinor', 'line.derivation'])
    .select((row) =>
      row
        .selectFrom('productCost as cost')
        .whereRef('cost.productId', '=', 'line.productId')
        .whereRef('cost.fromDay', '<=', 'order.pricedOn')
        .orderBy('cost.fromDay', 'desc')
        .limit(1)
        .select('cost.costPerTonneMinor')
        .as('costPerTonneMinor'),
    )
    .execute();
}
