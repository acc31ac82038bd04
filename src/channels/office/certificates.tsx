import { type Context, Hono } from 'hono';
import QRCode from 'qrcode';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { OfficeCertificatePage } from '../../../views/office/certificate.tsx';
import { CertificatesList, CertificatesPage } from '../../../views/office/certificates.tsx';
import { MissingCertificatesPage } from '../../../views/office/certificates-missing.tsx';
import { attachCertificate, judgeCertificate } from '../../certificates/attach-certificate.ts';
import { findCertificate } from '../../certificates/certificate.queries.ts';
import { certificateStates } from '../../certificates/certificate-row.ts';
import { findLotToCertify, listMissing } from '../../certificates/cover.queries.ts';
import { linkCertificate } from '../../certificates/link-certificate.ts';
import { readAnalysisRows } from '../../certificates/read-analysis-rows.ts';
import { searchCertificates } from '../../certificates/search-certificates.queries.ts';
import { withdrawCertificate } from '../../certificates/withdraw-certificate.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import { hasStoredFile, storeFile } from '../../certificates/certificate-file.queries.ts';
import { shopAddress } from '../letters.ts';
import type { StaffEnv } from '../env.ts';
import { readForm, readQuery, typedIn, wantsFragment } from '../exchange.ts';
import { staff } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { PageNumber, SearchText } from '../query-fields.ts';
import { answerStoredFile, readUploadedPaper } from '../stored-files.ts';
import {
  CertificateMeant,
  certificateOf,
  CertificateTyped,
  fieldsOfPaper,
} from './certificate-fields.ts';
import { fieldsOfHeats, HEATS_MAX, readHeats, withPasted } from './certificate-heat-fields.ts';
import { fieldsOfLot, showTyping, type Typing } from './certificate-typing.tsx';
import { placeOf } from './place.ts';

const PAGE = 50;

const Search = z.object({
  q: SearchText,
  state: z.enum(certificateStates).catch('in-force').default('in-force'),
  page: PageNumber,
});
const Missing = z.object({
  branch: z
    .string()
    .regex(/^[A-Z]{2,8}$/)
    .optional()
    .catch(undefined),
  page: PageNumber,
});
const ForLot = z.object({ lot: z.uuid().optional().catch(undefined) });
const Withdrawal = z.object({ reason: z.string().trim().min(1).max(300) });

/** Mill certificates for those who keep them: found, missing, brought, withdrawn. */
export const officeCertificates = new Hono<StaffEnv>()
  .use(staff('keep-certificates'))

  .get('/', async (c) => {
    const { q, state, page } = readQuery(c, Search);
    const found = await searchCertificates(c.var.db, { text: q, state, page, size: PAGE });
    const shown = {
      ...{ certificates: found.certificates, filter: { q, state }, page },
      pages: Math.ceil(found.count / PAGE),
      place: placeOf(c.var.actor, 'certificates'),
    };
    if (wantsFragment(c)) return answerPart(c, <CertificatesList {...shown} />);
    const { title } = wordsFor(c.var.language).certificates;
    return answerPage(c, <CertificatesPage {...shown} />, { title });
  })

  .get('/missing', async (c) => {
    const { branch, page } = readQuery(c, Missing);
    const found = await listMissing(c.var.db, { branchCode: branch, page, size: PAGE });
    const shown = { ...found, branch, page, pages: Math.ceil(found.lots / PAGE) };
    const place = placeOf(c.var.actor, 'certificates');
    const { title } = wordsFor(c.var.language).certificates.missing;
    return answerPage(c, <MissingCertificatesPage {...shown} place={place} />, { title });
  })

  .get('/new', async (c) => {
    const { lot: lotId = null } = readQuery(c, ForLot);
    const { db, at } = c.var;
    const lot = lotId === null ? undefined : await findLotToCertify(db, lotId);
    const values = { type: '3.1', ...fieldsOfLot(lot) };
    return showTyping(c, { id: newId(at.getTime()), lotId, replacesId: null, heats: 1, values });
  })

  .post('/file', async (c) => {
    const meant = await readForm(c, CertificateMeant);
    const values = typedIn(c);
    if (!meant.ok) {
      const blank = { id: newId(c.var.at.getTime()), lotId: null, replacesId: null, heats: 1 };
      return showTyping(c, { ...blank, values, problems: meant.problems });
    }
    return typeOn(c, meant.data, values);
  })

  .get('/:certificateId', async (c) => showCertificate(c))

  .get('/:certificateId/file', async (c) => {
    const { file, certificate } = await paperOf(c);
    if (!file) throw new NotFound('file of certificate', c.req.param('certificateId'));
    return answerStoredFile(c, { ...file, name: certificate.number });
  })

  .get('/:certificateId/replacement', async (c) => {
    const { id: replacesId, certificate } = await paperOf(c);
    return showTyping(c, {
      ...{ id: newId(c.var.at.getTime()), lotId: null, replacesId },
      heats: certificate.heats.length,
      values: { ...fieldsOfPaper(certificate), ...fieldsOfHeats(certificate.heats) },
    });
  })

  .post('/:certificateId/withdrawal', async (c) => {
    const certificateId = pathId('certificate', c.req.param('certificateId'));
    const form = await readForm(c, Withdrawal);
    if (!form.ok) return showCertificate(c, form);
    const { db, actor, at } = c.var;
    const { reason } = form.data;
    await transact(db, (tx) => withdrawCertificate(tx, actor, { certificateId, reason, at }));
    return c.redirect(`/office/certificates/${certificateId}`, 303);
  })

  .post('/:certificateId/links', async (c) => {
    const certificateId = pathId('certificate', c.req.param('certificateId'));
    const { db, actor, at, config } = c.var;
    const link = await transact(db, (tx) => linkCertificate(tx, actor, { certificateId, at }));
    const address = `${shopAddress(config)}/certificates/by-link/${link.token}`;
    const svg = await QRCode.toString(address, { type: 'svg', margin: 2 });
    const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    return showCertificate(c, { link: { address, picture, expiresAt: link.expiresAt } });
  });

async function paperOf(c: Context<StaffEnv>) {
  const id = pathId('certificate', c.req.param('certificateId') ?? '');
  const paper = await findCertificate(c.var.db, id);
  if (!paper) throw new NotFound('certificate', id);
  return paper;
}

async function showCertificate(
  c: Context<StaffEnv>,
  shown: {
    values?: Record<string, string>;
    problems?: Record<string, string>;
    link?: { address: string; picture: string; expiresAt: Date };
  } = {},
): Promise<Response> {
  const paper = await paperOf(c);
  const { values = {}, problems = {}, link } = shown;
  const place = placeOf(c.var.actor, 'certificates');
  const title = wordsFor(c.var.language).certificates.one(paper.certificate.number);
  const status = Object.keys(problems).length > 0 ? 422 : 200;
  const page = <OfficeCertificatePage {...{ place, paper, link, values, problems }} />;
  const answer = await answerPage(c, page, { title, status });
  if (link) answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

/** What the button that was pressed asks for: one more heat, a pasted row filled in, a check, or to keep it. */
async function typeOn(
  c: Context<StaffEnv>,
  meant: z.infer<typeof CertificateMeant>,
  typed: Record<string, string>,
): Promise<Response> {
  const file = await readUploadedPaper(c, 'file');
  const problems = file.ok ? {} : { file: file.problem };
  const fileSha256 =
    file.ok && file.paper ? await keepPaper(c, file.paper) : await keptOf(c, meant);
  const values = { ...typed, fileKept: fileSha256?.toString('hex') ?? '' };
  const { id, lotId, replacesId, heats } = meant;
  const typing: Typing = { id, lotId, replacesId, heats, values, problems };
  if (meant.deed === 'heat') {
    return showTyping(c, { ...typing, heats: Math.min(HEATS_MAX, heats + 1) });
  }
  if (meant.deed === 'paste') {
    const rows = readAnalysisRows(meant.pasted);
    const filled = withPasted(values, heats, rows);
    const nothingPasted = rows.length === 0;
    return showTyping(c, { ...typing, values: filled.values, heats: filled.rows, nothingPasted });
  }
  return checkTyped(c, typing, { isKept: meant.deed === 'save', fileSha256 });
}

async function checkTyped(
  c: Context<StaffEnv>,
  typing: Typing,
  asked: { isKept: boolean; fileSha256: Buffer | null },
): Promise<Response> {
  const form = await readForm(c, CertificateTyped);
  const read = readHeats(c.var.fields, typing.heats);
  const problems = { ...typing.problems, ...(!form.ok && form.problems), ...read.problems };
  if (!form.ok || Object.keys(problems).length > 0) return showTyping(c, { ...typing, problems });
  const { db, at } = c.var;
  const { lotId, replacesId } = typing;
  const certificate = certificateOf(form.data, read.heats);
  const verdict = await judgeCertificate(db, { certificate, lotId, replacesId }, at);
  const { acceptedReason: reason, faultsKey, versionReason } = form.data;
  if (!asked.isKept) return showTyping(c, { ...typing, verdict });
  if (verdict.faults.length > 0 && faultsKey !== '' && reason === '') {
    return showTyping(c, { ...typing, verdict, problems: { acceptedReason: 'reason' } });
  }
  const accepted = reason === '' ? null : { reason, faultsKey };
  const { id } = typing;
  const { fileSha256 } = asked;
  try {
    await transact(db, (tx) =>
      attachCertificate(tx, c.var.actor, {
        ...{ id, certificate, lotId, replacesId, fileSha256, versionReason, accepted, at },
      }),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return showTyping(c, { ...typing, verdict, refused: error.reason });
  }
  return c.redirect(`/office/certificates/${id}`, 303);
}

/** Browsers send no file twice, so what came is kept at once and named by its hash from then on. */
async function keepPaper(
  c: Context<StaffEnv>,
  paper: { bytes: Uint8Array; mediaType: string },
): Promise<Buffer> {
  const { sha256 } = await transact(c.var.db, (tx) => storeFile(tx, paper));
  return sha256;
}

async function keptOf(
  c: Context<StaffEnv>,
  { fileKept }: z.infer<typeof CertificateMeant>,
): Promise<Buffer | null> {
  const isKept = fileKept !== null && (await hasStoredFile(c.var.db, fileKept));
  return isKept ? fileKept : null;
}
