import { createHash } from 'node:crypto';
import { recordEvent } from '../events/record-event.ts';
import { tradingDay } from '../measures/calendar.ts';
import { may, type Staff } from '../people/actor.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import { refuseOn } from '../platform/db/violations.ts';
import { newId } from '../platform/id.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { keepMill } from '../stock/mill.queries.ts';
import type { Certificate } from './certificate.ts';
import {
  type CertificatePaper,
  endCertificate,
  findCertificate,
  insertCertificate,
  isAttached,
} from './certificate.queries.ts';
import { readCheckedAgainst } from './certified-goods.queries.ts';
import { checkCertificate } from './check-certificate.ts';
import { type Fault, isBlocking, type Verdict } from './fault.ts';

/** A certificate as it is brought: for a lot, or in the place of a version before it. */
export type Brought = {
  certificate: Certificate;
  lotId: string | null;
  replacesId: string | null;
};

/** What is wrong with a certificate, before anything of it is kept. A lot that is not there is not found. */
export async function judgeCertificate(
  db: Db,
  { certificate, lotId, replacesId }: Brought,
  at: Date,
): Promise<Verdict> {
  const { mill, number, heats } = certificate;
  const heatNumbers = heats.map(({ heatNumber }) => heatNumber);
  const against = await readCheckedAgainst(db, { mill, number, heatNumbers, lotId, replacesId });
  if (lotId !== null && against.lotHeatNumber === null) throw new NotFound('lot', lotId);
  return checkCertificate(certificate, { ...against, today: tradingDay(at) });
}

/** By what the form says which faults were shown: who accepts some does not accept others. */
export const faultsKey = (faults: readonly Fault[]): string =>
  createHash('sha256').update(JSON.stringify(faults)).digest('base64url');

/**
 * Keeps a certificate, so that all lots of its heats have one (R24, L5). It is
 * judged again: what nobody may overlook is refused; other faults are, unless
 * somebody who may accept them saw these very faults and says why. As a new
 * version it ends the one before and says why. The same id again changes nothing.
 */
export async function attachCertificate(
  tx: Tx,
  actor: Staff,
  given: Brought & {
    id: string;
    fileSha256: Buffer | null;
    versionReason: string;
    accepted: { reason: string; faultsKey: string } | null;
    at: Date;
  },
): Promise<void> {
  if (!may(actor, 'keep-certificates')) throw new Refusal({ code: 'not-permitted' });
  if (await isAttached(tx, given.id)) return;
  const { id, replacesId, fileSha256, at } = given;
  const before = replacesId === null ? undefined : await versionBefore(tx, replacesId);
  const certificate = before ? withIdentityOf(before, given.certificate) : given.certificate;
  const { faults } = await judgeCertificate(tx, { ...given, certificate }, at);
  const reason = acceptedReason(actor, faults, given.accepted);

  const version = (before?.version ?? 0) + 1;
  const attachedBy = actor.personId;
  if (before && !before.ended) {
    const end = {
      id: before.id,
      as: 'replaced',
      by: attachedBy,
      reason: given.versionReason,
    } as const;
    if (!(await endCertificate(tx, { ...end, at })))
      throw new Refusal({ code: 'changed-meanwhile' });
  }
  const millId = await keepMill(tx, { id: newId(), name: certificate.mill });
  await insertCertificate(tx, {
    ...{ id, millId, certificate, version, faults, fileSha256, attachedBy, at },
    versionReason: before ? given.versionReason : '',
    accepted: faults.length > 0 ? { by: attachedBy, reason } : null,
  }).catch(
    refuseOn({
      one_version_of_a_certificate: { code: 'certificate-there' },
      one_certificate_in_force: { code: 'certificate-there' },
    }),
  );
  const { number, heats } = certificate;
  const heatNumbers = heats.map(({ heatNumber }) => heatNumber);
  await recordEvent(
    tx,
    {
      ...{ type: 'certificate.attached', certificateId: id, number, version },
      ...{ heatNumbers, faults: faults.length },
    },
    { companyId: null, personId: attachedBy, channel: null, subjectId: id, at },
  );
}

/** The version that another takes the place of has to be the newest of its number. */
async function versionBefore(tx: Tx, id: string): Promise<CertificatePaper> {
  const before = await findCertificate(tx, id);
  if (!before) throw new NotFound('certificate', id);
  if (before.latest.id !== id) throw new Refusal({ code: 'changed-meanwhile' });
  return before;
}

/** Another version is of the same paper: of its mill, with its number. */
const withIdentityOf = (before: CertificatePaper, certificate: Certificate): Certificate => ({
  ...certificate,
  mill: before.millName,
  number: before.certificate.number,
});

/** Why faults were accepted; empty where there are none. Throws where nobody may, or nobody did. */
function acceptedReason(
  actor: Staff,
  faults: readonly Fault[],
  accepted: { reason: string; faultsKey: string } | null,
): string {
  if (faults.some(({ code }) => code === 'number-used')) {
    throw new Refusal({ code: 'certificate-there' });
  }
  if (faults.some(isBlocking)) throw new Refusal({ code: 'certificate-without-heat' });
  if (faults.length === 0) return '';
  if (!accepted || accepted.faultsKey !== faultsKey(faults)) {
    throw new Refusal({ code: 'certificate-faulty', faults: faults.length });
  }
  if (!may(actor, 'accept-certificate-faults')) throw new Refusal({ code: 'not-permitted' });
  return accepted.reason;
}
