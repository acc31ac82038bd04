import { setAliases } from '../customers/company-alias.queries.ts';
import type { Buyer } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { derivedId } from '../platform/derived-id.ts';
import { addLines, type WantedLine } from './add-lines.ts';
import { openWebCart } from './open-cart.ts';
import { judgePastedList } from './judge-pasted-list.ts';
import { isReady, type JudgedLine } from './pasted-list.ts';
import { setAdded } from './pasted-list.queries.ts';

/**
 * Puts the lines of a list that are ready into the buyer's cart, under ids that
 * follow from the list, so that a second click adds nothing; what is still open
 * stays and can follow later. What a person chose for his words is from then on
 * what the company means by them. Returns how many lines were added.
 */
export async function addPastedLines(
  tx: Tx,
  actor: Buyer,
  of: { listId: string; at: Date },
): Promise<number> {
  const { listId, at } = of;
  const { companyId, personId } = actor;
  const lines = await judgePastedList(tx, { listId, companyId });
  const ready = lines.filter(isReady);
  if (ready.length === 0) return 0;
  const wanted = ready.flatMap((line) => wantedOf(listId, line));
  const { id: cartId } = await openWebCart(tx, actor, { companyId, at });
  await addLines(tx, actor, { cartId, channel: 'web', lines: wanted, at });
  const added = wanted.map(({ id }, index) => ({
    position: ready[index]?.position ?? 0,
    cartLineId: id,
  }));
  await setAdded(tx, listId, added);
  const chosen = ready.filter((line) => line.isChosen && line.aliasKey !== '');
  const meant = chosen.flatMap(({ aliasKey, productId }) =>
    productId === null ? [] : [{ aliasKey, productId }],
  );
  await setAliases(tx, { companyId, personId, at }, meant);
  return added.length;
}

function wantedOf(listId: string, line: JudgedLine): WantedLine[] {
  const { productId, quantity, position } = line;
  if (productId === null || !quantity) return [];
  const id = derivedId(listId, String(position));
  return [{ id, productId, quantity, lengthMm: line.lengthMm ?? undefined }];
}
