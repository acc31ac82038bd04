import type { Context } from 'hono';
import { z } from 'zod';
import type { WantedLine } from '../../ordering/add-lines.ts';
import { offcutChoices } from '../../ordering/cut-line.ts';
import { derivedId } from '../../platform/derived-id.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readForm } from '../exchange.ts';
import { LONGEST_CUT_LIST, wantedCuttingOf } from '../restoring-form.ts';

const CutLine = z.object({
  key: z.uuid(),
  sku: z.string().min(1).max(64),
  cutList: z.string().max(LONGEST_CUT_LIST),
  offcuts: z.enum(offcutChoices),
});

/**
 * A cut list that was planned on the page of a product and goes into the cart.
 * The id follows from the form, so a second click is known; how many bars it
 * takes is planned anew. What no page of ours sends is refused.
 */
export async function readCutLine(
  c: Context<BuyerEnv>,
): Promise<Omit<WantedLine, 'productId'> & { sku: string }> {
  const form = await readForm(c, CutLine);
  if (!form.ok) throw new Refusal({ code: 'changed-meanwhile' });
  const { key, sku, cutList, offcuts } = form.data;
  const cutting = wantedCuttingOf(cutList, offcuts);
  return {
    id: derivedId(key, sku),
    sku,
    quantity: { amountMilli: 1000, unit: 'pcs' },
    cutting,
  };
}
