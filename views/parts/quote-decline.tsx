import { declineReasons } from '../../src/ordering/quote.ts';
import type { QuoteAsked } from '../../src/ordering/quote.queries.ts';
import { useWords } from '../language.tsx';
import { Choice, TextField } from './field.tsx';

/** Why a quote is not wanted, behind a line that opens; `action` is where that is sent. */
export const QuoteDecline = (shown: {
  quote: Pick<QuoteAsked, 'version'>;
  action: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const { quote, action, values, problems } = shown;
  const { quotes } = useWords();
  return (
    <details open={'note' in problems || 'reason' in problems}>
      <summary>{quotes.decline}</summary>
      <form class="form" method="post" action={action} hx-sync="this:drop">
        <input type="hidden" name="seenVersion" value={String(quote.version)} />
        <Choice
          name="reason"
          label={quotes.declineQuestion}
          value={values['reason']}
          problem={problems['reason']}
          options={declineReasons.map((reason) => ({
            value: reason,
            label: quotes.declineReasons[reason],
          }))}
        />
        <TextField
          name="note"
          label={quotes.declineNote}
          value={values['note']}
          problem={problems['note']}
        />
        <button type="submit" class="danger">
          {quotes.decline}
        </button>
      </form>
    </details>
  );
};
