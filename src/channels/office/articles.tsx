import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
import { OfficeFrame } from '../../../views/office/frame.tsx';
import { findCompanyName } from '../../history/customer-card.queries.ts';
import { may, type Staff } from '../../people/actor.ts';
import { NotFound } from '../../platform/refusal.ts';
import {
  type ArticlesPlace,
  exportArticles,
  importArticles,
  nameGoods,
  previewImport,
  problemFile,
  removeNumber,
  sampleFile,
  showArticles,
} from '../articles.tsx';
import type { StaffEnv } from '../env.ts';
import { staff } from '../guards.ts';
import { pathId } from '../path-id.ts';
import { placeOf } from './place.ts';

const AT = '/:companyId/articles';

/** A customer's own numbers for those of us who serve and keep him. */
export const customerArticles = new Hono<StaffEnv>()
  .get(AT, staff('see-customers'), async (c) => showArticles(c, await of(c)))
  .get(`${AT}/export`, staff('see-customers'), async (c) => exportArticles(c, await of(c)))
  .get(`${AT}/sample`, staff('see-customers'), (c) => sampleFile(c))
  .post(AT, staff('name-goods'), async (c) => nameGoods(c, await of(c)))
  .post(`${AT}/removal`, staff('name-goods'), async (c) => removeNumber(c, await of(c)))
  .post(`${AT}/file`, staff('name-goods'), async (c) => previewImport(c, await of(c)))
  .post(`${AT}/import/file`, staff('name-goods'), async (c) => importArticles(c, await of(c)))
  .post(`${AT}/problems/file`, staff('name-goods'), async (c) => problemFile(c, await of(c)));

async function of(c: Context<StaffEnv>): Promise<ArticlesPlace> {
  const companyId = pathId('company', c.req.param('companyId') ?? '');
  const { actor, db, language } = c.var;
  const name = await findCompanyName(db, companyId);
  if (name === undefined) throw new NotFound('company', companyId);
  const title = wordsFor(language).articles.titleOf(name);
  const base = `/office/customers/${companyId}/articles`;
  const back = { href: customerPageOf(actor, companyId, name), name };
  const place = placeOf(actor, 'customers');
  const frame: ArticlesPlace['frame'] = (content) => (
    <OfficeFrame {...place}>{content}</OfficeFrame>
  );
  return { actor, companyId, title, base, back, frame };
}

/** Where the reader meets this customer otherwise: in the office, at his desk, or among the purchases. */
function customerPageOf(actor: Staff, companyId: string, name: string): string {
  if (may(actor, 'set-terms')) return `/office/customers/${companyId}`;
  if (may(actor, 'serve-counter')) return `/counter/customers/${companyId}`;
  if (may(actor, 'serve-phone')) return `/phone/customers/${companyId}`;
  return `/office?text=${encodeURIComponent(name)}`;
}
