import { forms } from '../../src/catalogue/form.ts';
import type { FormulaChoices } from '../../src/pricing/price-formula.queries.ts';
import { COEFFICIENTS_MAX, type FormulaShown } from '../../src/pricing/price-formula.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Check, Choice, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { PriceListFacts } from './price-list.tsx';

/** So many empty rows stand below those in use; saving brings more. */
const EMPTY_ROWS = 3;

type Shown = {
  place: OfficePlace;
  list: PriceListCard;
  draft: { number: number; edits: number };
  formula: FormulaShown | null;
  choices: FormulaChoices;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** Which base list a draft follows, by which coefficients, rounded to what; and the way out of it. */
export const PriceFormulaPage = (shown: Shown) => {
  const { office, prices } = useWords();
  const { list, draft, formula } = shown;
  const href = `/office/price-lists/${list.id}/draft`;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{office.draftOf(list.code, draft.number)}</h1>
      <PriceListFacts list={list} />
      <p>
        <a href={href}>{office.backToDraft}</a>
      </p>
      <h2>{prices.formulaTitle}</h2>
      <p class="prose">{prices.formulaLead}</p>
      <FormulaForm {...shown} />
      {formula && (
        <form
          method="post"
          action={`${href}/formula/removal`}
          hx-sync="this:drop"
          data-confirm={prices.stopFollowingQuestion}
        >
          <input type="hidden" name="seenEdits" value={String(draft.edits)} />
          <button type="submit" class="danger">
            {prices.stopFollowing}
          </button>
        </form>
      )}
    </OfficeFrame>
  );
};

const FormulaForm = (shown: Shown) => {
  const { office, prices } = useWords();
  const figures = useFigures();
  const { list, draft, values, problems } = shown;
  const { bases, fixed } = shown.choices;
  return (
    <form
      class="stack"
      method="post"
      action={`/office/price-lists/${list.id}/draft/formula`}
      hx-sync="this:drop"
    >
      <ProblemList problems={problems} labels={labelsOf(shown)} />
      <input type="hidden" name="seenEdits" value={String(draft.edits)} />
      <div class="field-row">
        <Choice
          name="baseListId"
          label={prices.baseList}
          value={values['baseListId'] ?? bases[0]?.id}
          problem={problems['baseListId']}
          options={bases.map(({ id, code, name }) => ({ value: id, label: `${name} (${code})` }))}
        />
        <Choice
          name="roundTo"
          label={office.roundTo}
          value={values['roundTo'] ?? '100'}
          problem={problems['roundTo']}
          options={[1, 10, 50, 100, 500, 1000].map((tenge) => ({
            value: String(tenge),
            label: figures.bare.count(tenge),
          }))}
        />
      </div>
      <Coefficients {...shown} />
      {fixed > 0 && (
        <Check
          name="isAfresh"
          label={prices.computeAfresh(fixed)}
          checked={values['isAfresh'] === 'yes'}
        />
      )}
      <p class="actions">
        <button type="submit" class="primary">
          {prices.computeDraft}
        </button>
      </p>
    </form>
  );
};

/** The rows of the form: those that say something, and some empty ones. */
function rowsOf({ values }: Pick<Shown, 'values'>): number[] {
  const used = Object.keys(values).flatMap((name) => {
    const [kind, row = ''] = name.split('.');
    return kind === 'factor' && values[name]?.trim() && /^\d{1,2}$/.test(row) ? [Number(row)] : [];
  });
  const count = Math.min(COEFFICIENTS_MAX, Math.max(-1, ...used) + 1 + EMPTY_ROWS);
  return Array.from({ length: count }, (_, row) => row);
}

function labelsOf(shown: Shown): Record<string, string> {
  const { office, prices, columns } = useWords();
  const rows = rowsOf(shown).flatMap((row) => [
    [`form.${row}`, `${prices.form} ${row + 1}`],
    [`grade.${row}`, `${columns.grade} ${row + 1}`],
    [`factor.${row}`, `${prices.coefficient} ${row + 1}`],
  ]);
  return {
    baseListId: prices.baseList,
    roundTo: office.roundTo,
    ...Object.fromEntries(rows),
  };
}

const Coefficients = (shown: Shown) => {
  const { prices } = useWords();
  return (
    <ScrollRegion label={prices.coefficients}>
      <table class="compact">
        <caption>{prices.coefficients}</caption>
        <tbody>
          {rowsOf(shown).map((row) => (
            <CoefficientRow {...shown} row={row} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const CoefficientRow = (shown: Shown & { row: number }) => {
  const { prices, columns, forms: formWords } = useWords();
  const { values, problems, row } = shown;
  const field = (name: string, label: string) => ({
    ...{ name: `${name}.${row}`, label: `${label} ${row + 1}` },
    ...{ value: values[`${name}.${row}`] ?? '', problem: problems[`${name}.${row}`] },
  });
  return (
    <tr>
      <td>
        <Choice
          {...field('form', prices.form)}
          options={[
            { value: '', label: prices.allForms },
            ...forms.map((value) => ({ value, label: formWords[value] })),
          ]}
        />
      </td>
      <td>
        <Choice
          {...field('grade', columns.grade)}
          options={[
            { value: '', label: prices.allGrades },
            ...shown.choices.grades.map((value) => ({ value, label: value })),
          ]}
        />
      </td>
      <td>
        <Field
          {...field('factor', prices.coefficient)}
          inputmode="decimal"
          size="short"
          maxlength={8}
        />
      </td>
    </tr>
  );
};
