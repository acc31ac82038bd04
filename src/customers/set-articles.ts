import { recordEvent } from '../events/record-event.ts';
import { type Actor, may, mayActFor } from '../people/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { NotFound, Refusal } from '../platform/refusal.ts';
import { type ArticleSet, deleteArticle, findProducts, writeArticles } from './article.queries.ts';
import { articleKeyOf, readArticleCode } from './company-article.ts';

/** As many numbers as one import may bring. */
export const ARTICLES_MAX = 10_000;

export type ArticlesToSet = {
  companyId: string;
  articles: readonly { code: string; productId: string }[];
  /** Whether a number that means another product until now is to mean the new one. */
  replaces: boolean;
  at: Date;
};

/**
 * Lets numbers of a company's own books mean our products, all of them or none;
 * gives back those that this changed. Of a number given twice the last counts;
 * harmless to repeat, and then nothing is remembered. Refuses who may not name
 * goods; a foreign company, a number that is none and an unknown product are
 * not found.
 */
export async function setArticles(
  tx: Tx,
  actor: Actor,
  { companyId, articles, replaces, at }: ArticlesToSet,
): Promise<ArticleSet[]> {
  refuseUnlessNaming(actor, companyId);
  const given = new Map(
    articles.map(({ code, productId }) => {
      const read = readArticleCode(code);
      if (!read.ok) throw new NotFound('article', code);
      return [read.key, { code: read.code, codeKey: read.key, productId }] as const;
    }),
  );
  if (given.size > ARTICLES_MAX) throw new Error(`${given.size} numbers at once`);
  const rows = [...given.values()];
  const productIds = [...new Set(rows.map(({ productId }) => productId))];
  const products = await findProducts(tx, productIds);
  if (products.length < productIds.length) throw new NotFound('product', productIds.join());

  const by = actor.personId;
  const set = await writeArticles(tx, { companyId, replaces, by, at }, rows);
  if (set.length > 0) {
    await recordEvent(
      tx,
      { type: 'company.articles-set', set },
      { companyId, personId: by, channel: null, subjectId: companyId, at },
    );
  }
  return set;
}

/**
 * Takes a number out of a company's books. Gives back what it meant, so that it
 * can be put back; `undefined` where it is gone already. Refuses as `setArticles`.
 */
export async function removeArticle(
  tx: Tx,
  actor: Actor,
  { companyId, code, at }: { companyId: string; code: string; at: Date },
): Promise<{ code: string; productId: string } | undefined> {
  refuseUnlessNaming(actor, companyId);
  const gone = await deleteArticle(tx, { companyId, key: articleKeyOf(code) });
  if (!gone) return undefined;
  await recordEvent(
    tx,
    { type: 'company.article-removed', code: gone.code, sku: gone.sku },
    { companyId, personId: actor.personId, channel: null, subjectId: companyId, at },
  );
  return gone;
}

function refuseUnlessNaming(actor: Actor, companyId: string): void {
  if (!may(actor, 'name-goods')) throw new Refusal({ code: 'not-permitted' });
  if (!mayActFor(actor, companyId)) throw new NotFound('company', companyId);
}
