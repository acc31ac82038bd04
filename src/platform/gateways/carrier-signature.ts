import { createHmac, timingSafeEqual } from 'node:crypto';

/** A report is believed for so long before and after it was signed. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * Signs a report of a carrier as we expect it: `t=<seconds>,v1=<hex>`, the HMAC-SHA256 of
 * the seconds, a point and the raw body. For carriers' programs and our tests.
 */
export function signCarrierReport(secret: string, rawBody: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${macOf(secret, seconds, rawBody).toString('hex')}`;
}

/** Whether a report is the carrier's own, unaltered, and signed within five minutes of `at`. */
export function isCarriersOwn(
  secret: string,
  said: { rawBody: string; signature: string | undefined; at: Date },
): boolean {
  const [, seconds = '', mac = ''] =
    /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(said.signature ?? '') ?? [];
  if (mac === '') return false;
  const isFresh = Math.abs(Number(seconds) * 1000 - said.at.getTime()) <= TOLERANCE_MS;
  const own = macOf(secret, Number(seconds), said.rawBody);
  return timingSafeEqual(own, Buffer.from(mac, 'hex')) && isFresh;
}

const macOf = (secret: string, seconds: number, rawBody: string): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.${rawBody}`).digest();
