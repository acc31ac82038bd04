import type { Reminders, ToldReminder } from '../../src/credit/reminder.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';

type Shown = {
  companyId: string;
  reminders: Reminders;
  pausing: { values?: Record<string, string>; problems?: Record<string, string> };
};

/** When a customer was reminded of what, and quiet until a day. */
export const RemindersOf = (shown: Shown) => {
  const { reminders: words } = useWords();
  const { told, pause } = shown.reminders;
  return (
    <section id="reminders">
      <h2>{words.title}</h2>
      {pause && <Pause {...shown} pause={pause} />}
      {told.length === 0 ? (
        <p class="empty">{words.none}</p>
      ) : (
        <ul>
          {told.map((reminder) => (
            <Told reminder={reminder} />
          ))}
        </ul>
      )}
      <PauseForm {...shown} />
    </section>
  );
};

const Told = ({ reminder }: { reminder: ToldReminder }) => {
  const { reminders: words } = useWords();
  const figures = useFigures();
  const { onDay, state, tone, leftMinor, letters } = reminder;
  const day = figures.date(onDay);
  if (state === 'waiting') return <li>{words.waitingOn(day)}</li>;
  if (state === 'stopped') return <li>{words.stoppedOn(day)}</li>;
  return (
    <li>
      {words.writtenOn(day, figures.money(leftMinor ?? 0))}{' '}
      <small class="meta">
        {words.tones[tone]}, {words.letters(letters ?? 0)}
      </small>
    </li>
  );
};

const Pause = ({ companyId, pause }: Shown & { pause: NonNullable<Reminders['pause']> }) => {
  const { reminders: words } = useWords();
  const figures = useFigures();
  const { untilDay, reason, setByName } = pause;
  return (
    <Notice mood="info">
      {words.pausedUntil(figures.date(untilDay), setByName, reason)}
      <form
        method="post"
        action={`/office/credit/${companyId}/reminders/resumption`}
        hx-sync="this:drop"
      >
        <button type="submit" class="small">
          {words.resume}
        </button>
      </form>
    </Notice>
  );
};

const PauseForm = ({ companyId, pausing }: Shown) => {
  const { reminders: words } = useWords();
  const { values = {}, problems = {} } = pausing;
  const labels = { until: words.pauseUntil, why: words.pauseReason };
  const field = (name: keyof typeof labels) => ({
    ...{ name, label: labels[name], value: values[name], problem: problems[name] },
  });
  return (
    <form
      class="form"
      method="post"
      action={`/office/credit/${companyId}/reminders/pause`}
      hx-sync="this:drop"
    >
      <h3>{words.pause}</h3>
      <ProblemList problems={problems} labels={labels} />
      <Field {...field('until')} type="date" size="medium" />
      <TextField {...field('why')} rows={2} required />
      <button type="submit">{words.pause}</button>
    </form>
  );
};
