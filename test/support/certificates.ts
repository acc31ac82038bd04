import type { Kysely } from 'kysely';
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
