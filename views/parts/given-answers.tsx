import {
  CANNOT_JUDGE,
  type GivenItem,
  type Question,
  valueOf,
} from '../../src/loyalty/questions.ts';

/** Shorter scales name their steps and do not count them. */
const COUNTED_FROM = 5;

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

/** A step of a scale with its words; with its number where the steps count from one up. */
function labelOf({ options, ends }: Question, value: string): string {
  const label = options.find((option) => option.value === value)?.label ?? value;
  const isCounted = options.length >= COUNTED_FROM && options[0]?.value === '1' && !ends;
  return isCounted && value !== CANNOT_JUDGE ? `${value} — ${label}` : label;
}
