import type { Colleague } from '../../src/people/membership.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { problemInWords } from '../parts/problem-list.tsx';

/** A limit as it was sent and what is wrong with it. */
export type WrongLimit = {
  personId: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

type Limited = Pick<Colleague, 'personId' | 'name' | 'limitMinor' | 'limitPeriod'>;

/** Says a colleague's limit to those who may not change it. */
export function useLimitInWords(): (of: Limited) => string {
  const { spending } = useWords();
  const figures = useFigures();
  return ({ limitMinor, limitPeriod }) =>
    limitMinor === null || limitPeriod === null
      ? spending.none
      : `${figures.money(limitMinor)} / ${spending.periods[limitPeriod]}`;
}

/** How much a colleague may order in which period; an empty amount takes the limit away. */
export const LimitForm = ({
  colleague,
  wrong,
}: {
  colleague: Limited;
  wrong: WrongLimit | undefined;
}) => {
  const words = useWords();
  const { spending, shell } = words;
  const { personId, name, limitMinor, limitPeriod } = colleague;
  const problem = wrong && (wrong.problems['amount'] ?? wrong.problems['period'] ?? 'choose');
  const saved = limitMinor === null ? '' : String(limitMinor / 100);
  const period = wrong?.values['period'] ?? limitPeriod ?? 'month';
  return (
    <form
      class="row"
      method="post"
      action={`/company/colleagues/${personId}/limit`}
      hx-sync="this:drop"
    >
      <input
        name="amount"
        class="size-short"
        inputmode="decimal"
        data-num=""
        autocomplete="off"
        maxlength={20}
        placeholder={spending.none}
        aria-label={`${spending.amount}: ${name}`}
        value={wrong?.values['amount'] ?? saved}
        {...(problem && {
          'aria-invalid': 'true',
          'aria-describedby': `limit-problem-${personId}`,
        })}
      />
      <select name="period" aria-label={`${spending.per}: ${name}`}>
        {Object.entries(spending.periods).map(([value, label]) => (
          <option value={value} selected={value === period}>
            {label}
          </option>
        ))}
      </select>
      <button
        type="submit"
        class="small"
        aria-label={`${shell.change}: ${spending.limit}, ${name}`}
      >
        {shell.change}
      </button>
      {problem && (
        <strong class="problem" id={`limit-problem-${personId}`} role="alert">
          {problemInWords(words, problem)}
        </strong>
      )}
    </form>
  );
};
