import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Buyer, Staff } from '../../src/people/actor.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, asPart, fromOurPage, signedIn } from '../support/app.ts';
import { aHeat, anAttached, aPaper } from '../support/certificates.ts';
import { valuesIn } from '../support/every-form.ts';
import { aCartOf, handedOver } from '../support/sale.ts';
import {
  aBuyer,
  aClerk,
  aCompany,
  aTradingDay,
  at,
  rebarFor,
  stockOf,
  TONNE,
} from '../support/world.ts';

const { app, db } = await anApp({ at });

let manager: Staff;
let clerk: Staff;
let company: { id: string; name: string };
let buyer: Buyer;
let stranger: Buyer;
let lot: { id: string; heatNumber: string };
let rebar: { id: string };
let serial = 0;

beforeAll(async () => {
  await aTradingDay(db);
  [manager, clerk] = [await aClerk(db, 'manager'), await aClerk(db)];
  company = await aCompany(db, { creditKind: 'unlimited' });
  [buyer, stranger] = [await aBuyer(db, company), await aBuyer(db, await aCompany(db))];
}, 60_000);

beforeEach(async () => {
  serial += 1;
  rebar = await rebarFor(db, company, { pricePerTonneMinor: 40_000_000, stockG: 10 * TONNE });
  lot = await db
    .selectFrom('lot')
    .where('productId', '=', rebar.id)
    .select(['id', 'heatNumber'])
    .executeTakeFirstOrThrow();
});

const PDF = '%PDF-1.7 a paper';

/** What somebody types who has the paper of the lot before him. */
const typed = (more: Record<string, string> = {}): Record<string, string> => ({
  ...{ deed: 'save', id: newId(), lotId: lot.id, replacesId: '', fileKept: '', heats: '1' },
  ...{ mill: 'Болат', type: '3.1', number: `C-${serial}`, issuedOn: '2026-10-01' },
  ...{ orderNumber: '', product: 'Rebar', size: '12', thickness: '12', grade: 'А500С' },
  ...{ standard: '', deliveryCondition: '', validatedBy: 'ОТК', isIndependent: 'yes' },
  ...{ inspectedBy: '', 'heatNumber.1': lot.heatNumber, 'C.1': '0,2', 'Mn.1': '0,71' },
  ...{ 'yield.1': '562', 'strength.1': '664', 'elongation.1': '17,8' },
  ...more,
});

async function send(
  by: Staff | Buyer,
  path: string,
  fields: Record<string, string>,
  file?: { bytes: string; type: string },
) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  if (file) body.append('file', new File([file.bytes], 'paper.pdf', { type: file.type }));
  const cookie = await signedIn(db, by, at);
  const answer = await app.request(path, {
    method: 'POST',
    headers: { cookie, ...fromOurPage },
    body,
  });
  return {
    status: answer.status,
    at: answer.headers.get('location') ?? '',
    html: await answer.text(),
  };
}

const bring = (by: Staff, fields: Record<string, string>, file?: { bytes: string; type: string }) =>
  send(by, '/office/certificates/file', fields, file);

async function see(by: Staff | Buyer | undefined, path: string, headers = {}) {
  const cookie = by && (await signedIn(db, by, at));
  const answer = await app.request(path, {
    headers: { ...(cookie && { cookie }), ...headers, 'Accept-Language': 'en' },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const handOver = async () =>
  handedOver(db, clerk, await aCartOf(db, clerk, company, [{ product: rebar, bars: 3 }]));

describe('bringing a certificate', () => {
  test('begins with what is known of the lot', async () => {
    const { text } = await see(clerk, `/office/certificates/new?lot=${lot.id}`);

    expect(valuesIn(text, 'heatNumber.1')).toEqual([lot.heatNumber]);
    expect(valuesIn(text, 'grade')).toEqual(['А500С']);
    expect(valuesIn(text, 'thickness')).toEqual(['12']);
  });

  test('shows what the check found before anything is kept', async () => {
    const { status, html } = await bring(clerk, typed({ deed: 'check', 'C.1': '0,27' }));

    expect(status).toBe(200);
    expect(html).toContain('C 0.27\u00a0% is above 0.22\u00a0%');
    expect(html).toContain('ГОСТ 34028-2016');
    expect(valuesIn(html, 'C.1')).toEqual(['0,27']);
    expect((await see(clerk, `/office/certificates?q=C-${serial}`, asPart)).text).not.toContain(
      '<td',
    );
  });

  test('fills its fields from a row of a spreadsheet', async () => {
    const pasted = `heat\tC\tSi\tMn\n${lot.heatNumber}\t0,19\t0,22\t0,70\nX-2\t0,18\t0,21\t0,69`;
    const { html } = await bring(clerk, typed({ deed: 'paste', pasted }));

    expect(valuesIn(html, 'C.1')).toEqual(['0,19']);
    expect(valuesIn(html, 'heatNumber.2')).toEqual(['X-2']);
    expect(valuesIn(html, 'Mn.2')).toEqual(['0,69']);
  });

  test('keeps it, with the file as it came', async () => {
    const { status, at: kept } = await bring(clerk, typed(), {
      bytes: PDF,
      type: 'application/pdf',
    });
    expect(status).toBe(303);
    const file = await see(clerk, `${kept}/file`);

    expect(file.text).toBe(PDF);
    expect(file.headers.get('content-type')).toBe('application/pdf');
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect((await see(clerk, kept)).text).toContain(lot.heatNumber);
  });

  test('keeps a file that came with a check, though browsers send it only once', async () => {
    const checked = await bring(clerk, typed({ deed: 'check' }), {
      bytes: PDF,
      type: 'application/pdf',
    });
    const [fileKept = ''] = valuesIn(checked.html, 'fileKept');
    const { at: kept } = await bring(clerk, typed({ fileKept }));

    expect((await see(clerk, `${kept}/file`)).text).toBe(PDF);
  });

  test('takes no file that is no paper, whatever it is called', async () => {
    const page = { bytes: '<script>alert(1)</script>', type: 'application/pdf' };
    const { status, html } = await bring(clerk, typed(), page);

    expect(status).toBe(422);
    expect(html).toContain('Send the paper as PDF, JPEG or PNG');
  });

  test('with faults is for those who may accept them, who say why', async () => {
    const faulty = { 'C.1': '0,27' };
    const byClerk = await bring(clerk, typed(faulty));
    expect(byClerk.status).toBe(409);
    expect(byClerk.html).not.toContain('name="acceptedReason"');

    const shown = await bring(manager, typed({ ...faulty, deed: 'check' }));
    const [faultsKey = ''] = valuesIn(shown.html, 'faultsKey');
    const silent = await bring(manager, typed({ ...faulty, faultsKey }));
    expect(silent.status).toBe(422);
    expect(silent.html).toContain('Say why');

    const acceptedReason = 'the mill was asked';
    const { status, at: kept } = await bring(
      manager,
      typed({ ...faulty, faultsKey, acceptedReason }),
    );
    expect(status).toBe(303);
    expect((await see(manager, kept)).text).toContain(acceptedReason);
  });

  test('in the place of another needs a reason, and the other says so', async () => {
    const { at: first } = await bring(clerk, typed());
    const replacesId = first.split('/').at(-1)!;
    const unsaid = await bring(clerk, typed({ replacesId, versionReason: '' }));
    expect(unsaid.status).toBe(422);
    const { at: second } = await bring(clerk, typed({ replacesId, versionReason: 'misprint' }));

    expect((await see(clerk, first)).text).toContain('Replaced by');
    expect((await see(clerk, second)).text).toContain('misprint');
  });
});

describe('for those who keep certificates', () => {
  test('lots without one are a list of tasks, gone with the certificate', async () => {
    await stockOf(db, rebar, TONNE, 'NQZ');
    const isListed = async () =>
      (await see(clerk, '/office/certificates/missing')).text.includes(lot.heatNumber);
    expect(await isListed()).toBe(true);
    await bring(clerk, typed());
    expect(await isListed()).toBe(false);
  });

  test('a certificate is found by its heat and withdrawn with a reason', async () => {
    const { at: kept } = await bring(clerk, typed());
    expect((await see(clerk, `/office/certificates?q=${lot.heatNumber}`, asPart)).text).toContain(
      kept,
    );

    const silent = await send(clerk, `${kept}/withdrawal`, { reason: ' ' });
    expect(silent.status).toBe(422);
    await send(clerk, `${kept}/withdrawal`, { reason: 'forged' });

    expect((await see(clerk, kept)).text).toContain('forged');
    expect(
      (await see(clerk, `/office/certificates?q=${lot.heatNumber}`, asPart)).text,
    ).not.toContain(kept);
  });
});

describe('a buyer', () => {
  test('finds and opens certificates of his own goods, and nobody else’s are there', async () => {
    await handOver();
    const id = await anAttached(db, manager, aPaper(`B-${serial}`, [aHeat(lot.heatNumber)]));

    expect((await see(buyer, `/certificates?text=${lot.heatNumber}`, asPart)).text).toContain(id);
    expect((await see(buyer, `/certificates/${id}`)).text).toContain('0.71');
    expect(
      (await see(stranger, `/certificates?text=${lot.heatNumber}`, asPart)).text,
    ).not.toContain(id);
    const [theirs, missing] = [
      await see(stranger, `/certificates/${id}`),
      await see(stranger, `/certificates/${newId()}`),
    ];
    expect([theirs.status, missing.status]).toEqual([404, 404]);
    expect((await see(stranger, `/certificates/${id}/file`)).status).toBe(404);
  });

  test('is told what is not as the standard asks, and not why we took it', async () => {
    await handOver();
    const heat = aHeat(lot.heatNumber, { analysisPpm: { C: 2700, Mn: 7100 } });
    const id = await anAttached(db, manager, aPaper(`B-${serial}`, [heat]));
    const { text } = await see(buyer, `/certificates/${id}`);

    expect(text).toContain('is above 0.22');
    expect(text).not.toContain('the mill was asked');
  });

  test('sees heat and certificate at the line of his order', async () => {
    const orderId = await handOver();
    expect((await see(buyer, `/o/${orderId}`)).text).toContain('No certificate yet');
    const id = await anAttached(db, manager, aPaper(`B-${serial}`, [aHeat(lot.heatNumber)]));
    const { text } = await see(buyer, `/o/${orderId}`);

    expect(text).toContain(`heat ${lot.heatNumber}`);
    expect(text).toContain(`/certificates/${id}`);
  });

  test('takes goods without their certificate by his own word, with a reason', async () => {
    const orderId = await handOver();
    const path = `/o/${orderId}/lots/${lot.id}/waiver`;
    expect((await send(buyer, path, { waiverReason: '' })).status).toBe(422);
    expect((await send(stranger, path, { waiverReason: 'x' })).status).toBe(404);
    expect((await send(buyer, path, { waiverReason: 'needed today' })).status).toBe(303);

    expect((await see(buyer, `/o/${orderId}`)).text).toContain(`Taken without: ${buyer.name}`);
  });
});

describe('a link', () => {
  test('opens one certificate to whoever holds it, without signing in, and its file', async () => {
    const { at: kept } = await bring(clerk, typed(), { bytes: PDF, type: 'application/pdf' });
    const { html } = await send(clerk, `${kept}/links`, {});
    const [, token = ''] = /by-link\/([\w-]{43})/.exec(html) ?? [];
    const page = await see(undefined, `/certificates/by-link/${token}`);

    expect(html).toContain('data:image/svg+xml;base64,');
    expect(page.status).toBe(200);
    expect(page.text).toContain(lot.heatNumber);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect((await see(undefined, `/certificates/by-link/${token}/file`)).text).toBe(PDF);
    // The token is seen once: no page of ours shows it again.
    expect((await see(clerk, kept)).text).not.toContain(token);
  });

  test('that is no link opens nothing', async () => {
    for (const token of ['x'.repeat(43), 'short']) {
      expect((await see(undefined, `/certificates/by-link/${token}`)).status).toBe(409);
    }
  });

  test('says when its certificate is no longer in force, and by whom to nobody', async () => {
    const { at: kept } = await bring(clerk, typed());
    const { html } = await send(clerk, `${kept}/links`, {});
    const [, token = ''] = /by-link\/([\w-]{43})/.exec(html) ?? [];
    await send(clerk, `${kept}/withdrawal`, { reason: 'forged' });
    const { text } = await see(undefined, `/certificates/by-link/${token}`);

    expect(text).toContain('has not been in force since');
    expect(text).not.toContain('forged');
    expect(text).not.toContain(clerk.name);
  });
});
