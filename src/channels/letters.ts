import { invitationLetter } from '../../views/mail/invitation.ts';
import { passwordResetLetter } from '../../views/mail/password-reset.ts';
import type { Invitation } from '../people/invitation.ts';
import type { ResetLetter } from '../people/reset-password.ts';
import type { Config } from '../platform/config.ts';
import type { Tx } from '../platform/db/database.ts';
import { postMail } from '../platform/post-mail.ts';

/**
 * The address that links in letters begin with, without a slash at its end. It
 * comes from the configuration alone, never from the request: whoever could
 * choose the host would be sent other people's tokens. Without a public address
 * the shop is reached on this machine only.
 */
export function shopAddress(config: Config): string {
  if (config.publicUrl) return config.publicUrl;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${config.port}`;
}

/** Lays an invitation's letter into the outbox, in the transaction that invites. */
export async function postInvitation(
  tx: Tx,
  config: Config,
  invitation: Invitation & { inviterName: string; companyName: string },
): Promise<void> {
  const link = `${shopAddress(config)}/invitation/${invitation.token}`;
  await postMail(tx, {
    dedupeKey: `invitation:${invitation.linkId}`,
    recipient: invitation.email,
    ...invitationLetter({ ...invitation, link }),
  });
}

/** Lays the letter with a reset link into the outbox, in the transaction that made the link. */
export async function postResetLetter(tx: Tx, config: Config, letter: ResetLetter): Promise<void> {
  const link = `${shopAddress(config)}/password-reset/${letter.token}`;
  await postMail(tx, {
    dedupeKey: `password-reset:${letter.linkId}`,
    recipient: letter.email,
    ...passwordResetLetter({ ...letter, link }),
  });
}
