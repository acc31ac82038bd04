import type { FigureShown } from '../../src/loyalty/nightly/figure.queries.ts';
import type { Question } from '../../src/loyalty/questions.ts';
import { useWords } from '../language.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Scale } from '../parts/prompt-strip.tsx';
import { Notice } from '../parts/status.tsx';
import { figuresBy, useQuarterName } from './loyalty/figure.tsx';
import { PeoplePart } from './loyalty/standing.tsx';

type Shown = {
  quarter: string;
  /** The reader has answered in this quarter. */
  isGiven: boolean;
  asked: readonly Question[];
  /** How he sells; nothing of those who do not. */
  selling: readonly Question[];
  /** Of the last quarter that is over. */
  figures: readonly FigureShown[];
  wordings: Readonly<Record<string, string>>;
  refused?:
    | {
        values: Readonly<Record<string, string>>;
        problems: Readonly<Record<string, string>>;
      }
    | undefined;
};

/** The pulse of our own people: what each is asked once a quarter, and what all said in the last. */
export const PulsePage = (shown: Shown) => {
  const { pulse: words, loyalty } = useWords();
  const quarterName = useQuarterName();
  return (
    <div class="plain stack loyalty">
      <h1>{words.title}</h1>
      <p>{words.promise}</p>
      {shown.isGiven ? (
        <Notice mood="ok" role="status">
          {words.given(quarterName(shown.quarter))}
        </Notice>
      ) : (
        <Asked {...shown} />
      )}
      <section class="stack">
        <h2>{loyalty.sections.people}</h2>
        <PeoplePart
          figures={figuresBy(shown.figures, { segment: 'all', quarter: undefined })}
          wordings={shown.wordings}
        />
      </section>
    </div>
  );
};

const Asked = ({ quarter, asked, selling, refused }: Shown) => {
  const { prompts, pulse: words } = useWords();
  const labels = Object.fromEntries([...asked, ...selling].map(({ id, wording }) => [id, wording]));
  return (
    <section class="prompt" aria-labelledby="pulse-title">
      <h2 id="pulse-title">{words.ofQuarter(useQuarterName()(quarter))}</h2>
      <ProblemList problems={refused?.problems ?? {}} labels={labels} prefix="prompt-" />
      <form class="prompt-form" method="post" action="/pulse" hx-sync="this:drop">
        {asked.map((question) => (
          <Scale question={question} chosen={refused?.values[question.id]} />
        ))}
        {selling.length > 0 && (
          <details>
            <summary>{words.selling}</summary>
            <p class="meta">{words.sellingNote}</p>
            <div class="stack">
              {selling.map((question) => (
                <Scale question={question} chosen={refused?.values[question.id]} />
              ))}
            </div>
          </details>
        )}
        <p class="row">
          <button type="submit" class="primary">
            {prompts.send}
          </button>
        </p>
      </form>
    </section>
  );
};
