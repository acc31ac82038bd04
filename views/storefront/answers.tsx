import type { OwnAnswer } from '../../src/loyalty/own-answers.queries.ts';
import type { Question } from '../../src/loyalty/questions.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { GivenAnswers } from '../parts/given-answers.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice, Status } from '../parts/status.tsx';
import { wordFor } from '../words/refusal-words.ts';

/** An answer with the questions that it is to, in the reader's language. */
export type AnswerShown = { answer: OwnAnswer; questions: readonly Question[] };

type Refused = {
  caseId: string | undefined;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

type Shown = {
  answers: readonly AnswerShown[];
  /** Whether the reader wants no questions. */
  isLeftAlone: boolean;
  /** What the reader has just done here. */
  done: 'said' | 'gone' | undefined;
  refused?: Refused | undefined;
};

/** What the reader said and what came of it, the newest first. */
export const AnswersPage = (shown: Shown) => {
  const { answers: words } = useWords().cases;
  const { answers, refused } = shown;
  return (
    <>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      <p>
        <a href="/changes">{useWords().changes.fromAnswers}</a>
      </p>
      {shown.done && (
        <Notice mood="ok" role="status">
          {shown.done === 'said' ? words.thanks : words.gone}
        </Notice>
      )}
      <ProblemList
        problems={refused?.problems ?? {}}
        labels={{ isSolved: words.isSolved, note: words.note, mayAsk: words.wishTitle }}
        prefix={refused?.caseId === undefined ? '' : `${refused.caseId}-`}
      />
      {answers.length === 0 && <p class="empty">{words.none}</p>}
      {answers.map((one) => (
        <Answer {...one} refused={refused} />
      ))}
      <Wish isLeftAlone={shown.isLeftAlone} />
    </>
  );
};

const Answer = (one: AnswerShown & { refused: Refused | undefined }) => {
  const { cases, prompts } = useWords();
  const { answers: words } = cases;
  const figures = useFigures();
  const { answer, questions } = one;
  const { answeredAt, isOpen, id } = answer;
  const isAnswered = answeredAt !== null;
  return (
    <article class="answer">
      <h2>
        {wordFor(prompts.about, answer.touchpoint)} <Subject answer={answer} />
      </h2>
      <p class="meta">
        {isAnswered ? figures.moment(answeredAt) : <Status mood="info">{words.asked}</Status>}
        {answer.onlyInTotals && <> · {words.inTotals}</>}
        {answer.dictatedToName !== null && <> · {words.dictatedTo(answer.dictatedToName)}</>}
      </p>
      {isAnswered && <GivenAnswers questions={questions} given={answer.given} />}
      {isOpen && (
        <p>
          <a href={`/prompts/${id}`}>
            {isAnswered ? words.change : words.answerNow}
            <span class="visually-hidden">: {answer.number ?? ''}</span>
          </a>
        </p>
      )}
      {isAnswered && <Outcome {...one} />}
      {isAnswered && <Deletion answer={answer} />}
    </article>
  );
};

/** Takes a whole answer back for good; what that means stands beside the button. */
const Deletion = ({ answer }: { answer: OwnAnswer }) => {
  const { answers: words } = useWords().cases;
  return (
    <details>
      <summary>
        {words.takeBack}
        <span class="visually-hidden">: {answer.number ?? ''}</span>
      </summary>
      <form method="post" action={`/company/answers/${answer.id}/deletion`} hx-sync="this:drop">
        <p>{words.takeBackLead}</p>
        <button type="submit">{words.takeBackDone}</button>
      </form>
    </details>
  );
};

const Subject = ({ answer }: { answer: OwnAnswer }) => {
  const { number, orderId, quoteId } = answer;
  if (number === null) return null;
  return <a href={orderId === null ? `/quotes/${quoteId}` : `/o/${orderId}`}>{number}</a>;
};

/** What came of it: counted, or what we owe the customer and have done. */
const Outcome = (one: AnswerShown & { refused: Refused | undefined }) => {
  const { answers: words } = useWords().cases;
  const figures = useFigures();
  const { answer } = one;
  const { caseState, contactDueAt, contactedAt, promisedOn, resolution, outcome } = answer;
  if (caseState === null) return <p class="meta">{words.counted}</p>;
  return (
    <section>
      <h3>{words.becameOf}</h3>
      <ul class="plain-list">
        {contactedAt === null && contactDueAt && (
          <li>{words.weWillCall(figures.moment(contactDueAt))}</li>
        )}
        {contactedAt && <li>{words.weCalled(figures.moment(contactedAt))}</li>}
        {promisedOn !== null && (
          <li>
            {words.promised(figures.date(promisedOn))} {resolution}
          </li>
        )}
        {outcome !== null && outcome !== '' && (
          <li>
            {words.done} {outcome}
          </li>
        )}
        {caseState === 'closed' && <li>{words.closed}</li>}
      </ul>
      {caseState === 'resolved' && <Confirmation {...one} />}
    </section>
  );
};

const Confirmation = ({ answer, refused }: AnswerShown & { refused: Refused | undefined }) => {
  const { answers: words } = useWords().cases;
  const { caseId } = answer;
  const mine = refused && refused.caseId === caseId ? refused : undefined;
  return (
    <form
      class="form"
      method="post"
      action={`/company/answers/cases/${caseId}/confirmation`}
      hx-sync="this:drop"
    >
      <Choice
        name="isSolved"
        prefix={`${caseId}-`}
        label={words.isSolved}
        value={mine?.values['isSolved']}
        problem={mine?.problems['isSolved']}
        options={[
          { value: 'yes', label: words.yes },
          { value: 'no', label: words.no },
        ]}
      />
      <Field
        name="note"
        prefix={`${caseId}-`}
        label={words.note}
        value={mine?.values['note']}
        problem={mine?.problems['note']}
        maxlength={1000}
      />
      <button type="submit" class="primary">
        {useWords().prompts.send}
      </button>
    </form>
  );
};

/** Whether we ask at all; each may say it for himself. */
const Wish = ({ isLeftAlone }: { isLeftAlone: boolean }) => {
  const { answers: words } = useWords().cases;
  return (
    <section id="wish">
      <h2>{words.wishTitle}</h2>
      <form class="row" method="post" action="/company/answers/wish" hx-sync="this:drop">
        <span class="grow">{isLeftAlone ? words.wishOff : words.wishOn}</span>
        <button type="submit" id="mayAsk" name="mayAsk" value={isLeftAlone ? 'yes' : 'no'}>
          {isLeftAlone ? words.start : words.stop}
        </button>
      </form>
    </section>
  );
};
