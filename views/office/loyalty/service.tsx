import type { ClaimKind } from '../../../src/platform/db/schema.ts';
import type { Detail } from '../../../src/loyalty/nightly/figure.ts';
import { useFigures, useWords } from '../../language.tsx';
import { CurveChart } from './charts.tsx';
import { countIn, type Figures, isShown, listIn, numberIn, numbersOf, Tile } from './figure.tsx';
import { AsTable, PlainRow } from './parts.tsx';

/** How soon we answer and deliver what was asked, and what is disputed. */
export const ServicePart = ({ figures }: { figures: Figures }) => {
  const { loyalty } = useWords();
  const { bare, percent } = useFigures();
  const [answer, cycle] = [figures.of('answer.p90'), figures.of('cycle')];
  const expected = figures.of('expected');
  const won = numberIn(cycle, 'won');
  const count = (one: typeof expected, name: string) => bare.count(numberIn(one, name) ?? 0);
  return (
    <>
      <dl class="figure-strip">
        {['answer.p90', 'fcr', 'cycle', 'ontime', 'expected', 'complaints', 'complaints.solve'].map(
          (metric) => (
            <Tile figures={figures} metric={metric} />
          ),
        )}
      </dl>
      <p class="meta">
        {answer && loyalty.waiting(count(answer, 'waiting'))}{' '}
        {won !== null &&
          cycle &&
          cycle.n >= 10 &&
          loyalty.won(percent(Math.round(won * 100) * 100))}{' '}
        {expected &&
          expected.n >= 10 &&
          loyalty.expectedOf(
            count(expected, 'better'),
            count(expected, 'as'),
            count(expected, 'worse'),
          )}
      </p>
      <ComplaintsText figures={figures} />
    </>
  );
};

const CLAIMED: readonly ClaimKind[] = [
  ...(['short', 'damaged', 'wrong-grade', 'wrong-size', 'late'] as const),
  ...(['certificate', 'price', 'hidden-defect'] as const),
];

/** What the complaints are of and about, and the way to them; nothing where too few companies stand behind. */
const ComplaintsText = ({ figures }: { figures: Figures }) => {
  const { loyalty, claims } = useWords();
  const { bare, number } = useFigures();
  const [complaints, solve] = [figures.of('complaints'), figures.of('complaints.solve')];
  if (!isShown(complaints)) return <></>;
  const count = (name: string) => bare.count(numberIn(complaints, name) ?? 0);
  const kinds = [
    ...CLAIMED.map((kind) => ({ kind, name: claims.kinds[kind] })),
    { kind: 'account', name: loyalty.disputedOnly },
  ].filter(({ kind }) => countIn(complaints, 'kinds', kind) > 0);
  return (
    <>
      <p class="meta">
        {loyalty.voiced(count('complaints'), count('lowAnswers'))}{' '}
        {loyalty.complained(
          bare.count(complaints.n),
          number(numberIn(complaints, 'perThousandTonnes') ?? 0, 1),
        )}{' '}
        {isShown(solve) && loyalty.complaintsOpen(bare.count(numberIn(solve, 'open') ?? 0))}{' '}
        <a href="/office/claims?show=all">{loyalty.claimsAll}</a>
      </p>
      {kinds.length > 0 && (
        <AsTable label={loyalty.complaintAbout} heads={[loyalty.complaintAbout, 'n']}>
          {kinds.map(({ kind, name }) => (
            <PlainRow name={name} cells={[bare.count(countIn(complaints, 'kinds', kind))]} />
          ))}
        </AsTable>
      )}
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
