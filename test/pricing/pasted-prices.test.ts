import type { Kysely } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { Refusal } from '../../src/platform/refusal.ts';
import { pastePrices } from '../../src/pricing/paste-prices.ts';
import { readPastedPrices } from '../../src/pricing/pasted-prices.ts';
import { findDraft, findPrices } from '../../src/pricing/price-draft.queries.ts';
import { priceText } from '../../src/pricing/price-list.ts';
import { beginDraft } from '../../src/pricing/revise-price-list.ts';
import { freshDatabase } from '../support/database.ts';
import { aClerk, aCompany, aProduct, aPublishedList, aTradingDay, at } from '../support/world.ts';

const T = 1_000_000;

describe('rows of a spreadsheet', () => {
  test.each([
    ['A-1\t420 000,50', [['A-1', '0:42000050']]],
    [
      'A-1;420000\r\n\r\nA-2;430000\r\n',
      [
        ['A-1', '0:42000000'],
        ['A-2', '0:43000000'],
      ],
    ],
    ['SKU\t0\t5\nA-1\t420000\t410000', [['A-1', '0:42000000 5000000:41000000']]],
    ['артикул\t0,5 т\t20\nA-1\t\t400000', [['A-1', '20000000:40000000']]],
    ['', []],
  ])('%j are read', (text, meant) => {
    const { prices, problems } = readPastedPrices(text);
    expect(prices.map(({ sku, price }) => [sku, priceText(price)])).toEqual(meant);
    expect(problems).toEqual([]);
  });

  test.each([
    ['A-1\tmuch', 1, 'number'],
    ['A-1\t0', 1, 'positive'],
    ['A-1\t99999999999', 1, 'tooLarge:100000000'],
    ['A-1\t1\nA-1\t2', 2, 'pastedTwice'],
    ['A-1', 1, 'pastedNoPrice'],
    ['A-1\t420000\t410000', 1, 'pastedSteps'],
    ['SKU\t0\nA-1\t1\t2', 2, 'pastedSteps'],
    ['SKU\t0\t5\n\t1\t2', 2, 'sku'],
    ['SKU\t5\t0\nA-1\t1\t2', 1, 'pastedSteps'],
  ])('%j are refused by their line', (text, line, problem) => {
    expect(readPastedPrices(text).problems[0]).toEqual({ line, problem });
  });
});

let db: Kysely<DB>;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  manager = await aClerk(db, 'manager');
});

/** A draft with rebar at one price and another product in two steps; pasting into it as it stands. */
async function aDraft() {
  const [rebar, stepped] = [await aProduct(db), await aProduct(db)] as const;
  const { listId } = await aPublishedList(db, {
    level: 'company',
    companyId: (await aCompany(db)).id,
    prices: {
      [rebar.id]: 42_000_000,
      [stepped.id]: [[0, 42_000_000] as const, [5 * T, 41_000_000] as const],
    },
  });
  await transact(db, (tx) => beginDraft(tx, manager, { listId, at }));
  const draft = async () => {
    const found = await findDraft(db, listId);
    if (!found) throw new Error('no draft');
    return found;
  };
  const pasting = async (text: string, seen?: number) => {
    const seenEdits = seen ?? (await draft()).edits;
    const { prices } = readPastedPrices(text);
    return transact(db, (tx) => pastePrices(tx, manager, { listId, seenEdits, prices }));
  };
  const priced = async (id: string) => {
    const { versionId } = await draft();
    return priceText((await findPrices(db, { versionId, productIds: [id] })).get(id) ?? null);
  };
  return { rebar, stepped, draft, pasting, priced };
}

test('a block is put into a draft, new products with it, and the same block again changes nothing', async () => {
  const { rebar, stepped, draft, pasting, priced } = await aDraft();
  const fresh = await aProduct(db);
  const text = `SKU\t0\t10\n${rebar.sku}\t430000\n${stepped.sku}\t420000\t400000\n${fresh.sku}\t1\t1`;
  expect(await pasting(text)).toEqual({ problems: [], changed: 3 });
  expect(await priced(stepped.id)).toBe('0:42000000 10000000:40000000');
  expect(await priced(fresh.id)).toBe('0:100 10000000:100');
  const { edits } = await draft();
  expect(await pasting(text)).toEqual({ problems: [], changed: 0 });
  expect((await draft()).edits).toBe(edits);
});

test('one wrong line keeps the whole block out, and says which', async () => {
  const { rebar, stepped, pasting, priced } = await aDraft();
  const text = `${rebar.sku}\t430000\nNO-SUCH\t1\n${stepped.sku}\t400000`;
  expect(await pasting(text)).toEqual({
    problems: [
      { line: 2, problem: 'sku' },
      { line: 3, problem: 'pastedSteps' },
    ],
    changed: 0,
  });
  expect(await priced(rebar.id)).toBe('0:42000000');
});

test('a block does not go over what a colleague wrote meanwhile', async () => {
  const { rebar, draft, pasting, priced } = await aDraft();
  const { edits } = await draft();
  const both = await Promise.allSettled(
    [430_000, 440_000].map((tenge) => pasting(`${rebar.sku}\t${tenge}`, edits)),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const stands = await priced(rebar.id);
  await expect(pasting(`${rebar.sku}\t450000`, edits)).rejects.toEqual(
    new Refusal({ code: 'changed-meanwhile' }),
  );
  expect(await priced(rebar.id)).toBe(stands);
});
