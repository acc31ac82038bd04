import type { WrittenInstrument } from '../../src/loyalty/read-written.ts';
import {
  alarmChoices,
  type InstrumentChange,
  itemsOf,
  limitBounds,
  limitNames,
  limitsOf,
} from '../../src/loyalty/written-instrument.ts';
import { languages, useLanguage, useWords } from '../language.tsx';
import { Check, Choice, Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { wordFor } from '../words/refusal-words.ts';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { BASE, Changes } from './instrument.tsx';

type Shown = {
  draft: { version: number; content: WrittenInstrument };
  changes: readonly InstrumentChange[];
  /** The question or the moment that is written; none where the whole draft is shown. */
  of: { item: string | undefined; touchpoint: string | undefined };
  /** The first day that may be chosen. */
  firstDay: string;
  place: OfficePlace;
  refused?:
    | { values: Readonly<Record<string, string>>; problems: Readonly<Record<string, string>> }
    | undefined;
};

/** The next version while it is written: one question or moment at a time, the limits, and its publication. */
export const InstrumentDraftPage = (shown: Shown) => {
  const { instrument: words } = useWords();
  const { of, refused, place } = shown;
  const isWhole = of.item === undefined && of.touchpoint === undefined;
  const labels = {
    ...words.wording,
    ...words.limitNames,
    ...{ alarmAt: words.alarmAt, sampled: words.sampled, earliest: words.earliest },
    ...{ latest: words.latest, from: words.publishFrom, reason: words.publishNote },
  };
  return (
    <OfficeFrame {...place}>
      <h1>{words.draft}</h1>
      <p>
        <a href={isWhole ? BASE : `${BASE}/draft`}>{isWhole ? words.back : words.backToDraft}</a>
      </p>
      <ProblemList problems={refused?.problems ?? {}} labels={labels} />
      {of.item !== undefined && <ItemForm {...shown} item={of.item} />}
      {of.touchpoint !== undefined && <MomentForm {...shown} touchpoint={of.touchpoint} />}
      {isWhole && <Whole {...shown} />}
    </OfficeFrame>
  );
};

const Whole = (shown: Shown) => {
  const { instrument: words } = useWords();
  const { draft, changes } = shown;
  return (
    <>
      <h2>{words.changedSoFar}</h2>
      <Changes instrument={draft.content} changes={changes} />
      <PublishForm {...shown} />
      <Items draft={draft} />
      <Moments draft={draft} />
      <LimitsForm {...shown} />
      <form method="post" action={`${BASE}/draft/end`} hx-sync="this:drop">
        <button type="submit">{words.drop}</button>
      </form>
    </>
  );
};

const Items = ({ draft }: Pick<Shown, 'draft'>) => {
  const { instrument: words } = useWords();
  const language = useLanguage();
  return (
    <section>
      <h2>{words.items}</h2>
      <ul>
        {itemsOf(draft.content)
          .filter(({ audience }) => audience === 'customer')
          .map(({ id, wording }) => (
            <li>
              <a href={`${BASE}/draft?item=${id}`}>{wording[language]}</a>
            </li>
          ))}
      </ul>
    </section>
  );
};

const Moments = ({ draft }: Pick<Shown, 'draft'>) => {
  const { instrument: words, prompts } = useWords();
  return (
    <section>
      <h2>{words.moments}</h2>
      <ul>
        {draft.content.touchpoints
          .filter(({ audience }) => audience === 'customer')
          .map(({ id, is_off: isOff }) => (
            <li>
              <a href={`${BASE}/draft?touchpoint=${id}`}>{wordFor(prompts.about, id)}</a>{' '}
              <small class="meta">{isOff ? words.off : words.on}</small>
            </li>
          ))}
      </ul>
    </section>
  );
};

const Seen = ({ draft }: Pick<Shown, 'draft'>) => (
  <input type="hidden" name="version" value={String(draft.version)} />
);

const fieldOf =
  ({ refused }: Shown) =>
  (name: string, kept: string | number) => ({
    name,
    value: refused?.values[name] ?? String(kept),
    problem: refused?.problems[name],
  });

const ItemForm = (shown: Shown & { item: string }) => {
  const { instrument: words } = useWords();
  const language = useLanguage();
  const { draft, item: id } = shown;
  const item = itemsOf(draft.content).find((one) => one.id === id);
  if (!item) return null;
  const field = fieldOf(shown);
  const alarms = alarmChoices(draft.content, item);
  return (
    <form class="form" method="post" action={`${BASE}/draft/items`} hx-sync="this:drop">
      <h2>{item.wording[language]}</h2>
      <Seen {...shown} />
      <input type="hidden" name="item" value={id} />
      {languages.map(({ code }) => (
        <TextField {...field(code, item.wording[code])} label={words.wording[code]} rows={2} />
      ))}
      {alarms.length > 0 && (
        <Choice
          {...field('alarmAt', item.alarm?.value ?? '')}
          label={words.alarmAt}
          options={alarms.map((value) => ({ value: String(value), label: String(value) }))}
        />
      )}
      <button type="submit" class="primary">
        {words.save}
      </button>
    </form>
  );
};

const MomentForm = (shown: Shown & { touchpoint: string }) => {
  const { instrument: words, prompts } = useWords();
  const { draft, touchpoint: id, refused } = shown;
  const moment = draft.content.touchpoints.find((one) => one.id === id);
  if (!moment) return null;
  const field = fieldOf(shown);
  const isOn = refused ? refused.values['isOn'] === 'yes' : !moment.is_off;
  return (
    <form class="form" method="post" action={`${BASE}/draft/touchpoints`} hx-sync="this:drop">
      <h2>{wordFor(prompts.about, id)}</h2>
      <Seen {...shown} />
      <input type="hidden" name="touchpoint" value={id} />
      <Check name="isOn" label={words.isOn} checked={isOn} />
      <Field
        {...field('sampled', Math.round(moment.sampling_rate * 10_000) / 100)}
        label={words.sampled}
        inputmode="decimal"
        size="short"
      />
      <Field
        {...field('earliest', moment.earliest_hours_after_event)}
        label={words.earliest}
        inputmode="numeric"
        size="short"
      />
      <Field
        {...field('latest', moment.latest_hours_after_event)}
        label={words.latest}
        inputmode="numeric"
        size="short"
      />
      <button type="submit" class="primary">
        {words.save}
      </button>
    </form>
  );
};

const LimitsForm = (shown: Shown) => {
  const { instrument: words } = useWords();
  const limits = limitsOf(shown.draft.content);
  const field = fieldOf(shown);
  return (
    <form class="form" method="post" action={`${BASE}/draft/limits`} hx-sync="this:drop">
      <h2>{words.limits}</h2>
      <Seen {...shown} />
      {limitNames.map((name) => (
        <Field
          {...field(name, limits[name])}
          label={words.limitNames[name]}
          hint={`${limitBounds[name].min}–${limitBounds[name].max}`}
          inputmode="numeric"
          size="short"
        />
      ))}
      <button type="submit">{words.save}</button>
    </form>
  );
};

const PublishForm = (shown: Shown) => {
  const { instrument: words } = useWords();
  const field = fieldOf(shown);
  return (
    <form class="form" method="post" action={`${BASE}/draft/publication`} hx-sync="this:drop">
      <Seen {...shown} />
      <Field
        {...field('from', shown.firstDay)}
        type="date"
        label={words.publishFrom}
        hint={words.publishHint}
        size="medium"
      />
      <Field {...field('reason', '')} label={words.publishNote} maxlength={300} />
      <button type="submit" class="primary">
        {words.publish}
      </button>
    </form>
  );
};
