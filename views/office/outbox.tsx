import type { OutgoingMail } from '../../src/platform/mail.queries.ts';
import type { OutgoingSms } from '../../src/platform/sms.queries.ts';
import { useWords } from '../language.tsx';
import { Status } from '../parts/status.tsx';

/** Every letter of the demo, the newest first, with links that lead into this very shop. */
export const OutboxPage = (shown: {
  letters: readonly OutgoingMail[];
  messages: readonly OutgoingSms[];
  shopAddress: string;
}) => {
  const { outbox } = useWords().people;
  const { letters, messages, shopAddress } = shown;
  return (
    <div class="narrow stack">
      <h1>{outbox.title}</h1>
      <p class="meta">{outbox.note}</p>
      {letters.length + messages.length === 0 && <p class="empty">{outbox.empty}</p>}
      {messages.map((message) => (
        <article id={`message-${message.id}`} class="stack letter">
          <h2>{outbox.message}</h2>
          <Sent to={message.recipient} sentAt={message.sentAt} />
          <Body text={message.body} shopAddress={shopAddress} />
        </article>
      ))}
      {letters.map((letter) => (
        <article id={`letter-${letter.id}`} class="stack letter">
          <h2>{letter.subject}</h2>
          <Sent to={letter.recipient} sentAt={letter.sentAt} />
          <Body text={letter.body} shopAddress={shopAddress} />
        </article>
      ))}
    </div>
  );
};

const Sent = ({ to, sentAt }: { to: string; sentAt: Date | null }) => {
  const { outbox } = useWords().people;
  return (
    <p class="meta">
      {outbox.to}: {to} ·{' '}
      {sentAt ? (
        <Status mood="ok">{outbox.sent}</Status>
      ) : (
        <Status mood="idle">{outbox.waiting}</Status>
      )}
    </p>
  );
};

/**
 * The text as it was written. An address of the shop becomes a link to its
 * path, so that it works under whatever name this machine is reached by; any
 * other address stays text.
 */
const Body = ({ text, shopAddress }: { text: string; shopAddress: string }) => (
  <div>
    {text.split('\n').map((line) => (
      <p>{line === '' ? '\u00a0' : <Line text={line} shopAddress={shopAddress} />}</p>
    ))}
  </div>
);

const Line = ({ text, shopAddress }: { text: string; shopAddress: string }) => {
  const begins = text.indexOf(`${shopAddress}/`);
  if (begins < 0) return <>{text}</>;
  const [address = ''] = text.slice(begins).split(/\s/);
  return (
    <>
      {text.slice(0, begins)}
      <a href={address.slice(shopAddress.length)} hx-boost="false">
        {address}
      </a>
      {text.slice(begins + address.length)}
    </>
  );
};
