import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';
import { problems } from '../../views/words/en/problems.ts';
import type { Env } from './env.ts';
import type { Fields } from './limits.ts';

/** What was typed, what it means, or why it means nothing. Problems are codes of `words.problems`. */
export type Form<Data> =
  | { ok: true; data: Data }
  | { ok: false; values: Record<string, string>; problems: Record<string, string> };

/**
 * Reads the form that was sent. A name sent once is a text, a name sent again a
 * list, so a repeated field never passes where one value is expected; lists are
 * declared with `many`. Passwords are not given back among the values. A field in
 * which the number of a payment card stood is a problem, whatever the form.
 */
export async function readForm<Data>(c: Context, schema: z.ZodType<Data>): Promise<Form<Data>> {
  const fields = fieldsOf(c, 'fields');
  const read = await schema.safeParseAsync(plain(fields));
  const withCards = cardProblemsOf(c);
  if (read.success && Object.keys(withCards).length === 0) return { ok: true, data: read.data };
  const problems = read.success ? {} : problemsOf(read.error, fields);
  return { ok: false, values: valuesOf(fields), problems: { ...problems, ...withCards } };
}

/**
 * Reads what stands in the address. Filters say with `.catch(…)` what they mean
 * when they mean nothing; whatever remains wrong is answered 400.
 */
export function readQuery<Data>(c: Context, schema: z.ZodType<Data>): Data {
  const read = schema.safeParse(plain(fieldsOf(c, 'query')));
  if (!read.success) throw new HTTPException(400, { cause: read.error });
  return read.data;
}

/** A field that may be sent any number of times, such as a checkbox: none, one or many give a list. */
export function many<Item extends z.ZodType>(item: Item) {
  return z.preprocess((value) => {
    if (value === undefined) return [];
    return Array.isArray(value) ? value : [value];
  }, z.array(item));
}

/** What was typed, as a form shows it again that was understood and still refused. Passwords are left out. */
export const typedIn = (c: Context): Record<string, string> => valuesOf(fieldsOf(c, 'fields'));

/** The text of a field as it was typed. Texts of a field that was sent twice come as one that no choice is called by. */
export function typedText(c: Context): (field: string) => string | undefined {
  const fields = fieldsOf(c, 'fields');
  return (field) => fields.get(field)?.join(' ');
}

/** htmx asks for a part of the page, unless it is about to replace the body or restores its history. */
export function wantsFragment(c: Context): boolean {
  return (
    c.req.header('HX-Request-Type') === 'partial' &&
    c.req.header('HX-History-Restore-Request') !== 'true'
  );
}

/** The page that holds the form or the part that was asked for; of a whole page, the one that led to it. */
export function pageBehind(c: Context): string {
  return pathOf(c.req.header('HX-Current-URL') ?? c.req.header('referer'));
}

/** Path and query of an address; what is no address is the home page. */
export function pathOf(address: string | undefined): string {
  const url = address && URL.canParse(address) ? new URL(address) : undefined;
  return localPath(url && `${url.pathname}${url.search}`);
}

/** An address of ours to go on to, as a form or a link names it; anything else becomes the home page. */
export function localPath(text: string | undefined): string {
  if (!text || !/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return '/';
  return text;
}

/** Where the request comes from: the socket's peer, or what the trusted proxy says (its last entry). */
export function clientAddress(c: Context<Env>): string {
  const header = c.var.config.addressHeader;
  const forwarded = header && c.req.header(header)?.split(',').at(-1)?.trim();
  return forwarded || c.env?.incoming?.socket.remoteAddress || 'unknown';
}

const fieldsOf = (c: Context, from: 'query' | 'fields'): Fields => {
  const context: Context<Env> = c;
  return context.get(from);
};

function cardProblemsOf(c: Context): Record<string, string> {
  const context: Context<Env> = c;
  return Object.fromEntries([...context.var.withCards].map((name) => [name, 'cardNumber']));
}

/** One text for a name sent once, a list for one sent again. Dangerous names were refused at the edge. */
function plain(fields: Fields): Record<string, string | readonly string[]> {
  return Object.fromEntries(
    [...fields].map(([name, texts]) => [name, texts.length === 1 ? (texts[0] ?? '') : texts]),
  );
}

function valuesOf(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    [...fields]
      .filter(([name]) => !/password/i.test(name))
      .map(([name, texts]) => [name, texts[0] ?? '']),
  );
}

function problemsOf(error: z.ZodError, fields: Fields): Record<string, string> {
  const found: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = issue.path.join('.');
    found[field] ??= problemOf(issue, fields.has(field));
  }
  return found;
}

/** The schema's own code where it names one, else the code for what zod found. */
function problemOf(issue: z.core.$ZodIssue, given: boolean): string {
  const [code = ''] = issue.message.split(':');
  if (code in problems) return issue.message;
  if (issue.code === 'too_small') {
    if (issue.origin !== 'string')
      return issue.inclusive ? `tooSmall:${issue.minimum}` : 'positive';
    return issue.minimum === 1 ? 'required' : `tooShort:${issue.minimum}`;
  }
  if (issue.code === 'too_big') {
    return `${issue.origin === 'string' ? 'tooLong' : 'tooLarge'}:${issue.maximum}`;
  }
  if (issue.code === 'invalid_format' && issue.format === 'email') return 'email';
  return issue.code === 'invalid_type' && !given ? 'required' : 'invalid';
}
