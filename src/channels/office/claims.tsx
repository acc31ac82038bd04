import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { OfficeClaimPage } from '../../../views/office/claim.tsx';
import { OfficeClaimsPage } from '../../../views/office/claims.tsx';
import { firstPromise } from '../../claims/claim-clock.ts';
import { findGoodwill } from '../../claims/claim.queries.ts';
import { findClaim, findClaimFile, listClaims } from '../../claims/claims.queries.ts';
import { agreeToClaim, decideClaim } from '../../claims/decide-claim.ts';
import { reopenClaim } from '../../claims/end-claim.ts';
import { settleClaim } from '../../claims/settle-claim.ts';
import { acknowledgeClaim, inspectClaim, sayOfClaim } from '../../claims/work-on-claim.ts';
import { may } from '../../people/actor.ts';
import type { Tx } from '../../platform/db/database.ts';
import { transact } from '../../platform/db/transact.ts';
import { PHOTOS_MAX } from '../../platform/file-kind.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { FileNamed } from '../../platform/stored-file.queries.ts';
import { answerFile, readAttachments } from '../attachments.ts';
import { statusOfTyped } from '../claim-opening.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import {
  Acknowledgement,
  Agreement,
  Decision,
  Inspection,
  Message,
  readBack,
  readGiven,
  Reopening,
  Settlement,
} from './claim-fields.ts';
import { placeOf } from './place.ts';

const AT_ONCE = 200;
const EVERYBODY = { companyId: undefined };

const Filter = z.object({ show: z.enum(['open', 'all']).catch('open').default('open') });

/** Claims of all customers: taken up, looked into, decided and made good. */
export const officeClaims = new Hono<StaffEnv>()
  .use(staff('work-on-claims'))

  .get('/', async (c) => {
    const { show: which } = readQuery(c, Filter);
    const { db, actor, at } = c.var;
    const claims = await listClaims(db, { isLiveOnly: which === 'open', limit: AT_ONCE });
    const shown = { claims, which, at, place: placeOf(actor, 'claims') };
    const { title } = wordsFor(c.var.language).claims;
    return answerPage(c, <OfficeClaimsPage {...shown} />, { title });
  })

  .get('/:claimId', async (c) => show(c))

  .get('/:claimId/files/:fileId', async (c) => {
    const [claimId, fileId] = [idOf(c), pathId('file', c.req.param('fileId'))];
    const file = await findClaimFile(c.var.db, { claimId, fileId, ...EVERYBODY });
    if (!file) throw new NotFound('file', fileId);
    return answerFile(c, file);
  })

  .post('/:claimId/acknowledgement', async (c) => {
    const form = await readForm(c, Acknowledgement);
    if (!form.ok) return show(c, form);
    const { acknowledgeWords: words, version } = form.data;
    return answerWith(c, (tx) =>
      acknowledgeClaim(tx, c.var.actor, { ...workOn(c), version, words }),
    );
  })

  .post('/:claimId/inspection', async (c) => {
    const claimId = idOf(c);
    await readClaim(c);
    const form = await readForm(c, Inspection);
    const about = { filesMax: PHOTOS_MAX, aboutId: claimId };
    const { ids: fileIds, files, problems } = await readAttachments(c, about);
    if (!form.ok || problems['files']) {
      const wrong = { ...(form.ok ? {} : form.problems), ...problems };
      return show(c, { values: typedIn(c), problems: wrong, files });
    }
    const { findings: words, version } = form.data;
    return answerWith(c, (tx) =>
      inspectClaim(tx, c.var.actor, { ...workOn(c), version, words, fileIds }),
    );
  })

  .post('/:claimId/decision', async (c) => {
    const { lines: of } = await readClaim(c);
    const form = await readForm(c, Decision);
    const { given: lines, problems } = readGiven(c.var.fields, of);
    if (!form.ok || Object.keys(problems).length > 0) {
      const wrong = { ...(form.ok ? {} : form.problems), ...problems };
      return show(c, { values: typedIn(c), problems: wrong });
    }
    const decided = { ...workOn(c), ...form.data, lines };
    return answerWith(c, (tx) => decideClaim(tx, c.var.actor, decided));
  })

  .post('/:claimId/agreement', staff('decide-claims'), async (c) => {
    const form = await readForm(c, Agreement);
    if (!form.ok) return show(c, form);
    const { agreeWords: words, version } = form.data;
    const answer = { ...workOn(c), version, words, isAgreed: form.data.isAgreed === 'yes' };
    return answerWith(c, (tx) => agreeToClaim(tx, c.var.actor, answer));
  })

  .post('/:claimId/settlement', async (c) => {
    const { lines } = await readClaim(c);
    const form = await readForm(c, Settlement);
    const { returns, problems } = readBack(c.var.fields, lines);
    if (!form.ok || Object.keys(problems).length > 0) {
      const wrong = { ...(form.ok ? {} : form.problems), ...problems };
      return show(c, { values: typedIn(c), problems: wrong });
    }
    const { settleWords: words, followUp: followUpNumber, key, version } = form.data;
    const settled = { ...workOn(c), key, version, words, followUpNumber, returns };
    return answerWith(c, (tx) => settleClaim(tx, c.var.actor, settled));
  })

  .post('/:claimId/messages', async (c) => {
    const form = await readForm(c, Message);
    if (!form.ok) return show(c, form);
    const said = { ...workOn(c), ...form.data, fileIds: [] };
    return answerWith(c, (tx) => sayOfClaim(tx, c.var.actor, said));
  })

  .post('/:claimId/reopening', async (c) => {
    const form = await readForm(c, Reopening);
    if (!form.ok) return show(c, form);
    const ending = { ...workOn(c), words: form.data.reopenWords };
    return answerWith(c, (tx) => reopenClaim(tx, c.var.actor, ending));
  });

const idOf = (c: Context<StaffEnv>) => pathId('claim', c.req.param('claimId') ?? '');
const workOn = (c: Context<StaffEnv>) => ({ claimId: idOf(c), at: c.var.at });

async function readClaim(c: Context<StaffEnv>) {
  const claimId = idOf(c);
  const claim = await findClaim(c.var.db, { claimId, ...EVERYBODY });
  if (!claim) throw new NotFound('claim', claimId);
  return claim;
}

/** Does something with the claim and shows it as it stands then, or again with what stands in the way. */
async function answerWith(
  c: Context<StaffEnv>,
  deed: (tx: Tx) => Promise<void>,
): Promise<Response> {
  try {
    await transact(c.var.db, deed);
    return c.redirect(`/office/claims/${idOf(c)}`, 303);
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason.code === 'not-permitted') throw error;
    return show(c, { values: typedIn(c), problems: {}, refused: error.reason });
  }
}

type Typed = {
  values: Record<string, string>;
  problems: Record<string, string>;
  refused?: RefusalReason;
  files?: readonly FileNamed[];
};

/** The claim as it stands, with what was typed. Two statements. */
async function show(c: Context<StaffEnv>, typed?: Typed): Promise<Response> {
  const { db, actor, at, language } = c.var;
  const [claim, goodwillMinor] = await Promise.all([readClaim(c), findGoodwill(db, actor.role)]);
  const shown = {
    ...{ claim, goodwillMinor, at, formKey: newId(), waiting: typed?.files ?? [] },
    ...{ base: `/office/claims/${claim.id}`, seesPrices: true, documentsAt: '/office/documents' },
    orderHref: `/office/orders/${claim.orderId}`,
    ...{ values: typed?.values ?? {}, problems: typed?.problems ?? {}, refused: typed?.refused },
    may: {
      decide: may(actor, 'decide-claims'),
      keepBooks: may(actor, 'keep-books'),
      isDecider: claim.decidedBy === actor.personId,
      seeCustomer: may(actor, 'set-terms'),
    },
    ...{ firstDay: firstPromise(at), place: placeOf(actor, 'claims') },
  };
  const title = wordsFor(language).claims.of(claim.number);
  return answerPage(c, <OfficeClaimPage {...shown} />, { title, status: statusOfTyped(typed) });
}
