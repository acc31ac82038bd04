import {
  type AnswerFilter,
  type AnswerGroup,
  type AnswerSlice,
  type Dimension,
  dimensions,
} from '../../../src/loyalty/answer-slice.ts';
import type { GroupNames } from '../../../src/loyalty/answer-slice.queries.ts';
import { isEnoughToShow } from '../../../src/loyalty/metrics/non-response.ts';
import type { SliceFigure } from '../../../src/loyalty/slice-figure.ts';
import { useBranches, useBranchName, useFigures, useWords } from '../../language.tsx';
import { Choice } from '../../parts/field.tsx';
import { wordFor } from '../../words/refusal-words.ts';
import { OfficeFrame, type OfficePlace } from '../frame.tsx';
import { useQuarterName, useWrite } from './figure.tsx';
import { PlainRow, PlainTable } from './parts.tsx';

type Shown = {
  place: OfficePlace;
  item: string;
  /** What the item asks, in the reader's language. */
  wording: string;
  options: readonly { value: string; label: string }[];
  filter: AnswerFilter;
  slice: AnswerSlice;
  names: GroupNames;
  /** undefined where nothing may be shown. */
  figure: SliceFigure | undefined;
};

/** What may be asked about: the items, and the quarters and moments that there are. */
type Choices = {
  items: readonly { value: string; label: string }[];
  quarters: readonly string[];
  touchpoints: readonly string[];
};

const FEWEST = 5;
const BASE = '/office/loyalty/answers';

/** The answers behind a figure: together, of groups that are large enough, never one by one. */
export const LoyaltyAnswersPage = (shown: Shown & { choices: Choices }) => {
  const { behind, casesAll } = useWords().loyalty;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{behind.heading}</h1>
      <p class="meta">
        {behind.lead} <a href="/office/loyalty">{behind.back}</a>
        {' · '}
        <a href="/office/cases?show=all">{casesAll}</a>
      </p>
      <Filters {...shown} />
      <details>
        <summary>{behind.definitions}</summary>
        <dl>
          {dimensions.map((dimension) => (
            <>
              <dt>{behind.by[dimension]}</dt>
              <dd>{behind.defined[dimension]}</dd>
            </>
          ))}
        </dl>
      </details>
      <LoyaltyAnswers {...shown} />
    </OfficeFrame>
  );
};

const Filters = ({ item, filter, choices, names }: Shown & { choices: Choices }) => {
  const { loyalty } = useWords();
  const { behind } = loyalty;
  const name = useGroupName(names);
  const byName = (of: ReadonlyMap<string, string>) =>
    [...of].map(([value, label]) => ({ value, label }));
  const options: Record<Dimension, readonly { value: string; label: string }[]> = {
    quarter: named(choices.quarters, (value) => name('quarter', value)),
    population: named(['end_user', 'trader'], (value) => name('population', value)),
    branch: useBranches(),
    manager: [...byName(names.manager), { value: 'none', label: behind.noManager }],
    goods: [...byName(names.goods), { value: 'none', label: behind.noOrder }],
    channel: named(['web', 'counter', 'phone', 'none'], (value) => name('channel', value)),
    touchpoint: named(choices.touchpoints, (value) => name('touchpoint', value)),
  };
  return (
    <form
      class="row filters"
      method="get"
      action={BASE}
      hx-get={BASE}
      hx-trigger="change, submit"
      hx-target="#answers"
      hx-swap="outerHTML"
      hx-replace-url="true"
      hx-sync="this:replace"
    >
      <Choice name="item" label={loyalty.item} value={item} options={choices.items} />
      {dimensions.map((dimension) => (
        <Choice
          name={dimension}
          label={behind.by[dimension]}
          value={filter[dimension] ?? ''}
          options={[{ value: '', label: behind.any[dimension] }, ...options[dimension]]}
        />
      ))}
      <button type="submit">{behind.show}</button>
    </form>
  );
};

const named = (values: readonly string[], nameOf: (value: string) => string) =>
  values.map((value) => ({ value, label: nameOf(value) }));

/** The answers of the filter; replaced when it changes. */
export const LoyaltyAnswers = (shown: Shown) => {
  const { behind } = useWords().loyalty;
  const { bare } = useFigures();
  const { item, wording, filter, slice, figure, options } = shown;
  if (slice.all === null || !figure) {
    return (
      <section id="answers" class="loyalty stack" data-t="answers">
        <h2>{wording}</h2>
        <p class="empty" role="status">
          {behind.few(bare.count(FEWEST))}
        </p>
      </section>
    );
  }
  const hidden = slice.by.reduce((sum, one) => sum + one.hidden, 0);
  return (
    <section id="answers" class="loyalty stack" data-t="answers">
      <h2>{wording}</h2>
      <SliceText figure={figure} />
      <PlainTable label={wording} heads={[behind.group, 'n', ...options.map(({ label }) => label)]}>
        <GroupRow group={slice.all} options={options} name={behind.together} />
        {slice.by.map((one) => (
          <Groups {...one} options={options} of={shown} />
        ))}
      </PlainTable>
      {hidden > 0 && <p class="meta">{behind.hidden(bare.count(hidden))}</p>}
      <p>
        <a href={`${BASE}.csv?${queryOf(item, filter)}`} hx-boost="false" download>
          {behind.download}
        </a>
      </p>
    </section>
  );
};

const SliceText = ({ figure }: { figure: SliceFigure }) => {
  const { loyalty } = useWords();
  const { percent } = useFigures();
  const { metric, n, accounts, shown } = figure;
  const rate = shown === 0 ? null : Math.min(1, n / shown);
  return (
    <dl class="figure-strip">
      <div class="figure-tile">
        <dt>{loyalty.behind.measures[measureOf(metric)]}</dt>
        <dd>
          {metric !== 'words' && <SliceValue figure={figure} />}
          <span>
            {loyalty.answers(n)}
            {', '}
            {loyalty.accounts(accounts)}
            {rate !== null && `, ${loyalty.response(percent(Math.round(rate * 100) * 100))}`}
          </span>
        </dd>
      </div>
    </dl>
  );
};

/** The figure of a slice with its interval, once there are answers enough. */
const SliceValue = ({ figure }: { figure: SliceFigure }) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const write = useWrite();
  const { metric, value, ci95, n, accounts } = figure;
  if (!isEnoughToShow(n, accounts)) {
    return <span class="collecting">{loyalty.collecting(bare.count(n))}</span>;
  }
  return (
    <>
      <strong>{write(metric, value)}</strong>
      <span>
        {ci95
          ? loyalty.interval(write(metric, ci95[0]), write(metric, ci95[1]))
          : loyalty.intervalNone}
      </span>
    </>
  );
};

function measureOf(metric: string): 'score' | 'share' | 'mean' | 'words' {
  if (metric === 'words') return 'words';
  if (metric === 'nps.contact') return 'score';
  return metric.startsWith('item.') ? 'mean' : 'share';
}

/** The groups along a dimension, each leading to its own answers; none where there is but one. */
const Groups = (
  props: AnswerSlice['by'][number] & {
    options: Shown['options'];
    of: Pick<Shown, 'item' | 'filter' | 'names'>;
  },
) => {
  const { dimension, groups, options, of } = props;
  const { behind } = useWords().loyalty;
  const name = useGroupName(of.names);
  if (groups.length < 2) return <></>;
  return (
    <>
      <tr>
        <th scope="rowgroup" colspan={options.length + 2}>
          {behind.by[dimension]}
        </th>
      </tr>
      {groups.map((group) => (
        <GroupRow
          group={group}
          options={options}
          name={name(dimension, group.name)}
          href={`${BASE}?${queryOf(of.item, { ...of.filter, [dimension]: group.name })}`}
        />
      ))}
    </>
  );
};

const GroupRow = (props: {
  group: AnswerGroup;
  options: Shown['options'];
  name: string;
  href?: string;
}) => {
  const { bare } = useFigures();
  const { group, options, name, href } = props;
  return (
    <PlainRow
      name={href ? <a href={href}>{name}</a> : name}
      cells={[group.n, ...countsOf(group, options)].map((count) => bare.count(count))}
    />
  );
};

/** How often each option was chosen, in their order. */
export const countsOf = (
  group: AnswerGroup,
  options: readonly { value: string }[],
): readonly number[] =>
  options.map(({ value }) => group.counts.find((one) => String(one.value) === value)?.count ?? 0);

/** How a group along a dimension is called. */
function useGroupName(names: GroupNames): (dimension: Dimension, name: string) => string {
  const { loyalty, channels } = useWords();
  const branchName = useBranchName();
  const quarterName = useQuarterName();
  return (dimension, name) => {
    switch (dimension) {
      case 'quarter':
        return quarterName(name);
      case 'population':
        return wordFor(loyalty.segments, name);
      case 'branch':
        return branchName(name);
      case 'manager':
        return names.manager.get(name) ?? loyalty.behind.noManager;
      case 'goods':
        return names.goods.get(name) ?? loyalty.behind.noOrder;
      case 'channel':
        return name === 'none' ? loyalty.behind.noOrder : wordFor(channels, name);
      case 'touchpoint':
        return wordFor(loyalty.behind.touchpoints, name);
    }
  };
}

function queryOf(item: string, filter: AnswerFilter): string {
  const query = new URLSearchParams({ item });
  for (const dimension of dimensions) {
    const wanted = filter[dimension];
    if (wanted !== undefined) query.set(dimension, wanted);
  }
  return query.toString();
}
