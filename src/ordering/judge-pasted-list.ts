import type { Tx } from '../platform/db/database.ts';
import { type JudgedLine, judgeLines } from './pasted-list.ts';
import { findPastedList, lockPastedList } from './pasted-list.queries.ts';
import { listMeasuredProducts } from './product.queries.ts';

/** Locks a company's list until the commit and judges its lines as they stand; a foreign list is not found. */
export async function judgePastedList(
  tx: Tx,
  of: { listId: string; companyId: string },
): Promise<JudgedLine[]> {
  await lockPastedList(tx, of);
  const found = await findPastedList(tx, of);
  const lines = found?.lines ?? [];
  const productIds = lines.flatMap((line) => line.productId ?? []);
  return judgeLines(lines, await listMeasuredProducts(tx, productIds));
}
