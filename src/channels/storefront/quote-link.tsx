import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../../views/language.tsx';
import { QuoteLinkPage } from '../../../views/storefront/quote-link.tsx';
import {
  acceptByLink,
  declineByLink,
  makeLinkCode,
  tryLinkCode,
  wasAcceptedByLink,
} from '../../ordering/answer-by-link.ts';
import {
  findQuoteLink,
  markLinkOpened,
  type OpenQuoteLink,
} from '../../ordering/quote-link.queries.ts';
import { listVersions } from '../../ordering/quote-version.queries.ts';
import { findQuote, type QuoteAsked } from '../../ordering/quote.queries.ts';
import { countLinkCode } from '../../people/attempts.ts';
import { hashToken, isToken } from '../../people/session-token.ts';
import { transact } from '../../platform/db/transact.ts';
import { newId } from '../../platform/id.ts';
import { NotFound, Refusal, type RefusalReason } from '../../platform/refusal.ts';
import type { Env } from '../env.ts';
import { clientAddress, readForm, readQuery, typedIn } from '../exchange.ts';
import { anyone } from '../guards.ts';
import { postLinkCode } from '../letters.ts';
import { answerPage } from '../page.tsx';
import { ComesOn, Declining, readWanted, SeenVersion } from './quote-answer-fields.ts';

const Arrival = z.object({ done: z.literal('code').optional().catch(undefined) });
const Acceptance = z.object({
  key: z.uuid(),
  seenVersion: SeenVersion,
  code: z
    .string()
    .transform((text) => text.replaceAll(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'sixDigits')),
  payment: z.enum(['prepaid', 'on-account'], 'choose'),
  purchaseNumber: z.string().trim().max(60),
  comesOn: ComesOn,
});

/**
 * A quote behind the link of a letter, for somebody of the company who is no
 * member: this quote and nothing else, until its time is over. Looking decides
 * nothing; accepting takes a code that the same address gets.
 */
export const quoteLink = new Hono<Env>()
  .use(anyone())

  .get('/:token', async (c) => {
    const linked = await readLink(c);
    const { db, actor, at } = c.var;
    // That one of ours looked says nothing of whom it was sent to.
    if (actor?.kind !== 'staff') {
      const { linkId } = linked.guest;
      await transact(db, (tx) => markLinkOpened(tx, { linkId, at }));
    }
    return show(c, { ...linked, isCodeSent: readQuery(c, Arrival).done === 'code' });
  })

  .post('/:token/code', async (c) => {
    const linked = await readLink(c);
    const { guest, quote, token } = linked;
    const { db, at } = c.var;
    await countLinkCode(db, { linkId: guest.linkId, address: clientAddress(c) });
    try {
      await transact(db, async (tx) => {
        const made = await makeLinkCode(tx, guest, { token, at });
        await postLinkCode(tx, { ...guest, ...made, number: quote.number, codeId: newId() });
      });
    } catch (error) {
      return showRefused(c, linked, error);
    }
    return c.redirect(`/quote-link/${token}?done=code#accept`, 303);
  })

  .post('/:token/acceptance', async (c) => {
    const linked = await readLink(c);
    const { guest, token } = linked;
    const form = await readForm(c, Acceptance);
    const { wanted, problems } = readWanted(c.var.fields);
    if (!form.ok || Object.keys(problems).length > 0) {
      const wrong = { ...(form.ok ? {} : form.problems), ...problems };
      return show(c, { ...linked, values: typedIn(c), problems: wrong });
    }
    const { db, at } = c.var;
    const { code, ...said } = form.data;
    if (await transact(db, (tx) => wasAcceptedByLink(tx, guest, said.key))) return back(c, token);
    try {
      const codeHash = await tryLinkCode(db, guest, { token, code, at });
      await transact(db, (tx) => acceptByLink(tx, guest, { ...said, wanted, codeHash, at }));
    } catch (error) {
      return showRefused(c, linked, error);
    }
    return back(c, token);
  })

  .post('/:token/refusal', async (c) => {
    const linked = await readLink(c);
    const form = await readForm(c, Declining);
    if (!form.ok) return show(c, { ...linked, ...form });
    const { db, at } = c.var;
    try {
      await transact(db, (tx) => declineByLink(tx, linked.guest, { ...form.data, at }));
    } catch (error) {
      return showRefused(c, linked, error);
    }
    return back(c, linked.token);
  });

const back = (c: Context<Env>, token: string) => c.redirect(`/quote-link/${token}`, 303);

type Linked = { token: string; guest: OpenQuoteLink; quote: QuoteAsked };

/**
 * What a link opens, in the language that the company reads unless this browser has
 * chosen one. Throws `token-invalid` for a link that leads nowhere; what can be no
 * token costs no statement. Throws `quote-expired` once the time of the quote is over.
 */
async function readLink(c: Context<Env>): Promise<Linked> {
  const token = c.req.param('token') ?? '';
  const { db, at } = c.var;
  c.header('Cache-Control', 'no-store');
  const guest = isToken(token)
    ? await findQuoteLink(db, { tokenHash: hashToken(token), at })
    : undefined;
  if (!guest) throw new Refusal({ code: 'token-invalid' });
  c.set('addressee', guest.language);
  const quote = await findQuote(db, guest.quoteId);
  if (!quote) throw new NotFound('quote', guest.quoteId);
  if (!quote.validUntil || quote.validUntil <= at) throw new Refusal({ code: 'quote-expired' });
  return { token, guest, quote };
}

type Shown = Linked & {
  isCodeSent?: boolean;
  values?: Record<string, string>;
  problems?: Record<string, string>;
  refused?: RefusalReason;
};

/** Shows the quote as it is now with what stands in the way; what is no refusal is thrown on. */
async function showRefused(c: Context<Env>, linked: Linked, error: unknown): Promise<Response> {
  if (!(error instanceof Refusal)) throw error;
  const now = await readLink(c);
  const { code: _, ...values } = typedIn(c);
  return show(c, { ...linked, ...now, values, refused: error.reason });
}

async function show(c: Context<Env>, shown: Shown): Promise<Response> {
  const { token, guest, quote, values = {}, problems = {}, refused, isCodeSent = false } = shown;
  const { db, at } = c.var;
  const versions = await listVersions(db, { quoteId: quote.id, withDraft: false });
  const current = versions.find(({ number }) => number === quote.currentVersion);
  if (!current) throw new NotFound('quote', quote.id);
  const page = {
    ...{ quote, current, values, problems, refused, isCodeSent, at },
    ...{ name: guest.name, email: guest.email, isCodeOut: guest.isCodeOut },
    ...{ formKey: newId(), base: `/quote-link/${token}` },
    mayPayLater: guest.mayPayLater,
  };
  const { title } = wordsFor(guest.language).quotes;
  const status = statusOf(shown);
  const answer = await answerPage(c, <QuoteLinkPage {...page} />, { title, status });
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

const statusOf = ({ problems, refused }: Shown) => {
  if (problems) return 422;
  return refused ? 409 : 200;
};
