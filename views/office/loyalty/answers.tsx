import type { AnswerGroup, GroupedAnswers } from '../../../src/loyalty/nightly/answer-groups.ts';
import { useBranchName, useFigures, useWords } from '../../language.tsx';
import { wordFor } from '../../words/refusal-words.ts';
import { OfficeFrame, type OfficePlace } from '../frame.tsx';
import { PlainRow, PlainTable } from './parts.tsx';

type Shown = {
  place: OfficePlace;
  wording: string;
  options: readonly { value: string; label: string }[];
  answers: GroupedAnswers;
};

const FEWEST = 5;

/** The answers behind a figure: together, of groups that are large enough, never one by one. */
export const LoyaltyAnswersPage = ({ place, wording, options, answers }: Shown) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const branchName = useBranchName();
  const { behind } = loyalty;
  return (
    <OfficeFrame {...place}>
      <h1>{behind.title(wording)}</h1>
      <p class="meta">
        {behind.lead} <a href="/office/loyalty">{behind.back}</a>{' '}
        <a href="/office/cases?show=all">{loyalty.casesAll}</a>
      </p>
      {answers.all === null ? (
        <p class="empty">{behind.few(bare.count(FEWEST))}</p>
      ) : (
        <PlainTable
          label={behind.title(wording)}
          heads={[behind.group, ...options.map(({ label }) => label), 'n']}
        >
          {[answers.all, ...answers.populations].map((group) => (
            <GroupRow
              group={group}
              options={options}
              name={wordFor(loyalty.segments, group.name)}
            />
          ))}
          {answers.branches.map((group) => (
            <GroupRow group={group} options={options} name={branchName(group.name)} />
          ))}
        </PlainTable>
      )}
      {answers.hidden > 0 && <p class="meta">{behind.hidden(bare.count(answers.hidden))}</p>}
    </OfficeFrame>
  );
};

const GroupRow = (props: { group: AnswerGroup; options: Shown['options']; name: string }) => {
  const { bare } = useFigures();
  const { group, options, name } = props;
  const countOf = (value: string) =>
    group.counts.find((one) => String(one.value) === value)?.count ?? 0;
  return (
    <PlainRow
      name={name}
      cells={[...options.map(({ value }) => bare.count(countOf(value))), bare.count(group.n)]}
    />
  );
};
