import {
  changeStandings,
  type ChangeEntry,
  VOICES_LEAST,
} from '../../src/loyalty/change-report.ts';
import type { ChangeSource, ReportInOffice } from '../../src/loyalty/change-report.queries.ts';
import { languages, useFigures, useWords } from '../language.tsx';
import { quarterName } from '../quarter-name.ts';
import { Choice, Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice, Status } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  report: ReportInOffice;
  sources: readonly ChangeSource[];
  owners: readonly { id: string; name: string }[];
  place: OfficePlace;
  refused?:
    | {
        /** Of the theme whose form came back; none where the whole quarter was refused. */
        theme: string | undefined;
        values: Readonly<Record<string, string>>;
        /** By theme and field. */
        problems: Readonly<Record<string, string>>;
      }
    | undefined;
};

/** A quarter in one version: a form a theme while it is a draft, and what is told for good after. */
export const ChangeReportPage = (shown: Shown) => {
  const words = useWords();
  const { changes } = words;
  const { office } = changes;
  const { report, place, refused } = shown;
  const isDraft = report.publishedAt === null;
  return (
    <OfficeFrame {...place}>
      <h1>
        {quarterName(changes, report.quarter)}, {changes.versionOf(report.number)}
      </h1>
      <ProblemList problems={refused?.problems ?? {}} labels={labelsOf(report, words)} />
      {isDraft ? (
        <>
          <p class="meta">{office.wordsHint}</p>
          {report.entries.map((entry) => (
            <ThemeForm {...shown} entry={entry} />
          ))}
          <PublishForm report={report} />
        </>
      ) : (
        <Published {...shown} />
      )}
    </OfficeFrame>
  );
};

function labelsOf({ entries }: ReportInOffice, { changes, cases }: ReturnType<typeof useWords>) {
  const { office } = changes;
  const fields = {
    standing: office.standing,
    changedOn: office.changedOn,
    ownerId: changes.owner,
    ...office.words,
  };
  return Object.fromEntries(
    entries.flatMap(({ theme }) =>
      Object.entries(fields).map(([name, label]) => [
        `${theme}-${name}`,
        `${cases.causes[theme]}, ${label}`,
      ]),
    ),
  );
}

const Voices = ({ voices }: { voices: number }) => {
  const { office: words } = useWords().changes;
  return (
    <p class="meta">
      {words.voicesNow(voices)}
      {voices < VOICES_LEAST && <>, {words.hidden}</>}
    </p>
  );
};

const ThemeForm = (shown: Shown & { entry: ChangeEntry }) => {
  const { changes, cases } = useWords();
  const { office: words } = changes;
  const { entry, report, owners, refused } = shown;
  const { theme } = entry;
  const prefix = `${theme}-`;
  const values = refused?.theme === theme ? refused.values : undefined;
  const field = (name: string, kept: string) => ({
    name,
    prefix,
    value: values?.[name] ?? kept,
    problem: refused?.problems[`${prefix}${name}`],
  });
  return (
    <form
      class="form"
      method="post"
      action={`/office/changes/${report.id}/entries`}
      hx-sync="this:drop"
    >
      <h2>{cases.causes[theme]}</h2>
      <Voices voices={entry.voices} />
      <Sources {...shown} />
      <input type="hidden" name="version" value={String(report.version)} />
      <input type="hidden" name="theme" value={theme} />
      <Choice
        {...field('standing', entry.standing)}
        label={words.standing}
        options={changeStandings.map((value) => ({ value, label: changes.standings[value] }))}
      />
      <Field
        {...field('changedOn', entry.changedOn ?? '')}
        type="date"
        label={words.changedOn}
        size="medium"
      />
      <Choice
        {...field('ownerId', entry.ownerId ?? '')}
        label={changes.owner}
        options={[
          { value: '', label: '—' },
          ...owners.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {languages.map(({ code }) => (
        <TextField
          {...field(code, entry.wordings[code] ?? '')}
          label={words.words[code]}
          rows={2}
        />
      ))}
      <button type="submit">{words.save}</button>
    </form>
  );
};

/** What the customers were told was done; nobody but the office sees where it comes from. */
const Sources = ({ sources, entry }: Shown & { entry: ChangeEntry }) => {
  const { office: words } = useWords().changes;
  const of = sources.filter(({ theme }) => theme === entry.theme);
  if (of.length === 0) return null;
  return (
    <details>
      <summary>{words.sources(of.length)}</summary>
      <ul>
        {of.map(({ caseId, companyName, outcome }) => (
          <li>
            <a href={`/office/cases/${caseId}`}>{companyName}</a>: {outcome}
          </li>
        ))}
      </ul>
    </details>
  );
};

const PublishForm = ({ report }: Pick<Shown, 'report'>) => {
  const { office: words } = useWords().changes;
  return (
    <form
      class="form"
      method="post"
      action={`/office/changes/${report.id}/publication`}
      hx-sync="this:drop"
    >
      <p>{words.publishLead}</p>
      <input type="hidden" name="version" value={String(report.version)} />
      <button type="submit" class="primary">
        {words.publish}
      </button>
    </form>
  );
};

const Published = ({ report }: Shown) => {
  const { changes, cases } = useWords();
  const { office: words } = changes;
  const figures = useFigures();
  return (
    <>
      <Notice mood="ok">
        {words.published}
        {report.publishedAt && <> {figures.moment(report.publishedAt)}</>}
        {report.publishedByName !== null && <>, {report.publishedByName}</>}.{' '}
        <a href={`/changes/${report.id}`}>{words.see}</a>
      </Notice>
      {report.entries.map((entry) => (
        <section>
          <h2>{cases.causes[entry.theme]}</h2>
          <p>
            <Status mood={entry.standing === 'changed' ? 'ok' : 'idle'}>
              {changes.standings[entry.standing]}
            </Status>{' '}
            {entry.changedOn !== null && figures.date(entry.changedOn)}
            {entry.ownerName !== null && <> · {entry.ownerName}</>}
          </p>
          <Voices voices={entry.voices} />
          {languages.map(({ code }) =>
            entry.wordings[code] === undefined ? null : <p lang={code}>{entry.wordings[code]}</p>,
          )}
        </section>
      ))}
      <form method="post" action="/office/changes" hx-sync="this:drop">
        <input type="hidden" name="quarter" value={report.quarter} />
        <button type="submit">{words.correct}</button>
      </form>
    </>
  );
};
