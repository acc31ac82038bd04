import { createHash } from 'node:crypto';

/**
 * An id that follows from a form's key and a name within it (UUID version 8,
 * RFC 9562): the same form sent twice speaks of the same things.
 */
export function derivedId(key: string, name: string): string {
  const hash = createHash('sha256').update(`${key} ${name}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
