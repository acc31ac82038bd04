import { createHash } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { houseLanguage } from '../events/trade-event.ts';
import type { Actor } from '../people/actor.ts';
import { findActor } from '../people/session.queries.ts';
import type { Config } from '../platform/config.ts';
import type { Language } from '../platform/db/schema.ts';
import type { Env } from './env.ts';

const YEAR_SECONDS = 31_536_000;

/** A language of ours, as an address names it. */
export const LanguageCode = z.enum(['en', 'ru', 'kk']);
const ThemeName = z.enum(['system', 'light', 'dark']);

/** 256 random bits as base64url. Anything else is no token of ours and costs no statement. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * Finds who is asking, by one statement at most, and in which language and
 * colours to answer. The choice made in this browser comes first, then the
 * person's own, that of whom a link was sent to, then what the browser prefers, then the house's language.
 */
export const readSession: MiddlewareHandler<Env> = async (c, next) => {
  const token = readToken(c);
  const found = token && (await findActor(c.var.db, hashOf(token), c.var.at));
  const actor = found ? found.actor : undefined;
  c.set('actor', actor);
  c.set('session', found ? found.session : undefined);
  c.set('language', languageOf(c));
  c.set('theme', ThemeName.safeParse(getCookie(c, 'theme')).data ?? actor?.theme ?? 'system');
  await next();
};

/** The language to answer in; also for answers given before anybody was looked up. */
export function languageOf(c: Context<Env>): Language {
  const own: Actor | undefined = c.var.actor;
  const { addressee } = c.var;
  return chosenLanguage(c) ?? own?.language ?? addressee ?? preferredLanguage(c) ?? houseLanguage;
}

/**
 * `?lang=kk` on any page keeps the choice in a cookie and leads to the same
 * page without it. Works without scripts and without a session.
 */
export const switchLanguage: MiddlewareHandler<Env> = async (c, next) => {
  const [asked] = c.var.query.get('lang') ?? [];
  if (c.req.method !== 'GET' || asked === undefined) return next();
  const language = LanguageCode.safeParse(asked).data;
  if (language) keepChoice(c, 'lang', language);
  const url = new URL(c.req.url);
  url.searchParams.delete('lang');
  return c.redirect(`${url.pathname}${url.search}`, 303);
};

/** Keeps what a reader chose for this browser, for a year. */
export function keepChoice(c: Context<Env>, name: 'lang' | 'theme', value: string): void {
  setCookie(c, name, value, { ...attributes(c), maxAge: YEAR_SECONDS });
}

/**
 * Hands the browser the token of a session that was just opened. From here the
 * person's own language and colours count, not those chosen here before.
 */
export function startSession(c: Context<Env>, token: string, expiresAt: Date): void {
  const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - c.var.at.getTime()) / 1000));
  setCookie(c, 'sid', token, { ...attributes(c), ...prefix(c.var.config), maxAge });
  deleteCookie(c, 'lang', { path: '/' });
  deleteCookie(c, 'theme', { path: '/' });
}

/** Takes the token away from the browser; ending the session itself is the sign-out's. */
export function endSession(c: Context<Env>): void {
  deleteCookie(c, 'sid', { ...attributes(c), ...prefix(c.var.config) });
}

/** The hash under which a session is stored: SHA-256 of the token as it stands in the cookie. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function readToken(c: Context<Env>): string | undefined {
  const token = isHttps(c.var.config) ? getCookie(c, 'sid', 'host') : getCookie(c, 'sid');
  return token && TOKEN.test(token) ? token : undefined;
}

const isHttps = (config: Config) => config.publicUrl?.startsWith('https:') ?? false;

const prefix = (config: Config) => (isHttps(config) ? ({ prefix: 'host' } as const) : {});

const attributes = (c: Context<Env>) =>
  ({
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isHttps(c.var.config),
  }) as const;

const chosenLanguage = (c: Context<Env>): Language | undefined =>
  LanguageCode.safeParse(getCookie(c, 'lang')).data;

/** The first language of ours in `Accept-Language`, by the weights that stand there. */
function preferredLanguage(c: Context<Env>): Language | undefined {
  const wished = (c.req.header('accept-language') ?? '').split(',').map((entry) => {
    const [tag = '', weight = 'q=1'] = entry.trim().split(/\s*;\s*/);
    return {
      code: tag.split('-')[0]?.toLowerCase(),
      weight: Number(weight.replace(/^q=/, '')) || 0,
    };
  });
  return wished
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ code }) => LanguageCode.safeParse(code).data)
    .find((language) => language !== undefined);
}
