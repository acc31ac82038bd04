import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** 256 bits as base64url, whole and alone. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A new secret for a session or a link: 256 random bits as base64url. A session's is shown once and stored only as its hash. */
export function newSessionToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** The hash under which a token is stored: SHA-256 of its text, 32 bytes. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Whether a text can be a token at all: empty, shortened, lengthened and listed ones cannot, and cost no statement. */
export function isToken(text: unknown): text is string {
  return typeof text === 'string' && TOKEN.test(text);
}
