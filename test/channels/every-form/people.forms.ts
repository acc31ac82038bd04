import { Secret, TOTP } from 'otpauth';
import { type LinkPurpose, insertLink } from '../../../src/people/access-link.queries.ts';
import { newSecondFactorKey } from '../../../src/people/second-factor.ts';
import { hashToken, newSessionToken } from '../../../src/people/session-token.ts';
import { transact } from '../../../src/platform/db/transact.ts';
import { setPassword } from '../../people/shop.ts';
import { signedIn } from '../../support/app.ts';
import {
  anything,
  choice,
  exactly,
  exactlyAsTyped,
  secret,
  words,
} from '../../support/every-form.ts';
import { aBuyer, aClerk, at } from '../../support/world.ts';
import { type Forms, cookies, db, them, us } from './cast.ts';
import { email } from './fields.ts';

const PASSWORD = 'correct horse battery staple';

async function aLink(
  purpose: LinkPurpose,
  person: { personId: string },
  companyId: string | null,
): Promise<string> {
  const token = newSessionToken();
  const link = { tokenHash: hashToken(token), purpose, personId: person.personId, companyId, at };
  await transact(db, (tx) =>
    insertLink(tx, { ...link, expiresAt: new Date(at.getTime() + 3_600_000) }),
  );
  return token;
}

/** One of ours with a key for his second factor, in force or waiting for its first code. */
async function aKeyHolder(
  isInForce: boolean,
): Promise<{ personId: string; cookie: string; code: string }> {
  const person = await aClerk(db);
  const key = newSecondFactorKey();
  const cookie = await signedIn(db, person, at);
  await db
    .updateTable('person')
    .set({ totpSecret: key, totpConfirmedAt: isInForce ? at : null })
    .where('id', '=', person.personId)
    .execute();
  if (isInForce) {
    await db
      .updateTable('session')
      .set({ secondFactorAt: null })
      .where('personId', '=', person.personId)
      .execute();
  }
  const generator = new TOTP({ secret: Secret.fromBase32(key), digits: 6, period: 30 });
  const code = generator.generate({ timestamp: at.getTime() });
  return { personId: person.personId, cookie, code };
}

const sixDigits = (valid: string) =>
  secret(valid, (text) => text?.replaceAll(/[\s-]/g, '') === valid);

const newPassword = () =>
  secret(
    PASSWORD,
    (text = '') => text.length >= 10 && text.length <= 200 && !/^(.)\1*$/.test(text),
  );

const roleOfStaff = () =>
  choice('counter', ['counter', 'phone', 'manager', 'head_of_sales', 'admin']);

/** Signing in and out, the second factor, and our own people. */
export const peopleForms: Forms = {
  'POST /sign-in': async () => {
    const person = await aClerk(db);
    await setPassword(db, person, PASSWORD);
    return {
      fields: {
        email: exactlyAsTyped(person.email),
        password: secret(PASSWORD, (text) => text === PASSWORD),
        next: anything('/orders'),
      },
    };
  },
  'POST /sign-out': async () => ({ cookie: await signedIn(db, us.buyer, at) }),
  'POST /sign-out/everywhere': async () => ({
    cookie: await signedIn(db, await aClerk(db), at),
  }),
  'POST /second-factor': async () => {
    const { cookie, code } = await aKeyHolder(true);
    return { cookie, fields: { code: sixDigits(code), next: anything('/counter') } };
  },
  'POST /second-factor/key': async () => ({ cookie: await signedIn(db, await aClerk(db), at) }),
  'POST /second-factor/confirmation': async () => {
    const { cookie, code } = await aKeyHolder(false);
    return { cookie, fields: { code: sixDigits(code) } };
  },
  'POST /invitation/:token': async () => {
    const guest = await aBuyer(db, them.company);
    const member = { personId: guest.personId, companyId: us.company.id };
    await db
      .insertInto('membership')
      .values({ ...member, role: 'buyer', endedAt: at })
      .execute();
    const token = await aLink('invitation', guest, us.company.id);
    return {
      params: { token: exactly(token, newSessionToken()) },
      fields: { newPassword: newPassword() },
    };
  },
  'POST /password-reset': async () => ({ fields: { email: email(us.buyer.email) } }),
  'POST /password-reset/:token': async () => {
    const person = await aClerk(db);
    await setPassword(db, person, PASSWORD);
    const token = await aLink('password-reset', person, null);
    return {
      params: { token: exactly(token, newSessionToken()) },
      fields: { newPassword: newPassword() },
    };
  },
  'POST /office/people': async () => ({
    cookie: cookies.admin,
    fields: {
      email: email('new@counterweight.example'),
      name: words('New', { min: 1, max: 200 }),
      role: roleOfStaff(),
      branchCode: choice('ALA', ['', 'ALA', 'NQZ']),
    },
  }),
  'POST /office/people/:personId/position': async () => ({
    cookie: cookies.admin,
    params: { personId: exactly((await aClerk(db)).personId) },
    fields: { role: roleOfStaff(), branchCode: choice('NQZ', ['', 'ALA', 'NQZ']) },
  }),
  'POST /office/people/:personId/block': async () => ({
    cookie: cookies.admin,
    params: { personId: exactly((await aClerk(db)).personId) },
  }),
  'POST /office/people/:personId/second-factor-removal': async () => ({
    cookie: cookies.admin,
    params: { personId: exactly((await aKeyHolder(true)).personId) },
  }),
};
