import type { Kysely } from 'kysely';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { issuePapersByHand } from '../../src/delivery/issue-papers.ts';
import { weighShipment } from '../../src/delivery/weigh-shipment.ts';
import { issueOrderInvoices } from '../../src/payments/issue-invoice.ts';
import {
  type DocumentContent,
  type PrintDocument,
  readDocument,
} from '../../src/payments/document.ts';
import { findDocument, listDocuments } from '../../src/payments/document.queries.ts';
import { keptPdf } from '../../src/payments/keep-printed.ts';
import { voidDocument } from '../../src/payments/void-document.ts';
import type { Staff } from '../../src/people/actor.ts';
import { renderPdf } from '../../src/platform/gateways/pdf.ts';
import { armFailpoints } from '../../src/platform/failpoint.ts';
import type { DB, DocumentKind } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { documentPaper } from '../../views/documents/paper.ts';
import { SHOP_AT } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { aCartOf, auditFindings } from '../support/sale.ts';
import {
  anOrderAt,
  certifyLots,
  leave,
  linesOf,
  load,
  plan,
  shipmentAt,
  weigh,
} from '../support/shipping.ts';
import { aClerk, aCompany, aTradingDay, at, rebarFor } from '../support/world.ts';
import { readPdf } from '../views/read-pdf.ts';

const TARE_G = 9_000_000;

let db: Kysely<DB>;
let clerk: Staff;
let manager: Staff;
beforeAll(async () => {
  ({ db } = await freshDatabase());
  await aTradingDay(db);
  clerk = await aClerk(db);
  manager = await aClerk(db, 'manager');
});

afterEach(async () => {
  armFailpoints('');
  expect(await auditFindings(db)).toEqual([]);
});

/** An order of bars of two sizes that are loaded on one vehicle. */
async function aLoaded() {
  const company = await aCompany(db, { creditKind: 'unlimited' });
  const thin = await rebarFor(db, company, { pricePerTonneMinor: 42_000_000 });
  const thick = await rebarFor(db, company, { pricePerTonneMinor: 39_000_000 });
  const cart = await aCartOf(db, clerk, company, [
    { product: thin, bars: 40 },
    { product: thick, bars: 25 },
  ]);
  const orderId = await anOrderAt(db, clerk, cart);
  await certifyLots(db, manager);
  const lines = await linesOf(db, orderId);
  const planned = lines.map(({ id: orderLineId, pieces }) => ({ orderLineId, pieces: pieces! }));
  const id = await plan(db, clerk, orderId, planned, {
    ...{ driverName: 'Ержан', driverPhone: '+7 701 555 00 11' },
  });
  await load(db, clerk, id);
  return { company, orderId, id };
}

async function aLeft(netG?: number) {
  const loaded = await aLoaded();
  if (netG !== undefined) await weigh(db, clerk, loaded.id, netG);
  await leave(db, clerk, loaded.id);
  return loaded;
}

const papersOf = (companyId: string, kind?: DocumentKind) =>
  listDocuments(db, { companyId, kind, limit: 100 });

async function contentOf<Kind extends DocumentContent['kind']>(
  companyId: string,
  kind: Kind,
): Promise<Extract<DocumentContent, { kind: Kind }>> {
  const paper = (await papersOf(companyId, kind)).find(({ state }) => state === 'issued');
  const found = paper && (await findDocument(db, { id: paper.id, companyId }));
  const content = readDocument(found?.content);
  if (content?.kind !== kind) throw new Error(`no ${kind}`);
  return content as Extract<DocumentContent, { kind: Kind }>;
}

async function invoiced(orderId: string): Promise<void> {
  const events = await db
    .selectFrom('event')
    .where('type', '=', 'shipment.left')
    .where('subjectId', '=', orderId)
    .select('id')
    .execute();
  for (const { id } of events) await issueOrderInvoices(db, { eventId: id }, at);
}

const byHand = (shipmentId: string) =>
  transact(db, (tx) => issuePapersByHand(tx, { shipmentId, clerk, channel: 'counter', at }));

const sum = (parts: readonly (number | null)[]) =>
  parts.reduce<number>((total, part) => total + (part ?? 0), 0);

describe('a vehicle that leaves', () => {
  test('takes its delivery note along: heats, pieces, both weights, which are the ticket', async () => {
    const { company, id } = await aLeft(612_340);

    const note = await contentOf(company.id, 'delivery-note');
    const shipment = await shipmentAt(db, id);

    expect(note.loads.map(({ pieces }) => pieces)).toEqual([40, 25]);
    expect(sum(note.loads.map(({ actualG }) => actualG))).toBe(612_340);
    expect(note.ticket).toMatchObject({ netG: 612_340, number: shipment.tickets[0]!.number });
    expect(note.loads.map(({ theoreticalG }) => theoreticalG)).toEqual(
      shipment.lines.map(({ loadedG }) => loadedG),
    );
    for (const [index, { lots }] of note.loads.entries()) {
      const [lot] = shipment.lines[index]!.lots;
      expect(lots).toMatchObject([
        {
          heatNumber: lot!.heatNumber,
          pieces: lot!.pieces,
          certificates: [lot!.certificates[0]!.number],
        },
      ]);
    }
    expect(note).toMatchObject({
      authority: { number: 'D-17' },
      vehicle: { plate: '123 ABC 02', driverName: 'Ержан' },
    });
    expect(note.number).toMatch(/^НК-2026-\d{6}$/);
  });

  test('is invoiced with the lines and sums of its note, which the invoice names', async () => {
    const { company, orderId } = await aLeft(612_340);
    await invoiced(orderId);

    const note = await contentOf(company.id, 'delivery-note');
    const invoice = await contentOf(company.id, 'tax-invoice');

    expect(invoice.totals).toEqual(note.totals);
    expect(invoice.lines).toEqual(note.lines);
    expect(invoice.deliveryNote).toEqual({ number: note.number, issuedOn: note.issuedOn });
    expect(invoice.authority).toEqual({ number: 'D-17', issuedOn: null });
  });

  test('has a waybill that names its note, and one place for each heat of a line', async () => {
    const { company } = await aLeft(612_340);

    const [note, waybill] = [
      await contentOf(company.id, 'delivery-note'),
      await contentOf(company.id, 'waybill'),
    ];

    expect(waybill).toMatchObject({
      ...{ places: 2, massG: 612_340, unloadingPoint: null },
      deliveryNote: { number: note.number, issuedOn: note.issuedOn },
    });
    const numbers = note.loads.flatMap(({ lots }) => lots.flatMap((lot) => lot.certificates));
    expect(waybill.certificates).toEqual([...new Set(numbers)]);
  });

  test('that was not weighed says so, and goes by theory', async () => {
    const { company, id } = await aLeft();

    const [note, waybill] = [
      await contentOf(company.id, 'delivery-note'),
      await contentOf(company.id, 'waybill'),
    ];
    const loadedG = sum((await shipmentAt(db, id)).lines.map((line) => line.loadedG));

    expect(note.ticket).toBeNull();
    expect(note.loads.map(({ actualG }) => actualG)).toEqual([null, null]);
    expect(waybill).toMatchObject({ ticket: null, massG: loadedG });
  });

  test('that was loaded anew after the scale does not go by the old ticket: it is weighed first', async () => {
    const { company, id } = await aLoaded();
    await weigh(db, clerk, id, 612_340);
    await load(db, clerk, id);
    await expect(leave(db, clerk, id)).rejects.toMatchObject({
      reason: { code: 'shipment-not-weighed' },
    });
    expect(await papersOf(company.id, 'delivery-note')).toEqual([]);
  });

  test('leaves where nobody said who we are, and its papers are made out once that is said', async () => {
    const { company, id } = await aLoaded();
    const details = await db.selectFrom('sellerDetails').selectAll().execute();
    await db.deleteFrom('sellerDetails').execute();
    await weigh(db, clerk, id, 612_340);
    await leave(db, clerk, id);
    expect(await papersOf(company.id)).toEqual([]);
    await expect(byHand(id)).rejects.toMatchObject({ reason: { code: 'seller-unknown' } });

    await db.insertInto('sellerDetails').values(details).execute();
    await byHand(id);
    await byHand(id);

    const kinds = (await papersOf(company.id)).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(['delivery-note', 'waybill', 'weigh-ticket']);
  });
});

describe('a vehicle that is let go', () => {
  test('by two at once has one note and one waybill', async () => {
    const { company, id } = await aLoaded();

    const outcomes = await Promise.allSettled([
      leave(db, clerk, id),
      leave(db, clerk, id),
      leave(db, manager, id),
    ]);

    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await papersOf(company.id, 'delivery-note')).toHaveLength(1);
    expect(await papersOf(company.id, 'waybill')).toHaveLength(1);
  });

  test('many at once are numbered without a gap', async () => {
    const loaded: Awaited<ReturnType<typeof aLoaded>>[] = [];
    for (let count = 0; count < 4; count += 1) loaded.push(await aLoaded());

    await Promise.all(loaded.map(({ id }) => leave(db, clerk, id)));

    // The series is looked at after each test: whole from one on.
    for (const { company } of loaded)
      expect(await papersOf(company.id, 'delivery-note')).toHaveLength(1);
  });
});

describe('a note that was wrong', () => {
  test('is void, keeps its number, and another is made out once, however many press', async () => {
    const { company, id } = await aLeft(612_340);
    const [wrong] = await papersOf(company.id, 'delivery-note');
    const voiding = { documentId: wrong!.id, reason: 'wrong plate', channel: null, at };
    await transact(db, (tx) => voidDocument(tx, manager, voiding));

    await Promise.all([byHand(id), byHand(id), byHand(id)]);

    const notes = await papersOf(company.id, 'delivery-note');
    expect(notes.map(({ state }) => state).toSorted()).toEqual(['issued', 'void']);
    expect(await papersOf(company.id, 'waybill')).toHaveLength(1);
  });

  test('is not made out by hand for a vehicle that stands in the yard', async () => {
    const { id } = await aLoaded();

    await expect(byHand(id)).rejects.toMatchObject({ reason: { code: 'shipment-not-left' } });
  });
});

describe('a weigh ticket', () => {
  test('is on paper at once, and void from the moment that another supersedes it, for its reason', async () => {
    const { company, id } = await aLoaded();
    await weigh(db, clerk, id, 612_340);
    const { version } = await shipmentAt(db, id);
    await transact(db, (tx) =>
      weighShipment(tx, clerk, {
        ...{ shipmentId: id, version, number: `W-${newId()}`, tareG: TARE_G },
        ...{ grossG: TARE_G + 610_000, divisionG: 20_000, source: 'by-hand' },
        ...{ confirmedBy: manager.personId, reason: 'a stone on the scale' },
        ...{ taredAt: at, weighedAt: at, channel: 'counter', at },
      }),
    );

    const papers = await papersOf(company.id, 'weigh-ticket');
    const { tickets } = await shipmentAt(db, id);

    expect(papers.map(({ state }) => state).toSorted()).toEqual(['issued', 'void']);
    const superseded = papers.find(({ state }) => state === 'void')!;
    expect(await findDocument(db, { id: superseded.id, companyId: company.id })).toMatchObject({
      voidReason: `${tickets.find(({ supersedesId }) => supersedesId)!.number}: a stone on the scale`,
    });
    expect(await contentOf(company.id, 'weigh-ticket')).toMatchObject({
      ticket: { netG: 610_000, source: 'by-hand', confirmedByName: manager.name },
      supersedes: { reason: 'a stone on the scale' },
    });
  });
});

describe('printed', () => {
  const print: PrintDocument = async (content, language) =>
    renderPdf(documentPaper(content, language, SHOP_AT));

  test('in each language a note says its heats, pieces and kilograms, and a reprint is the same', async () => {
    const { company } = await aLeft(612_340);
    const [row] = await papersOf(company.id, 'delivery-note');
    const note = await contentOf(company.id, 'delivery-note');

    for (const language of ['ru', 'kk', 'en'] as const) {
      const of = { documentId: row!.id, content: note, language, at };
      const { bytes } = await keptPdf(db, print, of);
      const again = await keptPdf(db, () => Promise.reject(new Error('printed twice')), of);
      const { text } = await readPdf(bytes);

      expect(again.bytes).toEqual(bytes);
      for (const { lots } of note.loads) {
        for (const lot of lots) {
          expect(text).toContain(lot.heatNumber);
          expect(text).toContain(lot.certificates[0]!);
        }
      }
      expect(text).toContain(language === 'en' ? '612.340' : '612,340');
      expect(text).toContain(note.number);
    }
  });
});

test('a vehicle that dies while its papers are made out has not left, and no number is lost', async () => {
  const { company, id } = await aLoaded();
  armFailpoints('document.after-issue=throw');

  await expect(leave(db, clerk, id)).rejects.toThrow('failpoint');

  expect((await shipmentAt(db, id)).stage).toBe('loaded');
  expect(await papersOf(company.id)).toEqual([]);
});
