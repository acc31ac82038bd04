import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import {
  BoughtCertificatesList,
  BoughtCertificatesPage,
  CertificatePage,
} from '../../../views/storefront/certificates.tsx';
import {
  hasBought,
  listBoughtCertificates,
} from '../../certificates/bought-certificates.queries.ts';
import { type CertificatePaper, findCertificate } from '../../certificates/certificate.queries.ts';
import { orderScopeOf } from '../../people/order-scope.ts';
import { NotFound } from '../../platform/refusal.ts';
import type { BuyerEnv } from '../env.ts';
import { readQuery, wantsFragment } from '../exchange.ts';
import { buyer } from '../guards.ts';
import { answerPage, answerPart } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { SearchText } from '../query-fields.ts';
import { answerStoredFile } from '../stored-files.ts';

const SHOWN_MAX = 200;

const Search = z.object({ text: SearchText });

/** Certificates of the heats that a company has in its orders, and of no others. */
export const boughtCertificates = new Hono<BuyerEnv>()
  .use(buyer('see-orders'))

  .get('/', async (c) => {
    const { text } = readQuery(c, Search);
    const { companyId } = c.var.actor;
    const scope = orderScopeOf(c.var.actor);
    const found = await listBoughtCertificates(c.var.db, {
      ...{ companyId, scope, text, limit: SHOWN_MAX },
    });
    const shown = { certificates: found, text };
    if (wantsFragment(c)) return answerPart(c, <BoughtCertificatesList {...shown} />);
    const { title } = wordsFor(c.var.language).certificates;
    return answerPage(c, <BoughtCertificatesPage {...shown} />, { title });
  })

  .get('/:certificateId', async (c) => {
    const paper = await boughtPaper(c);
    const page = (
      <CertificatePage paper={paper} fileHref={`/certificates/${paper.id}/file`} isByLink={false} />
    );
    const title = wordsFor(c.var.language).certificates.one(paper.certificate.number);
    return answerPage(c, page, { title });
  })

  .get('/:certificateId/file', async (c) => {
    const { id, file, certificate } = await boughtPaper(c);
    if (!file) throw new NotFound('file of certificate', id);
    return answerStoredFile(c, { ...file, name: certificate.number });
  });

/** A certificate of other companies' goods is not there. */
async function boughtPaper(c: Context<BuyerEnv>): Promise<CertificatePaper> {
  const certificateId = pathId('certificate', c.req.param('certificateId') ?? '');
  const { db, actor } = c.var;
  const { companyId } = actor;
  const scope = orderScopeOf(actor);
  const isTheirs = await hasBought(db, { companyId, scope, certificateId });
  const paper = isTheirs ? await findCertificate(db, certificateId) : undefined;
  if (!paper) throw new NotFound('certificate', certificateId);
  return paper;
}
