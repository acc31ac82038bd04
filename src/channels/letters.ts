import { invitationLetter } from '../../views/mail/invitation.ts';
import { passwordResetLetter } from '../../views/mail/password-reset.ts';
import { quoteCodeLetter, quoteLinkLetter } from '../../views/mail/quote-link-letter.ts';
import type { QuoteLinkLetter } from '../ordering/send-quote-link.ts';
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

/** Lays the letter with a link to a quote into the outbox, in the transaction that made the link. */
export async function postQuoteLink(
  tx: Tx,
  config: Config,
  letter: QuoteLinkLetter,
): Promise<void> {
  const link = `${shopAddress(config)}/quote-link/${letter.token}`;
  await postMail(tx, {
    dedupeKey: `quote-link:${letter.linkId}`,
    recipient: letter.email,
    ...quoteLinkLetter({ ...letter, link }),
  });
}

/** Lays the letter with a code for a link into the outbox, in the transaction that made the code. */
export async function postLinkCode(
  tx: Tx,
  letter: Parameters<typeof quoteCodeLetter>[0] & { email: string; codeId: string },
): Promise<void> {
  await postMail(tx, {
    dedupeKey: `quote-code:${letter.codeId}`,
    recipient: letter.email,
    ...quoteCodeLetter(letter),
  });
}
