import { listRows } from '../../../src/catalogue/reading/list-rows.ts';
import { saveCartAsList } from '../../../src/ordering/keep-saved-list.ts';
import { listOrderLines } from '../../../src/ordering/order-lines.queries.ts';
import { pasteList } from '../../../src/ordering/paste-list.ts';
import { listSavedLines } from '../../../src/ordering/saved-list.queries.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import {
  type Field,
  anyId,
  anything,
  choice,
  exactNumber,
  exactly,
  optional,
  quantity,
  words,
} from '../../support/every-form.ts';
import { at } from '../../support/world.ts';
import { ofLine } from './cart-fields.ts';
import {
  type Forms,
  type Ready,
  anOrder,
  cookies,
  db,
  rebar,
  theWebCart,
  them,
  us,
} from './cast.ts';
import { blankOr } from './fields.ts';

/** A list of the buyer with one line that may mean the rebar. */
async function aList(): Promise<string> {
  const listId = newId();
  const pasting = { listId, fileName: '', ...listRows(`${rebar.sku}\nrebar 12 5 pcs`), at };
  await transact(db, (tx) => pasteList(tx, us.buyer, pasting));
  await db
    .updateTable('pastedLine')
    .set({ candidateIds: [rebar.id], match: 'candidate', productId: null })
    .where('listId', '=', listId)
    .where('position', '=', 1)
    .execute();
  return listId;
}

const aboutLine = (fields: () => Record<string, Field>) => async (): Promise<Ready> => ({
  cookie: cookies.buyer,
  params: { pastedListId: exactly(await aList()), position: exactNumber('1') },
  fields: fields(),
});

const aboutList = async (): Promise<Ready> => ({
  cookie: cookies.buyer,
  params: { pastedListId: exactly(await aList()) },
});

const quickForms: Forms = {
  'POST /quick/file': async () => ({
    cookie: cookies.buyer,
    fields: { listId: anyId(newId()), text: words(`${rebar.sku} 5`, { min: 1, max: 300_000 }) },
  }),
  'POST /quick/:pastedListId/cancellation': aboutList,
  'POST /quick/:pastedListId/request': aboutList,
  'POST /quick/:pastedListId/cart': aboutList,
  'POST /quick/:pastedListId/lines/:position/product': aboutLine(() => ({
    productId: exactly(rebar.id),
  })),
  'POST /quick/:pastedListId/lines/:position/words': aboutLine(() => ({
    words: words('rebar 12', { min: 1, max: 200 }),
  })),
  'POST /quick/:pastedListId/lines/:position/quantity': aboutLine(() => ({
    quantity: quantity('5'),
    unit: choice('pcs', ['pcs', 'm', 'm2', 'kg', 't']),
  })),
  'POST /quick/:pastedListId/lines/:position/decision': aboutLine(() => ({
    decision: choice('kept', ['kept', 'left-out', '']),
  })),
};

/** A list of the buyer's own with one line, as it was made. */
async function aSavedList(): Promise<{ listId: string; lineId: string }> {
  const { cartId } = await theWebCart();
  const listId = newId();
  const saving = { listId, name: 'Object 12', cartId, at };
  await transact(db, (tx) => saveCartAsList(tx, us.buyer, saving));
  const [line] = await listSavedLines(db, listId);
  return { listId, lineId: line?.id ?? '' };
}

const aboutSavedList =
  (fields: (lineId: string) => Record<string, Field>) => async (): Promise<Ready> => {
    const { listId, lineId } = await aSavedList();
    return {
      cookie: cookies.buyer,
      params: { savedListId: exactly(listId) },
      fields: fields(lineId),
      mayBeEmpty: Object.keys(fields(lineId)).length === 0,
    };
  };

/** The one line of an order, ticked and with another quantity. */
export async function repeating(isBuyer = true): Promise<Ready> {
  const orderId = await anOrder(us.company);
  const [line] = await listOrderLines(db, orderId);
  const lineId = line?.id ?? '';
  return {
    cookie: cookies.buyer,
    params: { orderId: exactly(orderId, isBuyer ? them.orderId : undefined) },
    fields: {
      ...{ key: anyId(newId()), deed: anything('add'), ...ofLine(lineId) },
      [`t.${lineId}`]: choice('yes', ['yes']),
    },
  };
}

const savedListForms: Forms = {
  'POST /lists': async () => ({
    cookie: cookies.buyer,
    fields: {
      ...{ key: anyId(newId()), cartId: exactly((await theWebCart()).cartId, them.cartId) },
      ...{ into: optional(exactly('')), name: words('Object 12', { min: 1, max: 100 }) },
    },
  }),
  'POST /lists/:savedListId/cart': aboutSavedList((lineId) => ({
    ...{ key: anyId(newId()), ...ofLine(lineId) },
  })),
  'POST /lists/:savedListId/lines': aboutSavedList((lineId) => ({
    seenEdits: exactNumber('2'),
    ...ofLine(lineId),
    // A line without a quantity leaves the list.
    [`q.${lineId}`]: optional(blankOr(quantity('5'))),
  })),
  'POST /lists/:savedListId/sharing': aboutSavedList(() => ({
    ...{ seenEdits: exactNumber('2'), name: words('Object 13', { min: 1, max: 100 }) },
    'role.foreman': optional(choice('read', ['none', 'read', 'change'])),
  })),
  'POST /lists/:savedListId/end': aboutSavedList(() => ({})),
};

/** Lists of the buyer: pasted ones, kept ones, and the lines of an order as a list. */
export const listsForms: Forms = { ...quickForms, ...savedListForms };
