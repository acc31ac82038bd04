import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { hideCardNumbers } from '../platform/card-number.ts';
import type { Env } from './env.ts';

/** What was sent under each name, in the order it came. */
export type Fields = ReadonlyMap<string, readonly string[]>;
export type Files = ReadonlyMap<string, readonly File[]>;

const BODY_BYTES_MAX = 100 * 1024;
/** A list of ten thousand rows, with room to spare; `notices.fileTooBig` names it. */
const FILE_BYTES_MAX = 5 * 1024 * 1024;
/** A price list of a hundred thousand rows; with room to spare; `notices.priceFileTooBig` names it. */
const PRICE_FILE_BYTES_MAX = 30 * 1024 * 1024;
const FIELDS_MAX = 1000;
const DEPTH_MAX = 32;

/** Names that would reach into every object, were they ever copied into one. */
const forbiddenNames = new Set(['__proto__', 'constructor', 'prototype']);

/** Several drawings with one form, with room to spare; `notices.filesTooBig` names it. */
const FILES_BYTES_MAX = 20 * 1024 * 1024;

/** A file was sent that is larger than we take; the mapper says how large it may be. */
export class FileTooBig extends HTTPException {
  readonly saying: 'fileTooBig' | 'filesTooBig' | 'priceFileTooBig';

  constructor(saying: FileTooBig['saying']) {
    super(413);
    this.saying = saying;
  }
}

const limitForm = bodyLimit({
  maxSize: BODY_BYTES_MAX,
  onError: () => {
    throw new HTTPException(413);
  },
});

const limitFile = bodyLimit({
  maxSize: FILE_BYTES_MAX + BODY_BYTES_MAX,
  onError: () => {
    throw new FileTooBig('fileTooBig');
  },
});

const limitPriceFile = bodyLimit({
  maxSize: PRICE_FILE_BYTES_MAX + BODY_BYTES_MAX,
  onError: () => {
    throw new FileTooBig('priceFileTooBig');
  },
});

const limitFiles = bodyLimit({
  maxSize: FILES_BYTES_MAX + BODY_BYTES_MAX,
  onError: () => {
    throw new FileTooBig('filesTooBig');
  },
});

/** What drawings, photos and lists go along with: requests, complaints, messages, notes, and what is taken over. */
const WITH_FILES = [
  /^\/(?:quotes|(?:office\/)?quotes\/[^/]+\/(?:messages|notes))$/,
  /^\/(?:claims(?:\/photos)?|(?:office\/)?claims\/[^/]+\/(?:messages|inspection))$/,
  /^\/(?:counter|phone)\/orders\/[^/]+\/claim$/,
  /^\/(?:shipments|t)\/[^/]+\/handover$/,
];
const PRICE_FILE = /^\/office\/price-lists\/[^/]+\/imports\/file$/;

/**
 * Answers 413 to a body above 100 KB, whether it says its length or comes in
 * pieces; nothing beyond is kept. Addresses that end in `/file` take a form in
 * parts with a file of 5 MB (`channels/uploads`), that of a price list one of 30 MB, and
 * what files go along with 20 MB (`channels/attachments`); no others do.
 */
export const limitBody: MiddlewareHandler = (c, next) => {
  const isInParts = c.req.header('content-type')?.toLowerCase().startsWith('multipart/form-data');
  if (isInParts && WITH_FILES.some((path) => path.test(c.req.path))) return limitFiles(c, next);
  if (!isInParts || !c.req.path.endsWith('/file')) return limitForm(c, next);
  return (PRICE_FILE.test(c.req.path) ? limitPriceFile : limitFile)(c, next);
};

/**
 * Reads the address and the body once, for everybody: 1 000 fields at most, no
 * NUL, no broken characters, text in the one form of Unicode (NFC). What no
 * honest client sends is answered 400, a kind of body we do not take 415.
 */
export const readRequest: MiddlewareHandler<Env> = async (c, next) => {
  c.set('query', fieldsOf(new URL(c.req.url).searchParams));
  c.set('fields', new Map());
  c.set('withCards', new Set());
  c.set('files', new Map());
  if (c.req.raw.body) await readBody(c);
  await next();
};

async function readBody(c: Context<Env>): Promise<void> {
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength === 0) return;
  const type = c.req.header('content-type') ?? '';
  const [kind = ''] = type.toLowerCase().split(/\s*;/);
  switch (kind) {
    case 'application/x-www-form-urlencoded':
      return keepFields(c, new URLSearchParams(new TextDecoder().decode(bytes)));
    case 'multipart/form-data':
      return readParts(c, await partsOf(bytes, type));
    case 'application/json':
      return checkJson(new TextDecoder().decode(bytes));
    default:
      throw new HTTPException(415);
  }
}

/** A missing or false boundary makes the parser throw; that is the sender's mistake. */
async function partsOf(bytes: ArrayBuffer, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'content-type': type } }).formData();
  } catch {
    throw garbage();
  }
}

function readParts(c: Context<Env>, parts: FormData): void {
  const texts: [string, string][] = [];
  const files = new Map<string, File[]>();
  for (const [name, value] of parts) {
    if (typeof value === 'string') texts.push([name, value]);
    else files.set(cleanName(name), [...(files.get(cleanName(name)) ?? []), withoutCard(value)]);
  }
  keepFields(c, texts);
  c.set('files', files);
}

/** The same file, whose name is kept and shown, without the number of a payment card in it. */
function withoutCard(file: File): File {
  const name = hideCardNumbers(file.name);
  return name === file.name ? file : new File([file], name, { type: file.type });
}

/**
 * Keeps what was typed, without the numbers of payment cards: no form takes them,
 * so no code behind this line can store, log or show one. Forms say which fields
 * had one (`channels/exchange`).
 */
function keepFields(c: Context<Env>, pairs: Iterable<[string, string]>): void {
  const fields = fieldsOf(pairs);
  const withCards = new Set<string>();
  for (const [name, texts] of fields) {
    const hidden = texts.map(hideCardNumbers);
    if (hidden.every((text, place) => text === texts[place])) continue;
    fields.set(name, hidden);
    withCards.add(name);
  }
  c.set('fields', fields);
  c.set('withCards', withCards);
}

function fieldsOf(pairs: Iterable<[string, string]>): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of pairs) {
    count += 1;
    if (count > FIELDS_MAX) throw garbage();
    const key = cleanName(name);
    const known = fields.get(key);
    if (known) known.push(cleanText(value));
    else fields.set(key, [cleanText(value)]);
  }
  return fields;
}

function cleanName(name: string): string {
  if (forbiddenNames.has(name)) throw garbage();
  return cleanText(name);
}

/**
 * U+FFFD stands where the bytes were no UTF-8, a lone surrogate among them;
 * nobody types it. PostgreSQL cannot keep a NUL.
 */
function cleanText(text: string): string {
  if (/[\0\uFFFD]|\p{Surrogate}/u.test(text)) throw garbage();
  return text.normalize('NFC');
}

/** Nothing of ours takes JSON in a page's route; it is still looked at, so that garbage is called garbage. */
function checkJson(text: string): void {
  let depth = 0;
  for (const sign of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (sign === '[' || sign === '{') depth += 1;
    if (sign === ']' || sign === '}') depth -= 1;
    if (depth > DEPTH_MAX) throw garbage();
  }
  try {
    JSON.parse(text, (name, value: unknown) => {
      cleanName(name);
      return typeof value === 'string' ? cleanText(value) : value;
    });
  } catch {
    throw garbage();
  }
}

const garbage = () => new HTTPException(400);
