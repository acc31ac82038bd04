import {
  analysisKinds,
  elements,
  fieldOfElement,
  impactKinds,
  orientations,
  yieldKinds,
} from '../../src/certificates/certificate.ts';
import { useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';

type Typed = {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** The fields of one heat, by its place in the form: `heatNumber.1`, `C.1`, `yield.1` and so on. */
export const HeatFields = ({ row, ...typed }: Typed & { row: number }) => {
  const { certificates } = useWords();
  const { fields, kinds, form } = certificates;
  const at = (name: string) => ({
    name: `${name}.${row}`,
    value: typed.values[`${name}.${row}`] ?? '',
    problem: typed.problems[`${name}.${row}`],
  });
  return (
    <fieldset>
      <legend>{form.heat(row)}</legend>
      <div class="field-row">
        <Field {...at('heatNumber')} label={`${fields.heat} (B07)`} maxlength={40} />
        <Field {...at('lotNumber')} label={fields.lot} maxlength={40} />
        <Field {...at('pieces')} label={`${fields.pieces} (B08)`} inputmode="numeric" />
        <Field {...at('mass')} label={`${fields.mass} (B13)`} inputmode="decimal" />
      </div>
      <div class="said-fields">
        <Choice
          {...at('analysisKind')}
          label={fields.analysisKind}
          options={analysisKinds.map((kind) => ({ value: kind, label: kinds[kind] }))}
        />
        {elements.map((element) => (
          <Field
            {...at(element)}
            label={`${element}, % (${fieldOfElement(element)})`}
            inputmode="decimal"
            size="short"
          />
        ))}
        <Field
          {...at('carbonEquivalent')}
          label={`${fields.carbonEquivalent} (C92)`}
          inputmode="decimal"
          size="short"
        />
      </div>
      <TestFields at={at} />
    </fieldset>
  );
};

type At = (name: string) => { name: string; value: string; problem: string | undefined };

const TestFields = ({ at }: { at: At }) => {
  const { certificates } = useWords();
  const { fields, form, orientations: directions } = certificates;
  const same = (texts: readonly string[]) => texts.map((text) => ({ value: text, label: text }));
  return (
    <>
      <div class="field-row">
        <Choice {...at('yieldKind')} label={fields.yieldKind} options={same(yieldKinds)} />
        <Field {...at('yield')} label={`${fields.yield} (C11)`} inputmode="decimal" />
        <Field {...at('strength')} label={`${fields.strength} (C12)`} inputmode="decimal" />
        <Field {...at('elongation')} label={`${fields.elongation} (C13)`} inputmode="decimal" />
        <Choice
          {...at('orientation')}
          label={`${fields.orientation} (C02)`}
          options={orientations.map((one) => ({ value: one, label: directions[one] }))}
        />
      </div>
      <div class="field-row">
        <Choice {...at('impactKind')} label={fields.impactKind} options={same(impactKinds)} />
        <Field {...at('temperature')} label={`${fields.temperature} (C03)`} inputmode="text" />
        <Field
          {...at('impact')}
          label={`${fields.impact} (C42)`}
          hint={form.impactHint}
          maxlength={60}
        />
      </div>
      <div class="field-row">
        <Field {...at('hardness')} label={`${fields.hardness} (C31)`} maxlength={60} />
        <Field {...at('bend')} label={`${fields.bend} (C50)`} maxlength={60} />
        <Field {...at('ultrasonic')} label={`${fields.ultrasonic} (D02)`} maxlength={60} />
      </div>
    </>
  );
};
