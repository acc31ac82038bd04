import type { Happening } from '../../src/history/history.queries.ts';
import type { CaseShown } from '../../src/loyalty/case.queries.ts';
import type { Question } from '../../src/loyalty/questions.ts';
import { caseCauses, mayDo } from '../../src/loyalty/satisfaction-case.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field, TextField } from '../parts/field.tsx';
import { GivenAnswers } from '../parts/given-answers.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { wordFor } from '../words/refusal-words.ts';
import { CaseStatus } from './cases.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  found: CaseShown;
  questions: readonly Question[];
  happenings: readonly Happening[];
  /** The first day that may be promised. */
  firstDay: string;
  at: Date;
  place: OfficePlace;
  refused?:
    | { values: Readonly<Record<string, string>>; problems: Readonly<Record<string, string>> }
    | undefined;
};

/** One case: what was said, and the one thing that is to be done next. */
export const CasePage = (shown: Shown) => {
  const { cases: words } = useWords();
  const { found, refused, place, happenings } = shown;
  return (
    <OfficeFrame {...place}>
      <h1>{words.of(found.companyName)}</h1>
      <p>
        <CaseStatus one={found} />
      </p>
      <ProblemList
        problems={refused?.problems ?? {}}
        labels={{
          contactNote: words.contactNote,
          cause: words.cause,
          causeNote: words.causeNote,
          resolution: words.resolution,
          promisedOn: words.promisedDay,
          outcome: words.outcome,
        }}
      />
      <CaseFacts {...shown} />
      <Said {...shown} />
      <Done {...shown} />
      <Next {...shown} />
      <section>
        <h2>{words.timeline}</h2>
        <Timeline happenings={happenings} />
      </section>
    </OfficeFrame>
  );
};

const CaseFacts = ({ found }: Shown) => {
  const { cases: words, prompts } = useWords();
  const figures = useFigures();
  return (
    <dl class="facts">
      <dt>{words.customer}</dt>
      <dd>
        {found.personName}, <a href={`mailto:${found.personEmail}`}>{found.personEmail}</a>
        {found.personPhone && (
          <>
            , <a href={`tel:${found.personPhone.replaceAll(/[^+\d]/g, '')}`}>{found.personPhone}</a>
          </>
        )}
      </dd>
      <dt>{words.about}</dt>
      <dd>
        {wordFor(prompts.about, found.touchpoint)} <Subject found={found} />
      </dd>
      <dt>{words.owner}</dt>
      <dd>{found.ownerName ?? words.nobody}</dd>
      <dt>{words.opened}</dt>
      <dd>{figures.moment(found.openedAt)}</dd>
      {found.state === 'open' && (
        <>
          <dt>{words.contactUntil}</dt>
          <dd>{figures.moment(found.contactDueAt)}</dd>
        </>
      )}
    </dl>
  );
};

const Subject = ({ found }: { found: CaseShown }) => {
  const { number, orderId, quoteId } = found;
  if (number === null) return null;
  if (quoteId !== null) return <a href={`/office/quotes/${quoteId}`}>{number}</a>;
  return orderId === null ? <span>{number}</span> : <span class="code">{number}</span>;
};

const Said = ({ found, questions }: Shown) => {
  const { cases: words } = useWords();
  const figures = useFigures();
  return (
    <section>
      <h2>{words.said}</h2>
      {found.onlyInTotals ? (
        <Notice mood="info">{words.saidTotals}</Notice>
      ) : (
        <GivenAnswers questions={questions} given={found.given} />
      )}
      <p class="meta">
        {figures.moment(found.answeredAt)}
        {found.isDictated && <>, {words.dictated}</>}
      </p>
    </section>
  );
};

/** What was found, promised and done so far. */
const Done = ({ found }: Shown) => {
  const { cases: words } = useWords();
  const figures = useFigures();
  const facts = [
    [words.contactNote, found.contactNote],
    [words.cause, found.cause === null ? '' : words.causes[found.cause]],
    [words.causeNote, found.causeNote],
    [words.resolution, found.resolution],
    [words.promisedOn, found.promisedOn === null ? '' : figures.date(found.promisedOn)],
    [words.outcome, found.outcome],
    [words.notSolvedNote, found.reopenedNote],
  ].filter(([, said]) => said !== '');
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(([label, said]) => (
        <>
          <dt>{label}</dt>
          <dd>{said}</dd>
        </>
      ))}
    </dl>
  );
};

const Next = (shown: Shown) => {
  const { cases: words } = useWords();
  const { state } = shown.found;
  return (
    <>
      {mayDo(state, 'contact') && (
        <StepForm
          {...{ ...shown, step: 'contact', name: 'contactNote' }}
          words={{ title: words.contact, label: words.contactNote, done: words.contactDone }}
        />
      )}
      {mayDo(state, 'resolve') && (
        <StepForm
          {...{ ...shown, step: 'resolution', name: 'outcome' }}
          words={{ title: words.resolve, label: words.outcome, done: words.resolveDone }}
        />
      )}
      {mayDo(state, 'promise') && <PromiseForm {...shown} />}
      {mayDo(state, 'confirm') && <Notice mood="info">{words.waits}</Notice>}
    </>
  );
};

const Seen = ({ found }: Shown) => (
  <input type="hidden" name="version" value={String(found.version)} />
);

const PromiseForm = (shown: Shown) => {
  const { cases: words } = useWords();
  const { found, refused, firstDay } = shown;
  const isAgain = found.state === 'promised';
  const typed = (name: string, kept: string) => refused?.values[name] ?? kept;
  const form = (
    <form
      class="form"
      method="post"
      action={`/office/cases/${found.id}/promise`}
      hx-sync="this:drop"
    >
      <Seen {...shown} />
      <Choice
        name="cause"
        label={words.cause}
        value={typed('cause', found.cause ?? '')}
        problem={refused?.problems['cause']}
        options={[
          { value: '', label: '—' },
          ...caseCauses.map((cause) => ({ value: cause, label: words.causes[cause] })),
        ]}
      />
      <TextField
        name="causeNote"
        label={words.causeNote}
        value={typed('causeNote', found.causeNote)}
        problem={refused?.problems['causeNote']}
        rows={2}
      />
      <TextField
        name="resolution"
        label={words.resolution}
        value={typed('resolution', found.resolution)}
        problem={refused?.problems['resolution']}
      />
      <Field
        name="promisedOn"
        type="date"
        label={words.promisedDay}
        value={typed('promisedOn', found.promisedOn ?? firstDay)}
        problem={refused?.problems['promisedOn']}
        size="medium"
      />
      <button type="submit" class={isAgain ? undefined : 'primary'}>
        {isAgain ? words.promiseAgain : words.promiseDone}
      </button>
    </form>
  );
  if (!isAgain) {
    return (
      <section>
        <h2>{words.promise}</h2>
        {form}
      </section>
    );
  }
  const isOpen = refused !== undefined && refused.values['outcome'] === undefined;
  return (
    <details open={isOpen}>
      <summary>{words.promiseAgain}</summary>
      {form}
    </details>
  );
};

/** A step of a case that is told in one field of words. */
const StepForm = ({
  step,
  name,
  words,
  ...shown
}: Shown & {
  step: string;
  name: string;
  words: { title: string; label: string; done: string };
}) => {
  const { found, refused } = shown;
  return (
    <form
      class="form"
      method="post"
      action={`/office/cases/${found.id}/${step}`}
      hx-sync="this:drop"
    >
      <h2>{words.title}</h2>
      <Seen {...shown} />
      <TextField
        name={name}
        label={words.label}
        value={refused?.values[name]}
        problem={refused?.problems[name]}
      />
      <button type="submit" class="primary">
        {words.done}
      </button>
    </form>
  );
};
