import { addDays } from '../measures/calendar.ts';
import type { PastSale } from '../ordering/past-sale.queries.ts';
import type { OrderDraft } from './order-drafts.ts';
import type { DemoOrder } from './orders.ts';

/** So long after the world begins some companies were still served by the program before us. */
const BEFORE_US_DAYS = 110;
const SOURCE = '1c';
const moved = ['ALA', 'KRG', 'PWQ', 'AKX'];

/** Whether an order was taken by the program before us: the first months of four branches, never the web. */
export function isPastSale(draft: OrderDraft, from: string): boolean {
  const isEarly = draft.day < addDays(from, BEFORE_US_DAYS);
  return isEarly && draft.channel !== 'web' && moved.includes(draft.company.entry.branchCode);
}

/** An order as the program before us would hand it over: weights and amounts, no reasons. */
export function pastSaleOf({ row, lines }: DemoOrder): PastSale {
  const [year = '', number = ''] = row.number.split('-');
  return {
    id: row.id,
    companyId: row.companyId,
    source: SOURCE,
    externalNumber: `УТ${year}-${number}`,
    channel: row.channel,
    placedAt: row.placedAt,
    pricedOn: String(row.pricedOn),
    branchCode: row.branchCode,
    purchaseNumber: row.purchaseNumber ?? '',
    lines: lines.map(({ id, sku, weightG, netMinor, vatMinor, vatRateBp }) => ({
      id,
      sku,
      weightG,
      netMinor,
      vatMinor,
      vatRateBp,
    })),
  };
}
