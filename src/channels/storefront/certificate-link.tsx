import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { CertificatePage } from '../../../views/storefront/certificates.tsx';
import { findLinkedCertificate } from '../../certificates/certificate-link.queries.ts';
import { type CertificatePaper, findCertificate } from '../../certificates/certificate.queries.ts';
import { hashToken, isToken } from '../../people/session-token.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { anyone } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { answerStoredFile } from '../stored-files.ts';

/** What the code on a paper opens: one certificate, for whoever holds the paper, and nothing of who bought the goods. */
export const certificateLink = new Hono<Env>()
  .use(anyone())

  .get('/:token', async (c) => {
    const paper = await linked(c);
    const fileHref = `/certificates/by-link/${c.req.param('token')}/file`;
    const page = <CertificatePage {...{ paper, fileHref }} isByLink />;
    const title = wordsFor(c.var.language).certificates.one(paper.certificate.number);
    const answer = await answerPage(c, page, { title });
    answer.headers.set('Cache-Control', 'no-store');
    answer.headers.set('X-Robots-Tag', 'noindex');
    return answer;
  })

  .get('/:token/file', async (c) => {
    const { file, certificate } = await linked(c);
    if (!file) throw new NotFound('file of certificate', certificate.number);
    return answerStoredFile(c, { ...file, name: certificate.number });
  });

/** Throws `token-invalid` for a link that leads nowhere; one that cannot be a token costs no statement. */
async function linked(c: Context<Env>): Promise<CertificatePaper> {
  const token = c.req.param('token') ?? '';
  const { db, at } = c.var;
  const id = isToken(token)
    ? await findLinkedCertificate(db, { tokenHash: hashToken(token), at })
    : undefined;
  const paper = id === undefined ? undefined : await findCertificate(db, id);
  if (!paper) throw new Refusal({ code: 'token-invalid' });
  return paper;
}
