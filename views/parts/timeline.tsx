import type { Happening } from '../../src/history/history.queries.ts';
import { lessToldIn } from '../../src/ordering/asked-line.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { wordFor } from '../words/refusal-words.ts';

/** What happened, who did it and where, the oldest first. */
export const Timeline = ({ happenings }: { happenings: readonly Happening[] }) => {
  const words = useWords();
  const figures = useFigures();
  return (
    <ol class="timeline" data-t="timeline">
      {happenings.map((happening) => (
        <li>
          <time datetime={happening.at.toISOString()}>{figures.moment(happening.at)}</time>{' '}
          <span>{wordFor(words.events, happening.type)}</span>
          <Which happening={happening} />
          <small class="meta">
            {happening.personName && <> {happening.personName}</>}
            {happening.channel && <> {words.channels[happening.channel]}</>}
          </small>
        </li>
      ))}
    </ol>
  );
};

/** What says when goods are there from now on. */
const SAYS_DAY = ['order.held-again', 'order.goods-later', 'order.goods-found'];

/** What was said of it in its facts: the stage that was reached, the day on which goods come, or the number of the paper or of the claim. */
const Which = ({ happening: { type, facts } }: { happening: Happening }) => {
  const { stages, order } = useWords();
  const { date } = useFigures();
  if (type === 'approval.changed') return <Less facts={facts} />;
  if (type === 'storage.charged') return <Stored facts={facts} />;
  if (type === 'order.moved') return <>: {wordFor(stages, factOf(facts, 'to'))}</>;
  const day = factOf(facts, 'arrivesOn');
  if (SAYS_DAY.includes(type) && day !== '') return <>: {order.goodsDay.thereOn(date(day))}</>;
  if (!type.startsWith('document.') && !type.startsWith('claim.')) return null;
  return (
    <>
      {' '}
      <span class="code">{factOf(facts, 'number')}</span>
    </>
  );
};

/** For how many days how much had lain. */
const Stored = ({ facts }: Pick<Happening, 'facts'>) => {
  const { storage } = useWords();
  const { massT } = useFigures();
  const [days, weightG] = [Number(factOf(facts, 'days')), Number(factOf(facts, 'weightG'))];
  return <>: {storage.lay(days, massT(weightG))}</>;
};

/** Of what an approver left less, before and after. */
const Less = ({ facts }: Pick<Happening, 'facts'>) => {
  const { approvalChange } = useWords();
  const figures = useFigures();
  const nameOf = useNameOf();
  return (
    <>
      {lessToldIn(facts).map(({ unit, wasMilli, leftMilli, ...line }) => {
        const left =
          leftMilli === 0
            ? approvalChange.struck
            : figures.quantity({ amountMilli: leftMilli, unit });
        const was = figures.quantity({ amountMilli: wasMilli, unit });
        return <div>{approvalChange.letter.line(nameOf(line), was, left)}</div>;
      })}
    </>
  );
};

/** One fact of an event, as text; nothing where it was not told. */
const factOf = (facts: unknown, name: string): string =>
  String(new Map(Object.entries(facts ?? {})).get(name) ?? '');
