import type { PropsWithChildren } from 'hono/jsx';
import { useWords } from './language.tsx';

/** What a page or a part says when there is nothing else to show. */
type Notice = { title: string; text: string; reference?: string | undefined };

/** For the place where a page shows messages, when a part of it was asked for. */
export const NoticePart = ({ title, text, reference }: Notice) => (
  <div class="notice notice-bad" role="alert">
    <strong>{title}</strong> {text} {reference && <Reference id={reference} />}
  </div>
);

/** The same as a page of its own. */
export const NoticePage = ({ title, text, reference }: Notice) => (
  <NoticeFrame title={title}>
    <p>{text}</p>
    {reference && (
      <p>
        <Reference id={reference} />
      </p>
    )}
  </NoticeFrame>
);

/** A page with a heading, a message and the way back to the beginning. */
export const NoticeFrame = ({ title, children }: PropsWithChildren<{ title: string }>) => (
  <section class="notice-page">
    <h1>{title}</h1>
    {children}
    <p>
      <a href="/">{useWords().shell.catalogue}</a>
    </p>
  </section>
);

const Reference = ({ id }: { id: string }) => <small>{useWords().shell.reference(id)}</small>;
