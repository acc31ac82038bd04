import type { MissingGoods } from '../events/transfer-event.ts';
import type { Db } from '../platform/db/database.ts';
import {
  findFreightToLower,
  listLinesToLeaveOut,
  type LoweredLine,
} from './amend-order.queries.ts';
import { withoutMissing } from './left-out.ts';
import { lessFreight } from './less-freight.ts';

/** What an order comes to when what did not come is left out. Minor units. */
export type Leaving = {
  lines: readonly LoweredLine[];
  freight: ReturnType<typeof lessFreight>;
  lessNetMinor: number;
  lessVatMinor: number;
  /** Of the whole order, and of its freight among that, with VAT. */
  lessMinor: number;
  lessFreightMinor: number;
  /** Whether nothing of the order would be left. */
  isAll: boolean;
};

/** What leaving out of an order what did not come would change, as it is now; no lines where nothing is missing. */
export async function readLeaving(db: Db, orderId: string): Promise<Leaving> {
  const found = await listLinesToLeaveOut(db, orderId);
  const lines = found.map((before) => ({ before, after: withoutMissing(before, before.keptG) }));
  const sum = (of: (line: LoweredLine) => number) =>
    lines.reduce((total, line) => total + of(line), 0);
  const lessG = sum(({ before, after }) => before.weightG - after.weightG);
  const goodsNetMinor = sum(({ before, after }) => before.netMinor - after.netMinor);
  const goodsVatMinor = sum(({ before, after }) => before.vatMinor - after.vatMinor);
  const before = lines.length > 0 ? await findFreightToLower(db, orderId) : undefined;
  const less = { weightG: lessG, goodsMinor: goodsNetMinor + goodsVatMinor };
  const freight = before && lessFreight(before, less);
  const freightNetMinor = before && freight ? before.netMinor - freight.netMinor : 0;
  const freightVatMinor = before && freight ? before.vatMinor - freight.vatMinor : 0;
  const lessFreightMinor = freightNetMinor + freightVatMinor;
  const lessNetMinor = goodsNetMinor + freightNetMinor;
  const lessVatMinor = goodsVatMinor + freightVatMinor;
  const lessMinor = lessNetMinor + lessVatMinor;
  return {
    ...{ lines, freight, lessNetMinor, lessVatMinor, lessMinor, lessFreightMinor },
    isAll: lines.length > 0 && lessG >= (found[0]?.orderWeightG ?? 0),
  };
}

/** What is missing of a line, as it is told. */
export const leftOutOf = ({ before, after }: LoweredLine): MissingGoods => ({
  sku: before.sku,
  weightG: before.weightG - after.weightG,
  pieces: before.pieces === null ? null : before.pieces - (after.pieces ?? 0),
});
