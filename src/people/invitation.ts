import type { Tx } from '../platform/db/database.ts';
import type { Language, StaffRole } from '../platform/db/schema.ts';
import { newId } from '../platform/id.ts';
import { Refusal } from '../platform/refusal.ts';
import { insertLink, type OpenLink, takeLink, voidLinks } from './access-link.queries.ts';
import { type Actor, type Buyer, may } from './actor.ts';
import { beginMembership, findOrInsertPerson, holdPlace } from './membership.queries.ts';
import { type GivenRole, roleToKeep } from './keep-own-roles.ts';
import { setPasswordHash } from './person.queries.ts';
import { hashToken, newSessionToken } from './session-token.ts';
import { openSession, type SignedIn } from './sign-in.ts';
import { insertInvitedStaff } from './staff.queries.ts';

const INVITATION_LASTS_MS = 7 * 86_400_000;

type Guest = { email: string; name: string; language: Language };

/** What the letter of invitation is made of. The token stands nowhere else. */
export type Invitation = Guest & {
  personId: string;
  token: string;
  /** Names the letter in the outbox. */
  linkId: string;
  expiresAt: Date;
};

/**
 * A company's administrator invites somebody into his company, in a role that
 * begins with the acceptance. Whether the address is known to us already makes
 * no difference to what happens here or is told. Earlier invitations of the
 * same person to the company are void. `undefined` for somebody who is a member
 * already.
 */
export async function inviteBuyer(
  tx: Tx,
  actor: Buyer,
  guest: Guest & { role: GivenRole; at: Date },
): Promise<Invitation | undefined> {
  const { role, at } = guest;
  const { companyId } = actor;
  if (!may(actor, 'manage-colleagues')) throw new Refusal({ code: 'not-permitted' });
  const kept = await roleToKeep(tx, { companyId, role });
  const person = await findOrInsertPerson(tx, {
    id: newId(),
    email: guest.email,
    name: guest.name,
    language: guest.language,
  });
  if (!(await holdPlace(tx, { personId: person.personId, companyId, ...kept, at })))
    return undefined;
  const invitation = await newInvitation(tx, { personId: person.personId, companyId, at });
  return { ...invitation, email: guest.email, name: person.name, language: person.language };
}

/**
 * An administrator of ours invites a colleague. `undefined` when the address
 * belongs to somebody who can sign in already or to a buyer, for nobody is both.
 */
export async function inviteStaff(
  tx: Tx,
  actor: Actor,
  guest: Guest & { role: StaffRole; branchCode: string | null; at: Date },
): Promise<Invitation | undefined> {
  const { email, name, language, role, branchCode, at } = guest;
  if (!may(actor, 'administer')) throw new Refusal({ code: 'not-permitted' });
  const made = await insertInvitedStaff(tx, {
    id: newId(),
    email,
    name,
    language,
    role,
    branchCode,
  });
  if (!made) return undefined;
  const invitation = await newInvitation(tx, { personId: made.personId, companyId: null, at });
  return { ...invitation, email, name, language };
}

/** Takes an invitation back that has not been accepted. Repeats harmlessly; says whether one was open. */
export async function cancelInvitation(
  tx: Tx,
  actor: Buyer,
  given: { personId: string; at: Date },
): Promise<boolean> {
  if (!may(actor, 'manage-colleagues')) throw new Refusal({ code: 'not-permitted' });
  const { personId, at } = given;
  return voidLinks(tx, { personId, purpose: 'invitation', companyId: actor.companyId, at });
}

/**
 * Accepts an invitation, once. Somebody new sets a password and is signed in;
 * somebody known keeps his password, becomes a member and signs in himself,
 * unless it is his session that he accepts in (`actorId`). The link alone says
 * who joins what. Throws `token-invalid` for a link that opens nothing (any more).
 */
export async function acceptInvitation(
  tx: Tx,
  given: {
    token: string;
    /** Of the password that somebody new chose. */
    passwordHash: string | undefined;
    actorId: string | undefined;
    at: Date;
  },
): Promise<{ link: OpenLink; signedIn: SignedIn | undefined }> {
  const { token, passwordHash, actorId, at } = given;
  const link = await takeLink(tx, { tokenHash: hashToken(token), purpose: 'invitation', at });
  if (!link) throw invalid();
  const { personId, companyId } = link;
  // Nobody is both: a company's invitation makes no buyer of one of ours, and ours no staff of a buyer (R38).
  if ((companyId === null) !== (link.staffRole !== null)) throw invalid();
  if (companyId) await joinCompany(tx, { personId, companyId, at });

  const isNew = !link.hasPassword;
  if (isNew) {
    if (!passwordHash) throw invalid();
    await setPasswordHash(tx, { personId, passwordHash });
  }
  if (!isNew && actorId !== personId) return { link, signedIn: undefined };
  const company = companyId ? { companyId } : {};
  const signedIn = await openSession(tx, { personId, ...company, secondFactorAt: null, at });
  if (!signedIn) throw invalid();
  return { link, signedIn };
}

async function joinCompany(tx: Tx, member: { personId: string; companyId: string; at: Date }) {
  if (!(await beginMembership(tx, member))) throw invalid();
}

async function newInvitation(
  tx: Tx,
  to: { personId: string; companyId: string | null; at: Date },
): Promise<{ personId: string; token: string; linkId: string; expiresAt: Date }> {
  const { personId, companyId, at } = to;
  const token = newSessionToken();
  const tokenHash = hashToken(token);
  const expiresAt = new Date(at.getTime() + INVITATION_LASTS_MS);
  await voidLinks(tx, { personId, purpose: 'invitation', companyId, at });
  await insertLink(tx, { tokenHash, purpose: 'invitation', personId, companyId, at, expiresAt });
  return { personId, token, linkId: tokenHash.toString('hex'), expiresAt };
}

const invalid = () => new Refusal({ code: 'token-invalid' });
