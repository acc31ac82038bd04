import type { VersionRow } from '../../src/loyalty/instrument-version.queries.ts';
import type { WrittenInstrument } from '../../src/loyalty/read-written.ts';
import { type InstrumentChange, itemsOf } from '../../src/loyalty/written-instrument.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';
import { wordFor } from '../words/refusal-words.ts';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

export const BASE = '/office/instrument';

/** The instrument in its versions, and the way to the next one. */
export const InstrumentPage = (shown: {
  versions: readonly VersionRow[];
  isDrafted: boolean;
  /** `YYYY-MM-DD` */
  today: string;
  place: OfficePlace;
}) => {
  const { instrument: words } = useWords();
  const { versions, isDrafted, today, place } = shown;
  const inForce = versions.find(({ fromDay }) => fromDay <= today);
  return (
    <OfficeFrame {...place}>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      {isDrafted ? (
        <p>
          <a class="button" href={`${BASE}/draft`}>
            {words.goOn}
          </a>
        </p>
      ) : (
        <form method="post" action={`${BASE}/draft`} hx-sync="this:drop">
          <button type="submit">{words.begin}</button>
        </form>
      )}
      <p>
        <a href={`${BASE}/export`} hx-boost="false">
          {words.download}
        </a>{' '}
        <small class="meta">{words.downloadLead}</small>
      </p>
      <ScrollRegion label={words.versions}>
        <table class="compact">
          <thead>
            <tr>
              <th scope="col">{words.version}</th>
              <th scope="col">{words.from}</th>
              <th scope="col">{words.note}</th>
              <th scope="col">{words.by}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((one) => (
              <Version one={one} isInForce={one === inForce} isToCome={one.fromDay > today} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </OfficeFrame>
  );
};

const Version = (shown: { one: VersionRow; isInForce: boolean; isToCome: boolean }) => {
  const { instrument: words } = useWords();
  const figures = useFigures();
  const { one, isInForce, isToCome } = shown;
  const standing = isToCome ? words.toCome : words.past;
  return (
    <tr>
      <th scope="row">
        <a href={`${BASE}/${one.version}`}>{one.name}</a>{' '}
        <Status mood={isInForce ? 'ok' : 'idle'}>{isInForce ? words.inForce : standing}</Status>
      </th>
      <td>{one.publishedByName === null ? '—' : figures.date(one.fromDay)}</td>
      <td>{one.note || '—'}</td>
      <td>{one.publishedByName ?? words.shipped}</td>
    </tr>
  );
};

/** What one version changed. */
export const InstrumentVersionPage = (shown: {
  instrument: WrittenInstrument;
  /** `undefined` for the first one. */
  changes: readonly InstrumentChange[] | undefined;
  place: OfficePlace;
}) => {
  const { instrument: words } = useWords();
  const { instrument, changes, place } = shown;
  return (
    <OfficeFrame {...place}>
      <h1>
        {words.version} {instrument.version}
      </h1>
      <p>
        <a href={BASE}>{words.back}</a>
      </p>
      <h2>{words.whatChanged}</h2>
      {changes ? (
        <Changes instrument={instrument} changes={changes} />
      ) : (
        <p class="empty">{words.first}</p>
      )}
    </OfficeFrame>
  );
};

/** What is asked otherwise, one thing a line. */
export const Changes = (shown: {
  instrument: WrittenInstrument;
  changes: readonly InstrumentChange[];
}) => {
  const { instrument: words, prompts } = useWords();
  const language = useLanguage();
  const { instrument, changes } = shown;
  if (changes.length === 0) return <p class="empty">{words.unchanged}</p>;
  const named = new Map(itemsOf(instrument).map((one) => [one.id, one.wording[language]]));
  const nameOf = (change: InstrumentChange): string =>
    change.kind === 'limit'
      ? words.limitNames[change.of]
      : (named.get(change.of) ?? wordFor(prompts.about, change.of));
  return (
    <ul>
      {changes.map((change) => (
        <li>
          <span class="meta">{nameOf(change)}</span>
          <br />
          <Change change={change} />
        </li>
      ))}
    </ul>
  );
};

const Change = ({ change }: { change: InstrumentChange }) => {
  const { instrument: words } = useWords();
  const figures = useFigures();
  switch (change.kind) {
    case 'wording':
      return (
        <>
          {words.wording[change.language]}: <del lang={change.language}>{change.was}</del>{' '}
          <ins lang={change.language}>{change.now}</ins>
        </>
      );
    case 'alarm':
      return <>{words.changed.alarm(change.was, change.now)}</>;
    case 'on':
      return <>{change.isOn ? words.changed.on : words.changed.off}</>;
    case 'sampled':
      return (
        <>{words.changed.sampled(figures.percent(change.wasBp), figures.percent(change.nowBp))}</>
      );
    case 'window':
      return <>{words.changed.window(change.was, change.now)}</>;
    case 'limit':
      return <>{words.changed.limit(change.was, change.now)}</>;
  }
};
