import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { wordsFor } from '../../views/language.tsx';
import { NoticeFrame, NoticePage, NoticePart } from '../../views/notice.tsx';
import { RefusalNotice } from '../../views/refusals.tsx';
import type { Words } from '../../views/words/en.ts';
import { NotFound, Refusal, type RefusalReason } from '../platform/refusal.ts';
import type { Env } from './env.ts';
import { pageBehind, pathOf, wantsFragment } from './exchange.ts';
import { SignInNeeded } from './guards.ts';
import { FileTooBig } from './limits.ts';
import { answerPage, answerPart } from './page.tsx';
import { languageOf } from './session.ts';
import { failureOf, statusOfRefusal } from './failure.ts';

const RETRY_AFTER_SECONDS = '2';

/** The one place where what went wrong becomes an HTTP answer (D14). */
export const answerError: ErrorHandler<Env> = (error, c) => {
  if (error instanceof Refusal) return answerRefusal(c, error.reason);
  if (error instanceof NotFound) return answerNotice(c, 404);
  if (error instanceof SignInNeeded) return sendToSignIn(c);
  if (error instanceof FileTooBig) return answerNotice(c, error.status, error.saying);
  const { status, isOutcomeUnknown } = failureOf(error, c.var.log);
  return answerNotice(c, status, isOutcomeUnknown ? 'outcomeUnknown' : undefined);
};

/** The same answer for what is not there and for what is somebody else's. */
export const answerNotFound: NotFoundHandler<Env> = (c) => answerNotice(c, 404);

/** An address that exists, asked by a method that it does not have. */
export async function answerMethodNotAllowed(
  c: Context<Env>,
  methods: string[],
): Promise<Response> {
  c.header('Allow', methods.join(', '));
  return answerNotice(c, 405);
}

function answerRefusal(c: Context<Env>, reason: RefusalReason): Promise<Response> {
  const { notices } = wordsFor(languageOf(c));
  if (reason.code === 'too-many-attempts') {
    c.header('Retry-After', String(Math.ceil(reason.retryAfterSeconds)));
  }
  const notice = <RefusalNotice reason={reason} />;
  return answer(c, statusOfRefusal(reason), notices.refusedTitle, {
    part: notice,
    page: <NoticeFrame title={notices.refusedTitle}>{notice}</NoticeFrame>,
  });
}

function answerNotice(
  c: Context<Env>,
  status: ContentfulStatusCode,
  saying: Saying = sayingOf(status),
): Promise<Response> {
  const notice = sayingsOf(wordsFor(languageOf(c)))[saying];
  const reference = status >= 500 ? c.var.requestId : undefined;
  if (status === 503) c.header('Retry-After', RETRY_AFTER_SECONDS);
  return answer(c, status, notice.title, {
    part: <NoticePart {...notice} reference={reference} />,
    page: <NoticePage {...notice} reference={reference} />,
  });
}

type Saying = Exclude<keyof ReturnType<typeof sayingsOf>, 'refusedTitle'>;

function sayingsOf({ shell, notices }: Words) {
  return {
    ...notices,
    notFound: { title: shell.notFoundTitle, text: shell.notFound },
    broken: { title: shell.brokenTitle, text: shell.broken },
  };
}

function sayingOf(status: number): Saying {
  switch (status) {
    case 403:
      return 'crossSite';
    case 404:
      return 'notFound';
    case 405:
      return 'methodNotAllowed';
    case 413:
      return 'tooLarge';
    case 415:
      return 'unsupported';
    case 503:
      return 'busy';
    default:
      return status >= 500 ? 'broken' : 'badRequest';
  }
}

/** htmx swaps error answers too, so a part names its own place instead of the request's target. */
async function answer(
  c: Context<Env>,
  status: ContentfulStatusCode,
  title: string,
  shown: { part: Child; page: Child },
): Promise<Response> {
  if (!wantsFragment(c)) return answerPage(c, shown.page, { title, status });
  c.header('HX-Retarget', '#flash');
  c.header('HX-Reswap', 'innerHTML');
  return answerPart(c, shown.part, { status });
}

/** htmx follows a redirect silently and would put the sign-in into a corner of the page; it is told to leave instead. */
function sendToSignIn(c: Context<Env>): Response {
  const signIn = `/sign-in?next=${encodeURIComponent(pageOf(c))}`;
  if (c.req.header('HX-Request') !== 'true') return c.redirect(signIn, 303);
  c.header('HX-Redirect', signIn);
  return c.body(null, 401);
}

/** The page the person is on: of a form or a part, the page that holds it. */
function pageOf(c: Context<Env>): string {
  const isPage = c.req.method === 'GET' && !wantsFragment(c);
  return isPage ? pathOf(c.req.url) : pageBehind(c);
}
