import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;
/** A telephone's clock may be this many periods early or late. */
const STEPS_ASIDE = 1;

/** A new key for an authenticator app, in base32. */
export function newSecondFactorKey(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address that an authenticator app reads from a picture (`otpauth://totp/…`). */
export function enrolmentAddress(of: { key: string; email: string }): string {
  return generator(of.key, of.email).toString();
}

/**
 * The 30-second step that a code belongs to, counted from 1970; `undefined` for
 * a wrong code. One step before and after the present is let pass. That a step
 * counts once is for the caller to see to.
 */
export function stepOfCode(given: { key: string; code: string; at: Date }): number | undefined {
  const timestamp = given.at.getTime();
  const delta = generator(given.key).validate({
    token: given.code,
    timestamp,
    window: STEPS_ASIDE,
  });
  if (delta === null) return undefined;
  return Math.floor(timestamp / (PERIOD_SECONDS * 1000)) + delta;
}

function generator(key: string, label = ''): TOTP {
  return new TOTP({
    issuer: 'Counterweight',
    label,
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(key),
  });
}
