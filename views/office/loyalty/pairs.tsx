import { useBranchName, useFigures, useWords } from '../../language.tsx';
import { Status } from '../../parts/status.tsx';
import { wordFor } from '../../words/refusal-words.ts';
import {
  type Figures,
  IntervalText,
  isShown,
  numberIn,
  pairIn,
  spanOf,
  useValueWithin,
  useWrite,
  wordIn,
} from './figure.tsx';
import { hrefOfAnswers } from './part-names.ts';
import { PlainRow, PlainTable } from './parts.tsx';
import { useSegmentName } from './scope.tsx';

type Shown = { figures: Figures; wordings: Readonly<Record<string, string>> };

/** What is said beside what was measured of the same (beyond 17): whether to mend the work, or what is told of it. */
export const PairsPart = ({ figures, wordings }: Shown) => {
  const { loyalty } = useWords();
  return (
    <>
      <p class="meta">{loyalty.pairsHint}</p>
      <PairsTable figures={figures} wordings={wordings} />
      <PromisesTable figures={figures} />
      <LoadingTable figures={figures} />
    </>
  );
};

const RATED_MIN = 5;

/** Items whose operational twin the house measures, with its metric. */
const PAIRS = [
  ['AI3', 'ontime'],
  ['AE2', 'answer.p90'],
  ['AI1', 'answer.p90'],
  ['TFC1', 'cases.solve'],
  ['AE6', 'complaints'],
] as const;

const PairsTable = ({ figures, wordings }: Shown) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const within = useValueWithin();
  const write = useWrite();
  return (
    <PlainTable
      label={loyalty.sections.pairs}
      heads={[loyalty.item, loyalty.performance, 'n', loyalty.measured, '95 %', 'n']}
    >
      {PAIRS.map(([item, metric]) => {
        const [said, measured] = [figures.of(`item.${item}`), figures.of(metric)];
        const isEnough = isEnoughSaid(said);
        return (
          <PlainRow
            name={<a href={hrefOfAnswers(item, figures.segment)}>{wordings[item] ?? item}</a>}
            cells={[
              said && isEnough ? within(said.value, spanOf(said)) : loyalty.labels.collecting,
              bare.count(said?.n ?? 0),
              <>
                {wordFor(loyalty.metrics, metric)}:{' '}
                {isShown(measured) ? write(metric, measured.value) : loyalty.labels.collecting}
              </>,
              isShown(measured) ? <IntervalText one={measured} isBare /> : '—',
              bare.count(measured?.n ?? 0),
            ]}
          />
        );
      })}
    </PlainTable>
  );
};

const isEnoughSaid = (one: { n: number } | undefined) => (one?.n ?? 0) >= RATED_MIN;

/** Deliveries by what became of the promise of their arrival, beside how keeping to it is rated, by branch. */
const PromisesTable = ({ figures }: { figures: Figures }) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const segmentName = useSegmentName();
  const within = useValueWithin();
  const write = useWrite();
  const branches = figures.branches('ontime');
  const all = figures.of('ontime');
  const rows = [...(all && !branches.includes(all) ? [all] : []), ...branches].filter(
    ({ n }) => n > 0,
  );
  if (rows.length === 0) return <p class="empty">{loyalty.promisesNone}</p>;
  return (
    <>
      <h3>{loyalty.promises}</h3>
      <p class="meta">{loyalty.promisesHint}</p>
      <PlainTable
        label={loyalty.promises}
        heads={[
          loyalty.branch,
          loyalty.kept,
          loyalty.renegotiated,
          loyalty.broken,
          loyalty.metrics.ontime,
          loyalty.performance,
        ]}
      >
        {rows.map((row) => {
          const said = figures.of('item.AI3', row.segment);
          const count = (name: string) => bare.count(numberIn(row, name) ?? 0);
          return (
            <PlainRow
              name={segmentName(row.segment)}
              cells={[
                ...[count('kept'), count('renegotiated'), count('broken')],
                row.n < RATED_MIN
                  ? loyalty.collecting(bare.count(row.n))
                  : write('ontime', row.value),
                said && isEnoughSaid(said)
                  ? `${within(said.value, spanOf(said))}, n\u00A0=\u00A0${bare.count(said.n)}`
                  : loyalty.labels.collecting,
              ]}
            />
          );
        })}
      </PlainTable>
    </>
  );
};

/** How loading is rated at each branch, lately and before, beside what the yard itself measured (beyond 17). */
const LoadingTable = ({ figures }: { figures: Figures }) => {
  const { loyalty } = useWords();
  const { number, bare } = useFigures();
  const branchName = useBranchName();
  const within = useValueWithin();
  const fetched = (metric: string, segment: string) => {
    const one = figures.of(metric, segment);
    return one === undefined || one.value === null
      ? '—'
      : `${number(one.value, 0)} (n = ${bare.count(one.n)})`;
  };
  const rows = figures.branches('item.AE5').filter(({ n }) => n >= RATED_MIN);
  const rated = (
    value: number | null,
    n: number | null,
    ci95?: readonly [number, number] | null,
  ) => {
    if ((n ?? 0) < RATED_MIN) return loyalty.collecting(bare.count(n ?? 0));
    if (value === null) return loyalty.keptBack;
    return `${within(value, ci95)}, n\u00A0=\u00A0${bare.count(n ?? 0)}`;
  };
  return (
    <>
      <h3>{loyalty.branches}</h3>
      <p class="meta">{loyalty.branchesHint}</p>
      <PlainTable
        label={loyalty.branches}
        heads={[
          loyalty.branch,
          loyalty.recent,
          loyalty.before,
          loyalty.changeHead,
          loyalty.fetched,
          loyalty.fetchedBefore,
        ]}
      >
        {rows.map((row) => {
          const change = wordIn(row, 'change');
          const code = row.segment.slice('branch:'.length);
          return (
            <PlainRow
              name={
                <a href={`/office/loyalty/answers?item=AE5&branch=${code}`}>{branchName(code)}</a>
              }
              cells={[
                rated(numberIn(row, 'recent'), numberIn(row, 'recentN'), pairIn(row, 'recentCi95')),
                rated(numberIn(row, 'before'), numberIn(row, 'beforeN')),
                change === 'down' || change === 'up' ? (
                  <Status mood={change === 'down' ? 'warn' : 'info'}>
                    {loyalty.change[change]}
                  </Status>
                ) : (
                  loyalty.change.unclear
                ),
                fetched('fetch.recent', row.segment),
                fetched('fetch.before', row.segment),
              ]}
            />
          );
        })}
      </PlainTable>
    </>
  );
};
