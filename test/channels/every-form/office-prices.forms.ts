import { forms as steelForms } from '../../../src/catalogue/form.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { newId } from '../../../src/platform/id.ts';
import { beginDraft } from '../../../src/pricing/revise-price-list.ts';
import { setPrices } from '../../../src/pricing/set-prices.ts';
import { takePriceFile } from '../../../src/pricing/take-price-file.ts';
import { workPriceImport } from '../../../src/pricing/work-price-import.ts';
import {
  type Field,
  anyId,
  anything,
  choice,
  exactNumber,
  exactly,
  exactlyAsTyped,
  number,
  optional,
  tick,
  words,
} from '../../support/every-form.ts';
import { aCompany, aPublishedList, at } from '../../support/world.ts';
import {
  type Forms,
  type Ready,
  aCart,
  baseListId,
  clerks,
  cookies,
  db,
  newGoods,
  rebar,
  us,
} from './cast.ts';
import { anOverrideOf } from './desk.forms.ts';
import { orEmpty } from './fields.ts';

const ofRebar = () => ({ level: 'company', prices: { [rebar.id]: 42_000_000 } }) as const;

const priceOrNone = (valid: string) => {
  const price = number(valid, { min: 0.01, max: 100_000_000, decimals: 2 });
  return { ...price, takes: (text?: string) => text?.trim() === '' || price.takes(text) };
};

const anOwnList = async () =>
  aPublishedList(db, { ...ofRebar(), companyId: (await aCompany(db)).id });

/** A draft of a price list, in which a price was changed already if that is asked for. */
const withDraft =
  (
    fields: () => Record<string, Field>,
    { isChanged = false, mayBeEmpty }: { isChanged?: boolean; mayBeEmpty?: boolean } = {},
  ) =>
  async (): Promise<Ready> => {
    const { listId } = await anOwnList();
    await transact(db, (tx) => beginDraft(tx, clerks.manager, { listId, at }));
    const prices = new Map([
      [
        rebar.id,
        { seen: '0:42000000', price: { fromWeightsG: [0], pricesPerTonneMinor: [43_000_000] } },
      ],
    ]);
    if (isChanged) {
      await transact(db, (tx) => setPrices(tx, clerks.manager, { listId, prices }));
    }
    const params = { listId: exactly(listId) };
    return { cookie: cookies.manager, params, fields: fields(), mayBeEmpty };
  };

/** A list with a file beside it, whose second line changes the price of rebar. */
const withImport =
  (fields: () => Record<string, Field>, more: Record<string, Field> = {}) =>
  async (): Promise<Ready> => {
    const { listId } = await anOwnList();
    const id = newId();
    const file = Buffer.from(`SKU;Price\n${rebar.sku};430000`);
    const given = { id, listId, fileName: 'p.csv', file, at };
    await transact(db, (tx) => takePriceFile(tx, clerks.manager, given));
    await workPriceImport(db, { importId: id });
    const params = { listId: exactly(listId), importId: exactly(id), ...more };
    return { cookie: cookies.manager, params, fields: fields() };
  };

const importForms: Forms = {
  'POST /office/price-lists/:listId/imports/file': async () => ({
    cookie: cookies.manager,
    params: { listId: exactly((await anOwnList()).listId) },
    fields: {
      importId: anyId(newId()),
      pasted: words(`${rebar.sku}\t430000`, { min: 1, max: 300_000 }),
    },
  }),
  'POST /office/price-lists/:listId/imports/:importId/columns': withImport(() => ({
    headRows: number('1', { min: 0, max: 30, decimals: 0 }),
    'means.0': choice('code', ['code', 'words']),
    'from.0': anything(''),
    'means.1': choice('price', ['price']),
    'from.1': orEmpty(number('5', { min: 0, max: 900, decimals: 6 })),
  })),
  'POST /office/price-lists/:listId/imports/:importId/cancellation': withImport(() => ({})),
  'POST /office/price-lists/:listId/imports/:importId/rows/:line/exclusion': withImport(
    () => ({ excluded: choice('yes', ['yes', '']) }),
    { line: exactNumber('2') },
  ),
  'POST /office/price-lists/:listId/imports/:importId/application': withImport(() => ({
    wish: choice('draft', ['draft']),
    from: anything('2026-12-01'),
    hasReadRemarks: tick(),
  })),
};

/** Price lists, drafts of them, files beside them, and prices that need a second person. */
export const officePricesForms: Forms = {
  ...importForms,
  'POST /office/customers/:companyId/price-lists': async () => ({
    cookie: cookies.manager,
    params: { companyId: exactly((await aCompany(db)).id) },
  }),
  'POST /office/price-lists/:listId/draft': async () => ({
    cookie: cookies.manager,
    params: { listId: exactly((await anOwnList()).listId) },
  }),
  'POST /office/price-lists/:listId/versions/:versionId/undo': async () => {
    const { listId, versionId } = await anOwnList();
    return {
      cookie: cookies.manager,
      params: { listId: exactly(listId), versionId: exactly(versionId) },
    };
  },
  'POST /office/price-approvals/:lineId/decision': async () => ({
    cookie: cookies.manager,
    params: {
      lineId: exactly(await anOverrideOf(await aCart(us.company, clerks.counter), clerks.counter)),
    },
    fields: {
      state: choice('approved', ['approved', 'refused']),
      // Of 420 000 the three per cent.
      seenPerTonneMinor: exactNumber('40740000'),
    },
  }),
  'POST /office/price-lists/:listId/draft/prices': withDraft(
    () => ({
      [`seen.${rebar.id}`]: exactly('0:42000000'),
      [`price.${rebar.id}.0`]: optional(priceOrNone('430000')),
    }),
    { mayBeEmpty: true },
  ),
  'POST /office/price-lists/:listId/draft/paste': withDraft(() => ({
    seenEdits: exactNumber('1'),
    pasted: exactlyAsTyped(`${rebar.sku}\t430000`),
  })),
  'POST /office/price-lists/:listId/draft/rule': withDraft(() => ({
    seenEdits: exactNumber('1'),
    // A share in per cent; factors have bounds of their own (office-prices.test.ts).
    basis: choice('share', ['share']),
    value: number('5', { min: -50, max: 100, decimals: 2 }),
    roundTo: choice('100', ['1', '10', '50', '100', '500', '1000']),
  })),
  'POST /office/price-lists/:listId/draft/formula': withDraft(() => ({
    seenEdits: exactNumber('1'),
    baseListId: exactly(baseListId),
    roundTo: choice('100', ['1', '10', '50', '100', '500', '1000']),
    'form.0': optional(choice('rebar', ['', ...steelForms])),
    'grade.0': optional(choice('А500С', ['', 'А500С'])),
    isAfresh: tick(),
    'factor.0': number('0.95', { min: 0.1, max: 10, decimals: 4 }),
  })),
  'POST /office/price-lists/:listId/draft/formula/removal': withDraft(() => ({
    seenEdits: exactNumber('1'),
  })),
  'POST /office/price-lists/:listId/draft/products': withDraft(() => ({
    sku: exactlyAsTyped(newGoods.sku),
    price: number('430000', { min: 0.01, max: 100_000_000, decimals: 2 }),
  })),
  'POST /office/price-lists/:listId/draft/discard': async () => ({
    cookie: cookies.manager,
    params: { listId: anyId((await anOwnList()).listId) },
  }),
  'POST /office/price-lists/:listId/draft/publish': withDraft(
    () => ({
      seenEdits: exactNumber('2'),
      from: exactlyAsTyped('2026-12-01'),
      hasReadRemarks: tick(),
    }),
    { isChanged: true },
  ),
};
