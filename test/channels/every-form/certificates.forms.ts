import { newId } from '../../../src/platform/id.ts';
import { aHeat, aLotOf, aPaper, anAttached } from '../../support/certificates.ts';
import {
  anyId,
  choice,
  exactNumber,
  exactly,
  exactlyOrNone,
  matching,
  number,
  optional,
  tick,
  words,
} from '../../support/every-form.ts';
import { type Forms, anOrder, clerks, cookies, db, rebar, them, us } from './cast.ts';
import { orEmpty } from './fields.ts';

/** A heat of which an order of ours got a lot, and nobody has a certificate. */
async function aBareLot(): Promise<{ orderId: string; lotId: string; heatNumber: string }> {
  const orderId = await anOrder(us.company);
  const heatNumber = `HT-${newId().slice(-8)}`;
  return { orderId, heatNumber, lotId: await aLotOf(db, { orderId, product: rebar, heatNumber }) };
}

async function aCertificate(): Promise<string> {
  const { heatNumber } = await aBareLot();
  return anAttached(db, clerks.manager, aPaper(`C-${heatNumber}`, [aHeat(heatNumber)]));
}

const share = (valid: string) => orEmpty(number(valid, { min: 0, max: 100, decimals: 4 }));

const stress = (valid: string) => orEmpty(number(valid, { min: 0, max: 5000, decimals: 3 }));

const said = (valid: string, max: number) => optional(words(valid, { max }));

export const certificatesForms: Forms = {
  'POST /o/:orderId/lots/:lotId/waiver': async () => {
    const { orderId, lotId } = await aBareLot();
    return {
      cookie: cookies.buyer,
      params: { orderId: exactly(orderId, them.orderId), lotId: exactly(lotId) },
      fields: { waiverReason: words('needed today', { min: 1, max: 300 }) },
    };
  },
  'POST /office/certificates/file': async () => {
    const { lotId, heatNumber } = await aBareLot();
    return {
      cookie: cookies.counter,
      fields: {
        deed: choice('save', ['save', 'check', 'heat', 'paste']),
        id: anyId(newId()),
        lotId: exactlyOrNone(lotId),
        replacesId: exactlyOrNone(''),
        fileKept: matching('', /^[0-9a-f]*$/),
        heats: { ...exactNumber('1'), takes: (text) => /^\s*0*[1-8]\s*$/.test(text ?? '') },
        mill: words('Болат', { min: 1, max: 120 }),
        type: choice('3.1', ['2.1', '2.2', '3.1', '3.2', 'quality']),
        number: words(`C-${heatNumber}`, { min: 1, max: 60 }),
        issuedOn: matching('2026-10-01', /^\s*\d/),
        orderNumber: words('', { max: 60 }),
        product: words('Rebar 12', { max: 200 }),
        size: words('12', { max: 60 }),
        thickness: orEmpty(number('12', { min: 0.001, max: 1000, decimals: 3 })),
        grade: words('А500С', { min: 1, max: 60 }),
        standard: words('', { max: 120 }),
        deliveryCondition: words('', { max: 60 }),
        validatedBy: words('QC', { max: 120 }),
        isIndependent: tick(),
        inspectedBy: words('', { max: 120 }),
        'heatNumber.1': words(heatNumber, { min: 1, max: 40 }),
        'lotNumber.1': said('1', 40),
        'pieces.1': orEmpty(number('10', { min: 0, max: 1_000_000, decimals: 0 })),
        'mass.1': orEmpty(number('1000', { min: 0, max: 100_000_000, decimals: 3 })),
        'C.1': share('0.2'),
        'Mn.1': share('0.71'),
        'carbonEquivalent.1': share(''),
        'yield.1': stress('562'),
        'strength.1': stress('664'),
        'elongation.1': orEmpty(number('17.8', { min: 0, max: 100, decimals: 2 })),
        'bend.1': said('180°', 60),
      },
    };
  },
  'POST /office/certificates/:certificateId/withdrawal': async () => ({
    cookie: cookies.counter,
    params: { certificateId: exactly(await aCertificate()) },
    fields: { reason: words('forged', { min: 1, max: 300 }) },
  }),
  'POST /office/certificates/:certificateId/links': async () => ({
    cookie: cookies.counter,
    params: { certificateId: exactly(await aCertificate()) },
  }),
};
