import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { CertificatePage } from '../../../views/storefront/certificates.tsx';
import { LinkedGoodsPage } from '../../../views/storefront/goods-link.tsx';
import { type CertificatePaper, findCertificate } from '../../certificates/certificate.queries.ts';
import { pathOfGoods } from '../../delivery/goods-link.ts';
import { findLinkedGoods, type LinkedGoods } from '../../delivery/goods-link.queries.ts';
import { isToken } from '../../people/session-token.ts';
import { NotFound, Refusal } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { anyone } from '../guards.ts';
import { answerPage } from '../page.tsx';
import { pathId } from '../path-id.ts';
import { answerStoredFile } from '../stored-files.ts';

/**
 * What the code on a delivery note or a label opens: the certificates of exactly
 * the goods of that vehicle, for whoever holds it, and nothing of who bought them.
 */
export const goodsLink = new Hono<Env>()
  .use(anyone())

  .get('/:token', async (c) => {
    const { goods, base } = await linked(c);
    const title = wordsFor(c.var.language).papers.vehicle.goods(goods.number);
    return unlisted(await answerPage(c, <LinkedGoodsPage {...{ goods, base }} />, { title }));
  })

  .get('/:token/:certificateId', async (c) => {
    const { paper, base } = await certificateOf(c);
    const page = <CertificatePage paper={paper} fileHref={`${base}/${paper.id}/file`} isByLink />;
    const title = wordsFor(c.var.language).certificates.one(paper.certificate.number);
    return unlisted(await answerPage(c, page, { title }));
  })

  .get('/:token/:certificateId/file', async (c) => {
    const { file, certificate } = (await certificateOf(c)).paper;
    if (!file) throw new NotFound('file of certificate', certificate.number);
    return answerStoredFile(c, { ...file, name: certificate.number });
  });

/** Throws `token-invalid` for a link that leads nowhere. */
async function linked(c: Context<Env>): Promise<{ goods: LinkedGoods; base: string }> {
  const token = c.req.param('token') ?? '';
  const goods = await goodsBehind(c, token);
  if (!goods) throw new Refusal({ code: 'token-invalid' });
  return { goods, base: pathOfGoods(token) };
}

/** One of the certificates in force of these goods; another is not there, nor any behind a link that leads nowhere. */
async function certificateOf(c: Context<Env>): Promise<{ paper: CertificatePaper; base: string }> {
  const token = c.req.param('token') ?? '';
  const id = pathId('certificate', c.req.param('certificateId') ?? '');
  const heats = (await goodsBehind(c, token))?.heats ?? [];
  const isOfThem = heats.some(({ certificates }) => certificates.some((one) => one.id === id));
  const paper = isOfThem ? await findCertificate(c.var.db, id) : undefined;
  if (!paper) throw new NotFound('certificate', id);
  return { paper, base: pathOfGoods(token) };
}

/** What cannot be a token costs no statement. */
const goodsBehind = async (c: Context<Env>, token: string): Promise<LinkedGoods | undefined> =>
  isToken(token) ? findLinkedGoods(c.var.db, { token, at: c.var.at }) : undefined;

function unlisted(answer: Response): Response {
  answer.headers.set('Cache-Control', 'no-store');
  answer.headers.set('X-Robots-Tag', 'noindex');
  return answer;
}
