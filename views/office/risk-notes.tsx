import type { RiskCustomer, RiskNote } from '../../src/loyalty/risk-note.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { cameBack, type SheetForm, shownAgain } from '../parts/sheet-form.ts';
import { messageOf, Reasons } from './at-risk.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  place: OfficePlace;
  customer: RiskCustomer;
  notes: readonly RiskNote[];
  formKeys: { call: string; snooze: string };
  today: string;
  /** Nobody is put off beyond it. */
  lastDay: string;
  refused?: SheetForm | undefined;
};

/** One customer at risk: what was done, a call to note, and putting him off for a while. */
export const RiskNotesPage = (shown: Shown) => {
  const { loyalty } = useWords();
  const { notes: words } = loyalty.risk;
  const { place, customer, notes } = shown;
  return (
    <OfficeFrame {...place}>
      <h1>{customer.companyName}</h1>
      <p>
        <a href="/office/at-risk">{loyalty.risk.title}</a>
        {' · '}
        <a href={`/office/customers/${customer.companyId}`}>{words.card}</a>
      </p>
      <Why customer={customer} />
      <CallForm {...shown} />
      <SnoozeForm {...shown} />
      <h2>{words.done}</h2>
      {notes.length === 0 ? (
        <p class="empty">{words.none}</p>
      ) : (
        <ol class="plain-list">
          {notes.map((note) => (
            <NoteRow note={note} />
          ))}
        </ol>
      )}
    </OfficeFrame>
  );
};

/** Why he is on the list, what to say to him, what losing him would cost, and whom to call. */
const Why = ({ customer }: Pick<Shown, 'customer'>) => {
  const { risk } = useWords().loyalty;
  const { money } = useFigures();
  const { isAtRisk, reasons, lostExpectedMinor, people } = customer;
  return (
    <dl class="facts wide">
      <dt>{risk.why}</dt>
      <dd>{isAtRisk ? <Reasons reasons={reasons} /> : risk.notes.notNow}</dd>
      <dt>{risk.notes.say}</dt>
      <dd>{risk.messages[messageOf(customer)]}</dd>
      <dt>{risk.losing}</dt>
      <dd>{money(lostExpectedMinor)}</dd>
      {people.length > 0 && (
        <>
          <dt>{risk.notes.whom}</dt>
          <dd>
            {people.map(({ name, duty, phone }) => (
              <p>
                <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a> {name}
                {duty !== '' && <span class="meta"> {duty}</span>}
              </p>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
};

const NoteRow = ({ note }: { note: RiskNote }) => {
  const { notes: words } = useWords().loyalty.risk;
  const { moment, date } = useFigures();
  const { snoozedUntil, nextOn } = note;
  return (
    <li class="answer">
      <p class="meta">
        {moment(note.notedAt)}, {note.personName}
        {': '}
        {snoozedUntil === null ? words.called : words.snoozedUntil(date(snoozedUntil))}
      </p>
      <p>{note.note}</p>
      {nextOn !== null && <p>{words.next(date(nextOn), note.nextStep)}</p>}
    </li>
  );
};

const CallForm = ({ customer, formKeys, refused }: Shown) => {
  const { notes: words } = useWords().loyalty.risk;
  const back = cameBack(refused, 'call');
  const again = shownAgain(back);
  const labels = { outcome: words.outcome, nextStep: words.nextStep, nextOn: words.nextOn };
  return (
    <section>
      <h2>{words.call}</h2>
      <ProblemList problems={back.problems} labels={labels} />
      <form
        method="post"
        action={`/office/at-risk/${customer.companyId}/calls`}
        hx-sync="this:drop"
      >
        <input type="hidden" name="key" value={formKeys.call} />
        <TextField {...again('outcome')} label={words.outcome} rows={2} required />
        <div class="row">
          <Field {...again('nextStep')} label={words.nextStep} size="medium" maxlength={200} />
          <Field {...again('nextOn')} label={words.nextOn} type="date" size="medium" />
        </div>
        <button type="submit">{words.noteCall}</button>
      </form>
    </section>
  );
};

const SnoozeForm = ({ customer, formKeys, lastDay, refused }: Shown) => {
  const { notes: words } = useWords().loyalty.risk;
  const { date } = useFigures();
  const back = cameBack(refused, 'snooze');
  const again = shownAgain(back);
  return (
    <section>
      <h2>{words.snooze}</h2>
      <p class="meta">{words.snoozeHint(date(lastDay))}</p>
      <ProblemList problems={back.problems} labels={{ why: words.why, until: words.until }} />
      <form
        method="post"
        action={`/office/at-risk/${customer.companyId}/snoozes`}
        hx-sync="this:drop"
      >
        <input type="hidden" name="key" value={formKeys.snooze} />
        <TextField {...again('why')} label={words.why} rows={2} required />
        <Field {...again('until')} label={words.until} type="date" size="medium" required />
        <button type="submit" class="secondary">
          {words.putOff}
        </button>
      </form>
    </section>
  );
};
