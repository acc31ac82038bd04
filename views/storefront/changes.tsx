import { wordingFor } from '../../src/loyalty/change-report.ts';
import type { ToldEntry, ToldReport } from '../../src/loyalty/change-report.queries.ts';
import { tradingDay } from '../../src/measures/calendar.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { quarterName } from '../quarter-name.ts';
import { Notice, Status } from '../parts/status.tsx';

type Shown = {
  reports: readonly ToldReport[];
  /** One version of one quarter instead of the newest of each. */
  isOne: boolean;
};

/** What each quarter taught us, for every customer, the newest first; it prints as it stands. */
export const ChangesPage = ({ reports, isOne }: Shown) => {
  const { changes: words } = useWords();
  return (
    <>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      {isOne && (
        <p>
          <a href="/changes">{words.all}</a>
        </p>
      )}
      {reports.length === 0 && <p class="empty">{words.none}</p>}
      {reports.map((report) => (
        <Quarter report={report} />
      ))}
    </>
  );
};

const Quarter = ({ report }: { report: ToldReport }) => {
  const { changes: words } = useWords();
  const figures = useFigures();
  const { id, number, quarter, entries, publishedAt, isNewest, earlier } = report;
  return (
    <section class="quarter" aria-labelledby={`q-${id}`}>
      <h2 id={`q-${id}`}>{quarterName(words, quarter)}</h2>
      {!isNewest && (
        <Notice mood="warn">
          {words.isOld} <a href="/changes">{words.newest}</a>
        </Notice>
      )}
      {entries.length === 0 && <p class="empty">{words.nothingTold}</p>}
      {entries.map((entry) => (
        <Change entry={entry} />
      ))}
      <p class="meta">
        {words.publishedOn(figures.date(tradingDay(publishedAt)))}, {words.versionOf(number)}
        {isNewest && earlier.length > 0 && (
          <>
            . {words.earlier}:{' '}
            {earlier.map((one) => (
              <a href={`/changes/${one.id}`}>{words.versionOf(one.number)}</a>
            ))}
          </>
        )}
      </p>
    </section>
  );
};

const Change = ({ entry }: { entry: ToldEntry }) => {
  const { changes: words, cases } = useWords();
  const figures = useFigures();
  const language = useLanguage();
  const { theme, standing, voices, ownerName, changedOn, wordings } = entry;
  const isDone = standing === 'changed';
  const told = wordingFor(wordings, language);
  return (
    <article class="answer">
      <h3>{cases.causes[theme]}</h3>
      <p>
        <Status mood={isDone ? 'ok' : 'idle'}>{words.standings[standing]}</Status>{' '}
        {isDone && changedOn !== null && words.since(figures.date(changedOn))}
      </p>
      {told && (
        <p lang={told.language}>
          {!isDone && <span lang={language}>{words.because} </span>}
          {told.words}
        </p>
      )}
      {told && told.language !== language && <p class="meta">{words.writtenIn[told.language]}</p>}
      <p class="meta">
        {voices === null ? words.fewVoices : words.voices(voices)} · {words.owner}: {ownerName}
      </p>
    </article>
  );
};
