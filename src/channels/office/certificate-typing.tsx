import type { Context } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import {
  CertificateFormPage,
  type CertificateFormShown,
} from '../../../views/office/certificate-form.tsx';
import { faultsKey } from '../../certificates/attach-certificate.ts';
import { findCertificate } from '../../certificates/certificate.queries.ts';
import { findLotToCertify, type LotToCertify } from '../../certificates/cover.queries.ts';
import type { Verdict } from '../../certificates/fault.ts';
import { markKey } from '../../certificates/mark-key.ts';
import { may } from '../../people/actor.ts';
import { NotFound, type RefusalReason } from '../../platform/refusal.ts';
import { listMillNames } from '../../stock/mill.queries.ts';
import type { StaffEnv } from '../env.ts';
import { answerPage } from '../page.tsx';
import { placeOf } from './place.ts';

/** The form of a certificate as it is shown again, or for the first time. */
export type Typing = {
  id: string;
  lotId: string | null;
  replacesId: string | null;
  heats: number;
  values: Readonly<Record<string, string>>;
  problems?: Readonly<Record<string, string>>;
  refused?: RefusalReason;
  verdict?: Verdict;
  nothingPasted?: boolean;
};

/** Shows the form with what is typed, what is wrong with it, and what the check came to. */
export async function showTyping(c: Context<StaffEnv>, typing: Typing): Promise<Response> {
  const { db, actor, language } = c.var;
  const { lotId, replacesId, values, problems = {}, verdict, refused } = typing;
  const [lot, before, millNames] = await Promise.all([
    lotId === null ? undefined : findLotToCertify(db, lotId),
    replacesId === null ? undefined : findCertificate(db, replacesId),
    listMillNames(db),
  ]);
  if (lotId !== null && !lot) throw new NotFound('lot', lotId);
  if (replacesId !== null && !before) throw new NotFound('certificate', replacesId);
  const mill = values['mill']?.trim() ?? '';
  const isKnown = mill === '' || millNames.some((name) => markKey(name) === markKey(mill));
  const shown: CertificateFormShown = {
    place: placeOf(actor, 'certificates'),
    formKey: typing.id,
    ...{ lot, millNames, heats: typing.heats, values, problems, refused, verdict },
    replaces: before && {
      ...{ id: before.id, number: before.certificate.number },
      ...{ version: before.version, millName: before.millName },
    },
    faultsKey: verdict ? faultsKey(verdict.faults) : '',
    mayAccept: may(actor, 'accept-certificate-faults'),
    newMill: isKnown ? undefined : mill,
    fileKept: (values['fileKept'] ?? '') !== '',
    nothingPasted: typing.nothingPasted ?? false,
  };
  const { title } = wordsFor(language).certificates.form;
  const status = statusOf(problems, refused);
  return answerPage(c, <CertificateFormPage {...shown} />, { title, status });
}

function statusOf(
  problems: Readonly<Record<string, string>>,
  refused: RefusalReason | undefined,
): 200 | 409 | 422 {
  if (Object.keys(problems).length > 0) return 422;
  return refused ? 409 : 200;
}

/** What is known of a lot before anybody has typed. */
export const fieldsOfLot = (lot: LotToCertify | undefined): Record<string, string> =>
  lot
    ? {
        mill: lot.millName ?? '',
        ...{ grade: lot.grade, standard: lot.standard, size: lot.designation },
        product: lot.nameRu,
        thickness: lot.thicknessUm === null ? '' : String(lot.thicknessUm / 1000),
        'heatNumber.1': lot.heatNumber,
      }
    : {};
