import { createTransport } from 'nodemailer';

/** Sends one letter; the key becomes its Message-ID, by which a mailbox drops a repeat. */
export type SendMail = (mail: {
  key: string;
  recipient: string;
  subject: string;
  body: string;
}) => Promise<void>;

const TIMEOUT_MS = 20_000;

/**
 * The way out through an SMTP server. A refused or broken conversation throws,
 * and the queue tries again; a crash between the server's yes and our note may
 * send a letter twice, under the same Message-ID.
 */
export function smtp(options: { url: string; from: string }): {
  send: SendMail;
  close: () => void;
} {
  const transport = createTransport({
    url: options.url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return {
    send: async ({ key, recipient, subject, body }) => {
      await transport.sendMail({
        from: options.from,
        to: { name: '', address: recipient },
        subject,
        text: body,
        messageId: `<${key}@counterweight>`,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
    },
    close: () => transport.close(),
  };
}
