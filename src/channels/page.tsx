import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { LanguageProvider } from '../../views/language.tsx';
import { TabletLayout } from '../../views/desk/tablet-layout.tsx';
import { Layout, type Viewer } from '../../views/layout.tsx';
import { type Actor, may } from '../people/actor.ts';
import type { Language } from '../platform/db/schema.ts';
import type { Branch } from '../people/branch.queries.ts';
import type { Env } from './env.ts';
import { languageOf } from './session.ts';

type Answer = { status?: ContentfulStatusCode };

type Page = Answer & {
  title: string;
  /** What stands in the search box. */
  phrase?: string;
  /** Stands on a wall: dark, without bar and foot, asks again by itself. */
  isWall?: boolean;
};

const compress = promisify(brotliCompress);
const COMPRESS_FROM_LENGTH = 1024;
const BROTLI_QUALITY = 7;

/** Answers with a whole page: the content in the frame, in the reader's language. */
export async function answerPage(c: Context, content: Child, page: Page): Promise<Response> {
  const context: Context<Env> = c;
  const { title, status = 200, phrase, isWall } = page;
  const { assets, config } = context.var;
  const url = new URL(c.req.url);
  return send(
    context,
    <Layout
      title={title}
      language={languageOf(context)}
      theme={context.var.theme ?? 'system'}
      path={`${url.pathname}${url.search}`}
      asset={assets.urlOf}
      viewer={viewerOf(context)}
      branches={await branchesFor(context, status)}
      demo={config.demo}
      isError={status >= 400}
      phrase={phrase}
      isWall={isWall}
    >
      {content}
    </Layout>,
    status,
  );
}

/** Answers with the part of a page that htmx asked for, in the reader's language. */
export async function answerPart(
  c: Context,
  content: Child,
  { status = 200 }: Answer = {},
): Promise<Response> {
  const context: Context<Env> = c;
  const sprite = context.var.assets.urlOf('icons.svg');
  return send(
    context,
    <LanguageProvider
      language={languageOf(context)}
      sprite={sprite}
      branches={await branchesFor(context, status)}
    >
      {content}
    </LanguageProvider>,
    status,
  );
}

/** Answers with the whole screen of a tablet on a desk, in the language of whom it asks. */
export async function answerTablet(
  c: Context,
  content: Child,
  screen: Answer & { title: string; language: Language; againSeconds: number | null },
): Promise<Response> {
  const context: Context<Env> = c;
  const { status = 200, ...frame } = screen;
  const branches = await branchesFor(context, status);
  return send(
    context,
    <TabletLayout {...frame} asset={context.var.assets.urlOf} branches={branches}>
      {content}
    </TabletLayout>,
    status,
    screen.language,
  );
}

/** What went wrong on our side is told without asking a database that may be what went wrong. */
async function branchesFor(c: Context<Env>, status: number): Promise<readonly Branch[]> {
  return status >= 500 ? [] : c.var.readBranches();
}

function viewerOf(c: Context<Env>): Viewer {
  const actor: Actor | undefined = c.var.actor;
  if (!actor) return { kind: 'guest' };
  const { name } = actor;
  if (actor.kind === 'staff') {
    return { kind: 'staff', name, role: actor.role, branchCode: actor.branchCode ?? undefined };
  }
  const cartLines = may(actor, 'fill-carts') ? c.var.session?.cartLines : undefined;
  const approves = may(actor, 'approve-orders');
  const seesMoney = may(actor, 'see-money');
  const { companyName, role } = actor;
  return { kind: 'buyer', name, companyName, role, approves, seesMoney, cartLines };
}

/**
 * Personal, so no shared cache may keep it; `no-cache` rather than `no-store`,
 * so that Back is instant. Brotli 7 from 1 KB on, off the main thread.
 */
async function send(
  c: Context<Env>,
  content: HtmlEscapedString | Promise<HtmlEscapedString>,
  status: ContentfulStatusCode,
  language: Language = languageOf(c),
): Promise<Response> {
  const html = (await content).toString();
  c.header('Content-Type', 'text/html; charset=utf-8');
  c.header('Cache-Control', 'private, no-cache');
  c.header('Vary', 'HX-Request-Type, Cookie, Accept-Language, Accept-Encoding');
  c.header('Content-Language', language);
  if (html.length < COMPRESS_FROM_LENGTH || !takesBrotli(c)) return c.body(html, status);
  c.header('Content-Encoding', 'br');
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  return c.body(new Uint8Array(await compress(html, { params })), status);
}

const takesBrotli = (c: Context) =>
  accepts(c, {
    header: 'Accept-Encoding',
    supports: ['br', 'identity'],
    default: 'identity',
  }) === 'br';
