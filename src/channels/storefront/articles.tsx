import { type Context, Hono } from 'hono';
import { wordsFor } from '../../../views/language.tsx';
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
import type { BuyerEnv } from '../env.ts';
import { buyer } from '../guards.ts';

/** A company's own numbers for its people: everyone reads them, who orders keeps them. */
export const companyArticles = new Hono<BuyerEnv>()
  .use(buyer())
  .get('/', (c) => showArticles(c, placeOf(c)))
  .get('/export', (c) => exportArticles(c, placeOf(c)))
  .get('/sample', (c) => sampleFile(c))
  .post('/', buyer('name-goods'), (c) => nameGoods(c, placeOf(c)))
  .post('/removal', buyer('name-goods'), (c) => removeNumber(c, placeOf(c)))
  .post('/file', buyer('name-goods'), (c) => previewImport(c, placeOf(c)))
  .post('/import/file', buyer('name-goods'), (c) => importArticles(c, placeOf(c)))
  .post('/problems/file', buyer('name-goods'), (c) => problemFile(c, placeOf(c)));

function placeOf(c: Context<BuyerEnv>): ArticlesPlace {
  const { actor, language } = c.var;
  const { companyId, companyName } = actor;
  return {
    ...{ actor, companyId, title: wordsFor(language).articles.title, base: '/company/articles' },
    back: { href: '/company', name: companyName },
    frame: (content) => content,
  };
}
