import { INSTALMENTS_MAX } from '../../src/customers/instalment.ts';
import { useWords } from '../language.tsx';
import { Check, Choice, Field } from '../parts/field.tsx';

/** A field of one of the rows. */
const PART = /^(?:share|amount|rest|after|days|gate)\d$/;

const rows = Array.from({ length: INSTALMENTS_MAX }, (_, i) => i + 1);

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** The rows in which instalments are typed, out of sight while there are none; one without a share, an amount or the rest is none. */
export const InstalmentFieldset = (typed: {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const { instalments: words } = useWords();
  const { values, problems } = typed;
  // Whatever stands there, or is wrong with it, is seen at once.
  const isUsed =
    rows.some((n) => values[`share${n}`] || values[`amount${n}`] || values[`rest${n}`]) ||
    Object.keys(problems).some((name) => PART.test(name));
  const field = (name: string, label: string) => ({
    ...{ name, label, value: values[name], problem: problems[name] },
  });
  return (
    <details open={isUsed}>
      <summary>{words.title}</summary>
      <p class="hint">{words.hint}</p>
      {rows.map((n) => (
        <fieldset>
          <legend>{words.row(n)}</legend>
          <div class="field-row">
            <Field
              {...field(`share${n}`, words.share)}
              inputmode="decimal"
              size="short"
              maxlength={8}
            />
            <Field
              {...field(`amount${n}`, words.amount)}
              inputmode="decimal"
              size="medium"
              maxlength={24}
            />
            <Check name={`rest${n}`} label={words.rest} checked={values[`rest${n}`] === 'yes'} />
            <Choice {...field(`after${n}`, words.after)} options={optionsOf(words.dueAfter)} />
            <Field
              {...field(`days${n}`, words.days)}
              inputmode="numeric"
              size="short"
              maxlength={3}
            />
            <Choice
              {...field(`gate${n}`, words.gate)}
              options={[{ value: '', label: words.noGate }, ...optionsOf(words.gates)]}
            />
          </div>
        </fieldset>
      ))}
    </details>
  );
};
