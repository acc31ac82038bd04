import { beforeAll, expect, test } from 'vitest';
import { listRows } from '../../src/catalogue/reading/list-rows.ts';
import { addPastedLines } from '../../src/ordering/add-pasted-lines.ts';
import { askForLines, countGoodsAskedFor } from '../../src/ordering/ask-for-lines.ts';
import { type Correction, correctPastedLine } from '../../src/ordering/correct-pasted-line.ts';
import { matchPastedList } from '../../src/ordering/match-pasted-lines.ts';
import { cancelPastedList, pasteList } from '../../src/ordering/paste-list.ts';
import { isBeingRead } from '../../src/ordering/pasted-list.ts';
import { findPastedList } from '../../src/ordering/pasted-list.queries.ts';
import { tellOfQuote } from '../../src/ordering/tell-of-quote.ts';
import type { Buyer } from '../../src/people/actor.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { quoteLetter } from '../../views/mail/quote-letter.ts';
import { aBuyer, fillCatalogue } from '../stock/assortment-world.ts';
import { freshDatabase } from '../support/database.ts';

const { db } = await freshDatabase();
const at = new Date('2026-11-26T06:00:00Z');
let buyer: Buyer;
let stranger: Buyer;

beforeAll(async () => {
  await fillCatalogue(db);
  buyer = await someBuyer();
  stranger = await someBuyer();
}, 60_000);

async function someBuyer(): Promise<Buyer> {
  const who = await aBuyer(db, { branchCode: 'ALA', role: 'buyer' });
  const person = { name: 'Aigul', email: 'a@b.example', language: 'ru', theme: 'system' } as const;
  return { ...person, ...who, kind: 'buyer', role: 'buyer', companyName: 'Firm' };
}

async function pasted(text: string, by = buyer): Promise<string> {
  const listId = newId();
  const pasting = { listId, fileName: '', ...listRows(text), at };
  await transact(db, (tx) => pasteList(tx, by, pasting));
  return listId;
}
const linesOf = async (listId: string, by = buyer) =>
  (await findPastedList(db, { listId, companyId: by.companyId }))?.lines ?? [];
const correct = (listId: string, position: number, correction: Correction, by = buyer) =>
  transact(db, (tx) => correctPastedLine(tx, by, { listId, position }, correction));
const add = (listId: string, by = buyer) =>
  transact(db, (tx) => addPastedLines(tx, by, { listId, at }));
const cartLines = () => db.selectFrom('cartLine').selectAll().execute();

test('a list is read at once, and nothing goes into a cart', async () => {
  const listId = await pasted('швеллер 20П Ст3сп5 12м 4 шт\nарматура 12 2т\nкирпич 5 шт');
  const lines = await linesOf(listId);

  expect(lines.map(({ match }) => match)).toEqual(['specified', 'candidate', 'rejected']);
  expect(lines.map(({ quantityMilli, unit }) => [quantityMilli, unit])).toEqual([
    [4000, 'pcs'],
    [2000, 't'],
    [null, null],
  ]);
  expect(await cartLines()).toEqual([]);
});

test('the same list sent twice is kept once', async () => {
  const listId = newId();
  const pasting = { listId, fileName: '', ...listRows('лист 3х1250х2500 2шт'), at };
  await transact(db, (tx) => pasteList(tx, buyer, pasting));
  await transact(db, (tx) => pasteList(tx, buyer, pasting));

  expect(await linesOf(listId)).toHaveLength(1);
});

test('what is ready goes into the cart once, the rest when it is decided, and the company’s words are remembered', async () => {
  const listId = await pasted(
    'швеллер 20П Ст3сп5 12м 4 шт\nнаша двенашка арматура 12 2т\nарматура 12 1т',
  );
  const before = (await cartLines()).length;

  expect(await add(listId)).toBe(1);
  expect(await add(listId)).toBe(0);
  const [, open] = await linesOf(listId);
  const chosen = open!.candidateIds[0]!;
  await correct(listId, 2, { kind: 'product', productId: chosen });
  expect(await add(listId)).toBe(1);
  expect((await cartLines()).length).toBe(before + 2);

  const [again] = await linesOf(await pasted('наша двенашка арматура 12 7т'));
  expect([again!.match, again!.productId]).toEqual(['exact', chosen]);
  const [theirs] = await linesOf(await pasted('наша двенашка арматура 12 7т', stranger), stranger);
  expect(theirs!.match).not.toBe('exact');
});

test('a choice goes for all lines that say the same, and saying the words anew forgets it', async () => {
  const listId = await pasted('арматура 16 2т\nарматура 16 3т\nарматура 20 1т');
  const [first] = await linesOf(listId);
  const productId = first!.candidateIds[1]!;
  await correct(listId, 1, { kind: 'product', productId });

  const chosen = await linesOf(listId);
  expect(chosen.map((line) => line.productId)).toEqual([productId, productId, null]);
  await correct(listId, 2, { kind: 'decision', decision: 'kept' });
  expect(await add(listId)).toBe(2);

  const laterId = await pasted('арматура 16 5т');
  expect((await linesOf(laterId))[0]!.productId).toBe(productId);
  await correct(laterId, 1, { kind: 'words', words: 'арматура 16 5т' });
  expect((await linesOf(laterId))[0]!.productId).toBeNull();
});

test('other words are found anew, with their quantity or the old one', async () => {
  const listId = await pasted('штука какая-то 7 шт');
  await correct(listId, 1, { kind: 'words', words: 'швеллер 20П Ст3сп5 12м' });
  const [kept] = await linesOf(listId);
  expect([kept!.match, kept!.quantityMilli, kept!.typed]).toEqual([
    'specified',
    7000,
    'штука какая-то 7 шт',
  ]);
  await correct(listId, 1, { kind: 'words', words: 'швеллер 20П Ст3сп5 12м 2т' });
  const [changed] = await linesOf(listId);
  expect([changed!.quantityMilli, changed!.unit]).toEqual([2000, 't']);
});

test('a product that was not shown, a line that is not there and a foreign list are not found', async () => {
  const listId = await pasted('арматура 12 2т');
  const [line] = await linesOf(listId);
  const decision = { kind: 'decision', decision: 'left-out' } as const;

  await expect(correct(listId, 1, { kind: 'product', productId: newId() })).rejects.toThrow(
    'not found',
  );
  await expect(correct(listId, 2, decision)).rejects.toThrow('not found');
  await expect(correct(listId, 1, decision, stranger)).rejects.toThrow('not found');
  await expect(add(listId, stranger)).rejects.toThrow('not found');
  expect((await linesOf(listId))[0]).toEqual(line);
  expect(await linesOf(listId, stranger)).toEqual([]);
});

test('a line that is in a cart stays as it is', async () => {
  const listId = await pasted('швеллер 20П Ст3сп5 12м 3 шт');
  await add(listId);
  const [before] = await linesOf(listId);
  await correct(listId, 1, { kind: 'quantity', quantity: { amountMilli: 9000, unit: 'pcs' } });
  await correct(listId, 1, { kind: 'words', words: 'лист 3' });

  expect((await linesOf(listId))[0]).toEqual(before);
});

test('two people who add the same list at once add it once', async () => {
  const listId = await pasted('швеллер 20П Ст3сп5 12м 5 шт');
  const before = (await cartLines()).length;
  const added = await Promise.all([add(listId), add(listId)]);

  expect(Math.min(...added)).toBe(0);
  expect(Math.max(...added)).toBe(1);
  expect((await cartLines()).length).toBe(before + 1);
});

const manyLines = (count: number) =>
  Array.from({ length: count }, (_, at) => `швеллер 20П Ст3сп5 12м ${at + 1} шт`).join('\n');

test('a long list waits for its job, which may be killed and run again', async () => {
  const listId = await pasted(manyLines(201));
  const head = async () => (await findPastedList(db, { listId, companyId: buyer.companyId }))!.list;

  expect([(await head()).matchedCount, isBeingRead(await head())]).toEqual([0, true]);
  await matchPastedList(db, { listId });
  await matchPastedList(db, { listId });
  expect([(await head()).matchedCount, isBeingRead(await head())]).toEqual([201, false]);
});

test('a long list that was stopped is not read on', async () => {
  const listId = await pasted(manyLines(201));
  await transact(db, (tx) => cancelPastedList(tx, buyer, { listId, at }));
  await matchPastedList(db, { listId });

  expect((await linesOf(listId)).filter((line) => line.match !== null)).toEqual([]);
  await expect(
    transact(db, (tx) => cancelPastedList(tx, stranger, { listId, at })),
  ).rejects.toThrow('not found');
});

test('what nothing of ours answers is asked for once, of the manager and as missed demand', async () => {
  const listId = await pasted('швеллер 20П Ст3сп5 12м 1 шт\nмеланж 77х99 5 шт\nрельс Р65 3 шт');
  const ask = (by = buyer) => transact(db, (tx) => askForLines(tx, by, { listId, at }));
  await db
    .insertInto('person')
    .values({ id: newId(), email: 'head@us.example', name: 'Head', staffRole: 'head_of_sales' })
    .execute();

  await expect(ask(stranger)).rejects.toThrow('not found');
  expect(await ask()).toBe(2);
  expect(await ask()).toBe(0);
  expect((await linesOf(listId)).map(({ decision }) => decision)).toEqual([null, 'asked', 'asked']);

  const eventOf = async (type: string) =>
    (await db.selectFrom('event').where('type', '=', type).select('id').executeTakeFirstOrThrow())
      .id;
  const [counted, asked] = [await eventOf('goods.asked-for'), await eventOf('quote.requested')];
  for (const _ of ['once', 'again']) {
    await countGoodsAskedFor(db, { eventId: counted });
    await tellOfQuote(db, quoteLetter, { eventId: asked });
  }
  const [quote, ...more] = await db.selectFrom('quote').selectAll().execute();
  expect(more).toEqual([]);
  expect(quote).toMatchObject({ companyId: buyer.companyId, state: 'requested' });
  const letters = await db.selectFrom('outgoingMail').selectAll().execute();
  expect(letters.map(({ recipient }) => recipient)).toEqual(['head@us.example']);
  expect(letters[0]!.body).toContain('2. рельс Р65 3 шт');
  const missed = await db.selectFrom('missedDemand').select(['typed', 'companyId']).execute();
  expect(missed.map(({ typed }) => typed).toSorted()).toEqual([
    'меланж 77х99 5 шт',
    'рельс Р65 3 шт',
  ]);
  expect(new Set(missed.map(({ companyId }) => companyId))).toEqual(new Set([buyer.companyId]));
});
