import type { OutgoingMail } from '../../src/platform/mail.queries.ts';
import { useWords } from '../language.tsx';
import { Status } from '../parts/status.tsx';

/** Every letter of the demo, the newest first, with links that lead into this very shop. */
export const OutboxPage = (shown: { letters: readonly OutgoingMail[]; shopAddress: string }) => {
  const { outbox } = useWords().people;
  const { letters, shopAddress } = shown;
  return (
    <div class="narrow stack">
      <h1>{outbox.title}</h1>
      <p class="meta">{outbox.note}</p>
      {letters.length === 0 && <p class="empty">{outbox.empty}</p>}
      {letters.map((letter) => (
        <article id={`letter-${letter.id}`} class="stack letter">
          <h2>{letter.subject}</h2>
          <p class="meta">
            {outbox.to}: {letter.recipient} ·{' '}
            {letter.sentAt ? (
              <Status mood="ok">{outbox.sent}</Status>
            ) : (
              <Status mood="idle">{outbox.waiting}</Status>
            )}
          </p>
          <Body text={letter.body} shopAddress={shopAddress} />
        </article>
      ))}
    </div>
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
