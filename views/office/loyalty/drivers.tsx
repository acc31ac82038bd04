import { partsOf, segmentWithin } from '../../../src/loyalty/nightly/figure.ts';
import type { FigureShown } from '../../../src/loyalty/nightly/figure.queries.ts';
import { useFigures, useWords } from '../../language.tsx';
import { wordFor } from '../../words/refusal-words.ts';
import { GridChart } from './charts.tsx';
import { type Figures, numberIn, pairIn, spanOf, useValueWithin, wordIn } from './figure.tsx';
import { hrefOfAnswers } from './part-names.ts';
import { AsTable, PlainRow, PlainTable } from './parts.tsx';

type Shown = { figures: Figures; wordings: Readonly<Record<string, string>> };

const SOLID_FROM = 30;

/** What goes together with each outcome: a table of items each, and no order of them. */
export const DriversPart = ({ figures, wordings }: Shown) => {
  const { loyalty } = useWords();
  const outcomes = ['RLOY', 'ELOY', 'HSA', 'LSA'] as const;
  return (
    <>
      {outcomes.map((outcome) => {
        const rows = figures.family(`driver.${outcome}.`).filter(({ n }) => n > 0);
        const label = loyalty.outcomes[outcome];
        if (outcome === 'ELOY') {
          return (
            <p class="meta">
              {label}: {loyalty.staffOnly}
            </p>
          );
        }
        return (
          <AsTable
            label={label}
            heads={[loyalty.item, 'n', loyalty.mean, loyalty.together, loyalty.rankFirst]}
          >
            {rows.map((row) => (
              <DriverRow row={row} wordings={wordings} />
            ))}
          </AsTable>
        );
      })}
    </>
  );
};

const DriverRow = ({ row, wordings }: { row: FigureShown; wordings: Shown['wordings'] }) => {
  const { loyalty } = useWords();
  const { percent, bare } = useFigures();
  const within = useValueWithin();
  const item = row.metric.split('.')[2] ?? '';
  const label = wordFor(loyalty.labels, wordIn(row, 'label') ?? 'collecting');
  const [mean, meanCi95] = [numberIn(row, 'mean'), pairIn(row, 'meanCi95')];
  const firstThree = numberIn(row, 'firstThree');
  const isEnough = row.accounts >= 10;
  return (
    <PlainRow
      name={wordings[item] ?? item}
      cells={[
        <a href={hrefOfAnswers(item, row.segment)}>
          {bare.count(row.n)}, {loyalty.accounts(row.accounts)}
        </a>,
        isEnough && mean !== null ? within(mean, meanCi95, 0) : loyalty.labels.collecting,
        row.value === null ? label : `${within(row.value, spanOf(row), 2)}, ${label}`,
        firstThree === null ? '—' : percent(Math.round(firstThree * 100) * 100),
      ]}
    />
  );
};

/** Importance and rating of the items of steps, each population apart. */
export const GridPart = ({ figures, wordings }: Shown) => {
  const { loyalty } = useWords();
  const { bare } = useFigures();
  const within = useValueWithin();
  const { population, branch } = partsOf(figures.segment);
  const names = population ? [population] : (['end_user', 'trader'] as const);
  return (
    <>
      <h3>{loyalty.ipa}</h3>
      <p class="meta">
        {loyalty.ipaHint} {loyalty.ipaWhat} {loyalty.trendHint}
      </p>
      <div class="charts">
        {names.map((name) => {
          const rows = figures
            .family('ipa.', segmentWithin(name, branch))
            .filter((row) => row.value !== null && numberIn(row, 'importance') !== null);
          const title = `${loyalty.ipa}: ${wordFor(loyalty.segments, name)}`;
          if (rows.length === 0) return <p class="empty">{loyalty.collecting('0')}</p>;
          return (
            <figure>
              <figcaption>{wordFor(loyalty.segments, name)}</figcaption>
              <GridChart
                title={title}
                axis={{ x: loyalty.importance, y: loyalty.performance }}
                center={centerOf(rows)}
                points={rows.map((row, at) => ({
                  ...{
                    name: String(at + 1),
                    x: numberIn(row, 'importance') ?? 0,
                    y: row.value ?? 0,
                  },
                  ...{ low: row.low, high: row.high, isSolid: row.n >= SOLID_FROM },
                }))}
              />
              <PlainTable
                label={title}
                heads={[
                  loyalty.item,
                  'n',
                  loyalty.importance,
                  loyalty.performance,
                  loyalty.quadrant,
                ]}
              >
                {rows.map((row, at) => (
                  <PlainRow
                    name={`${at + 1}. ${wordings[itemOf(row)] ?? itemOf(row)}`}
                    cells={[
                      <a href={hrefOfAnswers(itemOf(row), row.segment)}>{bare.count(row.n)}</a>,
                      within(numberIn(row, 'importance'), pairIn(row, 'importanceCi95')),
                      within(row.value, spanOf(row)),
                      wordFor(loyalty.quadrants, wordIn(row, 'quadrant') ?? '') ||
                        loyalty.undecided,
                    ]}
                  />
                ))}
              </PlainTable>
            </figure>
          );
        })}
      </div>
    </>
  );
};

const itemOf = ({ metric }: FigureShown) => metric.slice(4);

function centerOf(rows: readonly FigureShown[]): { x: number; y: number } | null {
  const [first] = rows;
  if (!first) return null;
  const [x, y] = [numberIn(first, 'centerImportance'), numberIn(first, 'centerPerformance')];
  return x === null || y === null ? null : { x, y };
}
