import type { Cart } from '../../src/ordering/cart.ts';
import { units } from '../../src/measures/quantity.ts';
import type { FileNamed } from '../../src/platform/stored-file.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Attachments } from '../parts/attachments.tsx';
import { Choice, Field, TextField } from '../parts/field.tsx';
import { offcutChoices } from '../../src/ordering/cut-line.ts';
import { QuoteCut } from '../parts/quote-cut.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { RefusalNotice } from '../refusals.tsx';

/** The request as it stands in the fields, and what is wrong with it. */
export type RequestShown = {
  formKey: string;
  cart: Cart | undefined;
  /** How many free rows there are. */
  rows: number;
  seesPrices: boolean;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused?: RefusalReason | undefined;
  /** Files that wait from the last time. */
  waiting: readonly FileNamed[];
};

/** Asks for a quote: on a cart, in one's own words, or both. */
export const QuoteRequestPage = (shown: RequestShown) => {
  const { formKey, cart, values, problems, refused } = shown;
  const { quotes } = useWords();
  const { request } = quotes;
  const places = Array.from({ length: shown.rows }, (_, index) => index + 1);
  const labels = Object.fromEntries([
    ['wish', request.wish],
    ['note', request.note],
    ['files', quotes.files.title],
    ...places.flatMap((place) => [
      [`text.${place}`, request.text(place)],
      [`quantity.${place}`, request.quantity(place)],
      [`cuts.${place}`, request.cuts(place)],
      [`offcuts.${place}`, request.offcuts(place)],
      [`target.${place}`, request.target(place)],
    ]),
  ]);
  return (
    <>
      <h1>{request.title}</h1>
      <p class="meta">{request.lead}</p>
      {refused && <RefusalNotice reason={refused} />}
      <form
        class="form"
        method="post"
        action="/quotes"
        enctype="multipart/form-data"
        hx-boost="false"
        data-upload
      >
        <ProblemList problems={problems} labels={labels} />
        <input type="hidden" name="key" value={formKey} />
        {cart && <FromCart {...shown} cart={cart} />}
        <fieldset>
          <legend>{request.free}</legend>
          <p class="hint">
            {request.freeHint} {request.cutsHint}
          </p>
          {places.map((place) => (
            <FreeRow {...shown} place={place} />
          ))}
        </fieldset>
        <Field
          name="wish"
          label={request.wish}
          hint={request.wishHint}
          value={values['wish']}
          problem={problems['wish']}
          maxlength={300}
        />
        <TextField
          name="note"
          label={request.note}
          value={values['note']}
          problem={problems['note']}
        />
        <Attachments waiting={shown.waiting} problem={problems['files']} />
        <button type="submit" class="primary">
          {request.send}
        </button>
      </form>
    </>
  );
};

const FromCart = ({ cart, seesPrices, values, problems }: RequestShown & { cart: Cart }) => {
  const { quotes } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  return (
    <fieldset>
      <legend>{quotes.request.fromCart}</legend>
      <input type="hidden" name="cartId" value={cart.id} />
      <ol class="plain-list quote-lines">
        {cart.lines.map((line, index) => (
          <li class="field-row">
            <span>
              {index + 1}. {nameOf(line)} —{' '}
              <span class="amount">{figures.quantity(line.quantity)}</span>
              <QuoteCut cutting={line.cutting} />
            </span>
            {seesPrices && (
              <Field
                name={`target.${line.id}`}
                label={quotes.columns.target}
                value={values[`target.${line.id}`]}
                problem={problems[`target.${line.id}`]}
                inputmode="decimal"
                size="short"
                maxlength={20}
              />
            )}
          </li>
        ))}
      </ol>
    </fieldset>
  );
};

const FreeRow = (shown: RequestShown & { place: number }) => {
  const { place, values, problems, seesPrices } = shown;
  const words = useWords();
  const { request } = words.quotes;
  const field = (name: string) => ({
    name: `${name}.${place}`,
    value: values[`${name}.${place}`],
    problem: problems[`${name}.${place}`],
  });
  return (
    <div class="field-row">
      <Field {...field('text')} label={request.text(place)} maxlength={300} />
      <Field
        {...field('quantity')}
        label={request.quantity(place)}
        inputmode="decimal"
        size="short"
        maxlength={20}
      />
      <Choice
        {...field('unit')}
        value={values[`unit.${place}`] ?? 't'}
        label={request.unit(place)}
        options={units.map((unit) => ({ value: unit, label: words.units[unit] }))}
      />
      <Field {...field('cuts')} label={request.cuts(place)} maxlength={300} />
      <Choice
        {...field('offcuts')}
        value={values[`offcuts.${place}`] ?? offcutChoices[0]}
        label={request.offcuts(place)}
        options={offcutChoices.map((value) => ({
          value,
          label: words.cutting.rests.choices[value],
        }))}
      />
      {seesPrices && (
        <Field
          {...field('target')}
          label={request.target(place)}
          inputmode="decimal"
          size="short"
          maxlength={20}
        />
      )}
    </div>
  );
};
