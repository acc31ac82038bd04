import type { Detail } from '../../../src/loyalty/nightly/figure.ts';
import { useFigures, useWords } from '../../language.tsx';
import { CurveChart } from './charts.tsx';
import { type Figures, listIn, numberIn, numbersOf, Tile } from './figure.tsx';
import { AsTable, PlainRow } from './parts.tsx';

/** How soon we answer and deliver what was asked, and what is disputed. */
export const ServicePart = ({ figures }: { figures: Figures }) => {
  const { loyalty } = useWords();
  const { bare, percent } = useFigures();
  const [answer, cycle] = [figures.of('answer.p90'), figures.of('cycle')];
  const [complaints, expected] = [figures.of('complaints'), figures.of('expected')];
  const won = numberIn(cycle, 'won');
  const count = (one: typeof expected, name: string) => bare.count(numberIn(one, name) ?? 0);
  return (
    <>
      <dl class="figure-strip">
        {['answer.p90', 'fcr', 'cycle', 'ontime', 'complaints', 'expected'].map((metric) => (
          <Tile figures={figures} metric={metric} />
        ))}
      </dl>
      <p class="meta">
        {answer && loyalty.waiting(count(answer, 'waiting'))}{' '}
        {won !== null &&
          cycle &&
          cycle.n >= 10 &&
          loyalty.won(percent(Math.round(won * 100) * 100))}{' '}
        {complaints && loyalty.voiced(bare.count(complaints.n), count(complaints, 'lowAnswers'))}{' '}
        {expected &&
          expected.n >= 10 &&
          loyalty.expectedOf(
            count(expected, 'better'),
            count(expected, 'as'),
            count(expected, 'worse'),
          )}
      </p>
    </>
  );
};

/** What is done about low answers, and how long it takes. */
export const LoopPart = ({ figures }: { figures: Figures }) => {
  const { loyalty } = useWords();
  const { bare, percent } = useFigures();
  const [contact, solve] = [figures.of('cases.contact'), figures.of('cases.solve')];
  const curve = listIn(solve, 'curve').flatMap(curvePoint);
  const open = (name: string) => bare.count(numberIn(contact, name) ?? 0);
  return (
    <>
      <dl class="figure-strip">
        <Tile figures={figures} metric="cases.contact" />
        <Tile figures={figures} metric="cases.solve" />
      </dl>
      <p class="meta">
        {loyalty.openByAge(open('young'), open('week'), open('old'))}{' '}
        <a href="/office/cases?show=all">{loyalty.casesAll}</a>
      </p>
      {curve.length > 1 && (
        <figure>
          <figcaption>{loyalty.survival}</figcaption>
          <CurveChart
            title={loyalty.survival}
            points={[[0, 1], ...curve.map(([at, share]) => [at, share] as const)]}
            isStep
            labels={{ left: '0', right: loyalty.hours(bare.count(curve.at(-1)?.[0] ?? 0)) }}
          />
          <AsTable label={loyalty.survival} heads={[loyalty.hoursHead, loyalty.stillOpen, '95 %']}>
            {curve.map(([at, share, low, high]) => (
              <PlainRow
                name={bare.count(at)}
                cells={[
                  percent(Math.round(share * 100) * 100),
                  low === null || high === null
                    ? '—'
                    : loyalty.span(
                        percent(Math.round(low * 100) * 100),
                        percent(Math.round(high * 100) * 100),
                      ),
                ]}
              />
            ))}
          </AsTable>
        </figure>
      )}
    </>
  );
};

type CurvePoint = readonly [at: number, share: number, low: number | null, high: number | null];

function curvePoint(kept: Detail): CurvePoint[] {
  const [at = null, share = null, low = null, high = null] = numbersOf(kept);
  return at === null || share === null ? [] : [[at, share, low, high]];
}
