import type { QuoteAsked } from '../../src/ordering/quote.queries.ts';
import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Attachments, FileLinks } from './attachments.tsx';
import { Choice, TextField } from './field.tsx';

/** What both sides said of a quote and of its lines, and the field to say more; `action` is where it is sent. */
export const QuoteMessages = (shown: {
  quote: QuoteAsked;
  action: string;
  formKey: string;
  /** Where a file of the quote is found. */
  fileHref: (fileId: string) => string;
  /** Files that wait from the last time. */
  waiting: readonly FileNamed[];
  mayWrite: boolean;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const { quote, action, formKey, mayWrite, values, problems } = shown;
  const { quotes } = useWords();
  const figures = useFigures();
  return (
    <section id="messages">
      <h2>{quotes.messages}</h2>
      {quote.messages.length === 0 && <p class="meta">{quotes.noMessages}</p>}
      <ol class="plain-list quote-said">
        {quote.messages.map((message) => (
          <li class={message.isOurs ? 'ours' : undefined}>
            <small class="meta">
              {message.personName}
              {message.isOurs && <>, {quotes.us}</>} · {figures.moment(message.at)}
              {message.position !== null && <> · {quotes.lineNumber(message.position)}</>}
            </small>
            <p class="said">{message.text}</p>
            <FileLinks
              files={quote.files.filter(({ messageId }) => messageId === message.id)}
              hrefOf={shown.fileHref}
            />
          </li>
        ))}
      </ol>
      {mayWrite && (
        <form
          class="form no-print"
          method="post"
          action={action}
          enctype="multipart/form-data"
          hx-boost="false"
          data-upload
        >
          <input type="hidden" name="key" value={formKey} />
          <Choice
            name="position"
            label={quotes.aboutLine}
            value={values['position'] ?? ''}
            problem={problems['position']}
            options={[
              { value: '', label: quotes.wholeQuote },
              ...quote.lines.map(({ position }) => ({
                value: String(position),
                label: quotes.lineNumber(position),
              })),
            ]}
          />
          <TextField
            name="text"
            label={quotes.message}
            value={values['text']}
            problem={problems['text']}
            required
          />
          <Attachments waiting={shown.waiting} problem={problems['files']} />
          <button type="submit">{quotes.sendMessage}</button>
        </form>
      )}
    </section>
  );
};
