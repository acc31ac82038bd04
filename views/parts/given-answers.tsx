import {
  CANNOT_JUDGE,
  type GivenItem,
  type Question,
  valueOf,
} from '../../src/loyalty/questions.ts';

/** What somebody answered, each question with his answer in its words. */
export const GivenAnswers = (shown: {
  questions: readonly Question[];
  given: readonly GivenItem[];
}) => (
  <dl class="facts">
    {shown.questions.flatMap((question) => {
      const value = valueOf(shown.given, question.id);
      if (value === undefined) return [];
      return [
        <>
          <dt>{question.wording}</dt>
          <dd>{labelOf(question, value)}</dd>
        </>,
      ];
    })}
  </dl>
);

/** A step of a scale with its words, and the number where those are of none. */
function labelOf({ options, ends }: Question, value: string): string {
  const label = options.find((option) => option.value === value)?.label ?? value;
  if (value === CANNOT_JUDGE || ends) return label;
  return label === value || !/^\d+$/.test(value) ? label : `${value} — ${label}`;
}
