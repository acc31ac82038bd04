import { type Kysely, sql } from 'kysely';
import {
  attachCertificate,
  faultsKey,
  judgeCertificate,
} from '../../src/certificates/attach-certificate.ts';
import type { Certificate, CertifiedHeat } from '../../src/certificates/certificate.ts';
import type { Staff } from '../../src/people/actor.ts';
import type { DB } from '../../src/platform/db/schema.ts';
import { transact } from '../../src/platform/db/transact.ts';
import { newId } from '../../src/platform/id.ts';
import { at } from './world.ts';

/** A lot of a heat of its own that an order got, of which nothing is left; its id. */
export async function aLotOf(
  db: Kysely<DB>,
  of: { orderId: string; product: { id: string }; heatNumber: string },
): Promise<string> {
  const id = newId();
  await sql`
    insert into lot (id, branch_code, product_id, heat_number, received_on, received_g, on_hand_g)
    values (${id}, 'ALA', ${of.product.id}, ${of.heatNumber}, '2026-11-01', 1000, 0)`.execute(db);
  const allocation = { orderId: of.orderId, lotId: id, weightG: 1000, takenAt: at };
  await db.insertInto('allocation').values(allocation).execute();
  return id;
}

/** What a mill says of a heat of rebar А500С of which a thousand tonnes and no more came. */
export const aHeat = (heatNumber: string, more: Partial<CertifiedHeat> = {}): CertifiedHeat => ({
  heatNumber,
  ...{ lotNumber: '', pieces: null, massG: null, analysisKind: 'ladle' },
  analysisPpm: { C: 2000, Si: 2200, Mn: 7100, P: 200, S: 240, N: 100 },
  carbonEquivalentPpm: null,
  tensile: {
    ...{ yieldKind: 'ReH', yieldKpa: 562_000, strengthKpa: 664_000, elongationBp: 1780 },
    orientation: '',
  },
  impact: null,
  ...{ hardness: '', bend: '', ultrasonic: '' },
  ...more,
});

/** A certificate 3.1 of rebar А500С that is in order. */
export const aPaper = (
  number: string,
  heats: readonly CertifiedHeat[],
  more: Partial<Certificate> = {},
): Certificate => ({
  ...{ mill: 'Болат', type: '3.1', number, issuedOn: '2026-10-01', orderNumber: '' },
  ...{ product: 'Rebar 12', size: '12', thicknessUm: 12_000, grade: 'А500С' },
  ...{ standard: 'ГОСТ 34028-2016', deliveryCondition: '' },
  ...{ validatedBy: 'ОТК', isIndependent: true, inspectedBy: '', heats },
  ...more,
});

/** Brings a certificate, and accepts whatever the check finds. */
export async function anAttached(
  db: Kysely<DB>,
  actor: Staff,
  certificate: Certificate,
  more: {
    id?: string;
    lotId?: string | null;
    replacesId?: string | null;
    versionReason?: string;
    fileSha256?: Buffer | null;
  } = {},
): Promise<string> {
  const id = more.id ?? newId();
  const brought = { lotId: null, replacesId: null, versionReason: '', fileSha256: null, ...more };
  const { faults } = await judgeCertificate(db, { ...brought, certificate }, at);
  const accepted = { reason: 'the mill was asked', faultsKey: faultsKey(faults) };
  await transact(db, (tx) =>
    attachCertificate(tx, actor, { ...brought, id, certificate, accepted, at }),
  );
  return id;
}
