import type { Creditable } from '../../src/payments/credit-lines.ts';
import type { DocumentFound } from '../../src/payments/document.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { RefusalNotice } from '../refusals.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  document: DocumentFound;
  creditable: readonly Creditable[];
  /** Of the new form, so that a second click is known. */
  formKey: string;
  place: OfficePlace;
  refused?:
    | {
        values: Readonly<Record<string, string>>;
        problems: Readonly<Record<string, string>>;
        refusal?: RefusalReason | undefined;
      }
    | undefined;
};

/** What of an invoice is credited: an amount of any line, or all that is left. */
export const CreditNotePage = (shown: Shown) => {
  const { papers } = useWords();
  const { credit: words } = papers;
  const { document, creditable, place, refused } = shown;
  const base = `/office/documents/${document.id}`;
  const isOpen = document.state === 'issued' && creditable.some(({ left }) => left.grossMinor > 0);
  return (
    <OfficeFrame {...place}>
      <div class="page-head">
        <h1>{words.titleOn(document.number)}</h1>
        <p class="actions">
          <a href={base}>
            {papers.kinds['tax-invoice']} {document.number}
          </a>
        </p>
      </div>
      <p class="meta">{words.lead}</p>
      {refused?.refusal && <RefusalNotice reason={refused.refusal} />}
      {isOpen ? <Form {...shown} /> : <p role="status">{words.nothingLeft}</p>}
    </OfficeFrame>
  );
};

const Form = ({ document, creditable, formKey, refused }: Shown) => {
  const { papers } = useWords();
  const { credit: words } = papers;
  const figures = useFigures();
  const language = useLanguage();
  const { values = {}, problems = {} } = refused ?? {};
  const labelOf = ({ position, line }: Creditable) => words.line(position, line.name[language]);
  const open = creditable.filter(({ left }) => left.grossMinor > 0);
  const labels = Object.fromEntries(open.map((one) => [`amount.${one.position}`, labelOf(one)]));
  const action = `/office/documents/${document.id}/credit-note`;
  return (
    <form class="form" method="post" action={action} hx-sync="this:drop">
      <ProblemList problems={problems} labels={{ ...labels, reason: words.reason }} />
      <input type="hidden" name="key" value={values['key'] ?? formKey} />
      <TextField
        name="reason"
        label={words.reason}
        value={values['reason']}
        problem={problems['reason']}
        rows={2}
        required
      />
      <fieldset>
        <legend>{words.amount}</legend>
        {open.map((one) => (
          <Field
            name={`amount.${one.position}`}
            label={labelOf(one)}
            hint={words.left(figures.moneyExact(one.left.grossMinor))}
            value={values[`amount.${one.position}`]}
            problem={problems[`amount.${one.position}`]}
            inputmode="decimal"
            size="medium"
          />
        ))}
      </fieldset>
      <p class="actions">
        <button type="submit" class="primary">
          {words.deed}
        </button>
        <button type="submit" name="whole" value="yes" data-confirm={words.wholeQuestion}>
          {words.whole}
        </button>
      </p>
    </form>
  );
};
