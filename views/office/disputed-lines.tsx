import type { ShownObjection } from '../../src/payments/objection.queries.ts';
import { lineInWords } from '../account-words.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

/** What was just done, said once above the page. */
export type ObjectionDeed = 'agreed' | 'declined' | 'corrected';

type Shown = {
  place: OfficePlace;
  objections: readonly ShownObjection[];
  deed: ObjectionDeed | undefined;
  /** Whose form came back, with what was typed and what is wrong with it. */
  typedFor: string | undefined;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** Lines that customers' books say otherwise: those that wait for our answer, then those that we are to correct. */
export const DisputedLinesPage = (shown: Shown) => {
  const words = useWords().statements.office;
  const { objections, deed } = shown;
  const waiting = objections.filter(({ state }) => state === 'open');
  const agreed = objections.filter(({ state }) => state === 'agreed');
  return (
    <OfficeFrame {...shown.place}>
      <h1>{words.title}</h1>
      {deed && (
        <Notice mood="ok" role="status">
          {words.deeds[deed]}
        </Notice>
      )}
      {objections.length === 0 && <p class="empty">{words.none}</p>}
      {waiting.length > 0 && (
        <section id="waiting">
          <h2>{words.waiting}</h2>
          {waiting.map((objection) => (
            <section aria-labelledby={`dispute-${objection.id}`}>
              <Said objection={objection} />
              <Answering {...shown} objection={objection} />
            </section>
          ))}
        </section>
      )}
      {agreed.length > 0 && (
        <section id="agreed">
          <h2>{words.agreed}</h2>
          {agreed.map((objection) => (
            <section aria-labelledby={`dispute-${objection.id}`}>
              <Said objection={objection} />
              <form
                method="post"
                action={`/office/disputed-lines/${objection.id}/correction`}
                hx-sync="this:drop"
              >
                <button type="submit">{words.corrected}</button>
              </form>
            </section>
          ))}
        </section>
      )}
    </OfficeFrame>
  );
};

const Said = ({ objection }: { objection: ShownObjection }) => {
  const words = useWords();
  const { statements } = words;
  const figures = useFigures();
  const { id, companyId, companyName, oursMinor, theirsMinor, orderId } = objection;
  const line = lineInWords(words, objection);
  return (
    <>
      <h3 id={`dispute-${id}`}>
        <a href={`/office/customers/${companyId}/account`}>{companyName}</a>:{' '}
        {orderId === null ? line : <a href={`/office/orders/${orderId}`}>{line}</a>},{' '}
        {figures.date(objection.on)}
      </h3>
      <dl class="facts">
        <dt>{statements.ours}</dt>
        <dd class="amount">{figures.moneyExact(Math.abs(oursMinor))}</dd>
        <dt>{statements.theirsStaff}</dt>
        <dd class="amount">{figures.moneyExact(Math.abs(theirsMinor))}</dd>
        <dt>{statements.why}</dt>
        <dd>
          {objection.note}{' '}
          <small class="meta">
            {statements.office.said(objection.raisedByName, figures.moment(objection.raisedAt))}
          </small>
        </dd>
        {objection.answer !== '' && (
          <>
            <dt>{statements.office.send}</dt>
            <dd>{objection.answer}</dd>
          </>
        )}
      </dl>
    </>
  );
};

const Answering = (shown: Shown & { objection: ShownObjection }) => {
  const words = useWords().statements.office;
  const all = useWords();
  const { objection, typedFor } = shown;
  const { id } = objection;
  const isTyped = typedFor === id;
  const problems = isTyped ? shown.problems : {};
  const values = isTyped ? shown.values : {};
  const prefix = `${id}-`;
  const labels = { verdict: words.verdict, answer: words.answer };
  return (
    <form
      class="form"
      method="post"
      action={`/office/disputed-lines/${id}/answer`}
      hx-sync="this:drop"
    >
      <ProblemList problems={problems} labels={labels} prefix={prefix} />
      <Choice
        name="verdict"
        prefix={prefix}
        label={words.verdict}
        value={values['verdict'] ?? ''}
        problem={problems['verdict']}
        options={[
          { value: '', label: all.problems.choose() },
          { value: 'agreed', label: words.agree },
          { value: 'declined', label: words.decline },
        ]}
      />
      <TextField
        name="answer"
        prefix={prefix}
        label={words.answer}
        value={values['answer']}
        problem={problems['answer']}
        rows={2}
      />
      <button type="submit" class="primary">
        {words.send}
      </button>
    </form>
  );
};
