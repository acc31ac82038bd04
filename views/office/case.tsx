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
      {mayDo(state, 'contact') && <ContactForm {...shown} />}
      {mayDo(state, 'resolve') && <ResolveForm {...shown} />}
      {mayDo(state, 'promise') && <PromiseForm {...shown} />}
      {mayDo(state, 'confirm') && <Notice mood="info">{words.waits}</Notice>}
    </>
  );
};

const Seen = ({ found }: Shown) => (
  <input type="hidden" name="version" value={String(found.version)} />
);

const ContactForm = (shown: Shown) => {
  const { cases: words } = useWords();
  const { found, refused } = shown;
  return (
    <form
      class="form"
      method="post"
      action={`/office/cases/${found.id}/contact`}
      hx-sync="this:drop"
    >
      <h2>{words.contact}</h2>
      <Seen {...shown} />
      <TextField
        name="contactNote"
        label={words.contactNote}
        value={refused?.values['contactNote']}
        problem={refused?.problems['contactNote']}
      />
      <button type="submit" class="primary">
        {words.contactDone}
      </button>
    </form>
  );
};

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

const ResolveForm = (shown: Shown) => {
  const { cases: words } = useWords();
  const { found, refused } = shown;
  return (
    <form
      class="form"
      method="post"
      action={`/office/cases/${found.id}/resolution`}
      hx-sync="this:drop"
    >
      <h2>{words.resolve}</h2>
      <Seen {...shown} />
      <TextField
        name="outcome"
        label={words.outcome}
        value={refused?.values['outcome']}
        problem={refused?.problems['outcome']}
      />
      <button type="submit" class="primary">
        {words.resolveDone}
      </button>
    </form>
  );
};
