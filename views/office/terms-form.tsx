import { orderFields } from '../../src/customers/order-field.ts';
import { useWords } from '../language.tsx';
import { Check, Choice, Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { AgreedFieldsets, agreedLabels } from './agreed-fields.tsx';
import { InstalmentFieldset } from './instalment-fields.tsx';
import { ImpactPanel, type TermsPreview } from './terms-impact.tsx';

/** The terms as they stand in the fields, and what is wrong with them. */
export type TermsTyped = {
  companyId: string;
  /** The newest version that the reader sees. */
  seenVersion: number;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  /** What they would change, once that was asked. */
  preview: TermsPreview | undefined;
};

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** The terms of a company, from a day on and with the reason; what they change is shown before they are saved. */
export const TermsForm = (shown: TermsTyped) => {
  const { companyId, seenVersion, values, problems } = shown;
  const words = useWords();
  const { agreed, office, checkout, company, instalments, terms } = words;
  const preview = `/office/customers/${companyId}/terms/preview`;
  const labels = {
    from: office.validFrom,
    priceStrategy: office.priceStrategy,
    pricingDate: office.pricingDate,
    payment: office.paymentTerms,
    paymentDays: office.paymentDays,
    graceDays: office.graceDays,
    leastOverdue: office.leastOverdue,
    tolerance: office.tolerance,
    creditKind: office.creditKind,
    creditLimit: office.creditLimit,
    reason: office.changeReason,
    share1: instalments.title,
    ...agreedLabels(words),
  };
  const field = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    value: values[name],
    problem: problems[name],
  });
  return (
    <form
      class="form"
      id="terms"
      method="post"
      action={`/office/customers/${companyId}/terms`}
      hx-sync="this:drop"
    >
      <ProblemList problems={problems} labels={labels} />
      <input type="hidden" name="seenVersion" value={String(seenVersion)} />
      <fieldset>
        <legend>{office.paymentTerms}</legend>
        <div class="field-row">
          <Choice {...field('payment')} options={optionsOf(checkout.payments)} />
          <Field {...field('paymentDays')} inputmode="numeric" size="short" maxlength={3} />
        </div>
        <div class="field-row">
          <Field
            {...field('graceDays')}
            hint={office.asForEverybody}
            inputmode="numeric"
            size="short"
            maxlength={2}
          />
          <Field
            {...field('leastOverdue')}
            hint={office.asForEverybody}
            inputmode="decimal"
            size="medium"
            maxlength={24}
          />
        </div>
        <div class="field-row">
          <Choice {...field('creditKind')} options={optionsOf(company.creditKinds)} />
          <Field
            {...field('creditLimit')}
            hint={office.creditLimitHint}
            inputmode="decimal"
            size="medium"
            maxlength={24}
          />
        </div>
      </fieldset>
      <InstalmentFieldset values={values} problems={problems} />
      <fieldset>
        <legend>{office.priceTerms}</legend>
        <div class="field-row">
          <Choice {...field('priceStrategy')} options={optionsOf(office.priceStrategies)} />
          <Choice {...field('pricingDate')} options={optionsOf(office.pricingDates)} />
        </div>
        <Check
          name="publicPriceIfBetter"
          label={office.publicPriceIfBetter}
          checked={values['publicPriceIfBetter'] === 'yes'}
        />
      </fieldset>
      <fieldset>
        <legend>{agreed.required}</legend>
        {orderFields.map((name) => (
          <Check
            name={`requires.${name}`}
            label={agreed.fields[name]}
            checked={values[`requires.${name}`] === 'yes'}
          />
        ))}
      </fieldset>
      <AgreedFieldsets values={values} problems={problems} />
      <fieldset>
        <legend>{office.otherTerms}</legend>
        <Field {...field('tolerance')} inputmode="decimal" size="short" maxlength={8} />
        <Field {...field('from')} hint={office.validFromHint} type="date" size="medium" required />
        <TextField {...field('reason')} hint={office.changeReasonHint} rows={2} required />
      </fieldset>
      <button
        type="submit"
        id="preview"
        formaction={preview}
        formnovalidate
        hx-post={preview}
        hx-trigger="click, change from:#terms delay:200ms"
        hx-target="#impact"
        hx-swap="innerHTML"
        hx-sync="this:replace"
      >
        {terms.preview}
      </button>
      <div id="impact">{shown.preview && <ImpactPanel {...shown.preview} />}</div>
    </form>
  );
};
