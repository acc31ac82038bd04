import { forms, isForm, termsOfForm } from '../../src/catalogue/form.ts';
import type { FieldProblems, SaidFields } from '../../src/catalogue/said-fields.ts';
import { fieldOf } from '../../src/stock/assortment.ts';
import { units } from '../../src/measures/quantity.ts';
import { useWords } from '../language.tsx';
import { Choice, Field } from './field.tsx';
import { sizeHead } from './product-rows.tsx';

type Shown = { fields: SaidFields; problems: FieldProblems; standards: readonly string[] };

/** The sizes of the chosen form, and how much of it; before a form is chosen only the form. */
export const CalculatorFields = ({ view }: { view: Shown }) => {
  const words = useWords();
  const { calculator, columns } = words;
  const { fields, problems, standards } = view;
  const { form } = fields;
  return (
    <>
      <Choice
        name="form"
        label={calculator.form}
        value={form}
        options={[
          { value: '', label: calculator.anyForm },
          ...forms.map((one) => ({ value: one, label: words.forms[one] })),
        ]}
      />
      {form !== undefined && isForm(form) && (
        <>
          <input type="hidden" id="drawn" name="drawn" value={form} />
          <NumberField view={view} />
          {termsOfForm(form).columns.map((name) => (
            <Field
              name={fieldOf(name)}
              label={sizeHead(name, words)}
              value={fields[name] ?? ''}
              problem={problems[name]}
              inputmode="decimal"
              size="short"
              maxlength={12}
            />
          ))}
          {standards.length > 1 && (
            <Choice
              name="standard"
              label={columns.standard}
              value={fields.standard}
              options={[
                { value: '', label: calculator.anyStandard },
                ...standards.map((one) => ({ value: one, label: one })),
              ]}
            />
          )}
          <Field
            name="grade"
            label={columns.grade}
            value={fields.grade}
            placeholder={calculator.gradeExample}
            size="medium"
            maxlength={40}
          />
          <Field
            name="length"
            label={calculator.lengthOfPiece}
            value={fields.length}
            problem={problems.length}
            inputmode="decimal"
            size="short"
            maxlength={12}
          />
          <Field
            name="quantity"
            label={calculator.count}
            value={fields.quantity}
            problem={problems.quantity}
            inputmode="decimal"
            size="short"
            maxlength={20}
          />
          <Choice
            name="unit"
            label={columns.unit}
            value={fields.unit ?? termsOfForm(form).units[0]}
            options={units.map((unit) => ({ value: unit, label: words.units[unit] }))}
          />
          <Field
            name="price"
            label={calculator.pricePerTonne}
            value={fields.price}
            problem={problems.price}
            inputmode="decimal"
            size="medium"
            maxlength={16}
          />
        </>
      )}
    </>
  );
};

/** Beams and channels go by a number of a table, profiled and expanded sheet by a mark. */
const NumberField = ({ view }: { view: Shown }) => {
  const { calculator } = useWords();
  const { form, number } = view.fields;
  if (
    form !== 'beam' &&
    form !== 'channel' &&
    form !== 'profiled_sheet' &&
    form !== 'expanded_sheet'
  ) {
    return null;
  }
  return (
    <Field
      name="number"
      label={calculator.numbers[form]}
      placeholder={calculator.numberExamples[form]}
      value={number}
      size="medium"
      maxlength={20}
    />
  );
};
