import type { OrderHead } from '../../src/ordering/order-lines.queries.ts';
import { mostMissing } from '../../src/stock/shortage.ts';
import type { LotHeld } from '../../src/stock/shortage.queries.ts';
import { useFigures, useNameOf, useWords } from '../language.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { type Desk, DeskFrame } from './frame.tsx';

/** A lot for a line, as the form names it. */
export const lotKey = ({ orderLineId, lotId }: LotHeld): string => `${orderLineId}:${lotId}`;

/** Says of which lot of an order's goods how much is not in the yard. */
export const NotTherePage = (shown: {
  desk: Desk;
  order: OrderHead;
  lots: readonly LotHeld[];
  formKey: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const { notThere: words, order: orderWords } = useWords();
  const sayLot = useLot();
  const { desk, order, lots, values, problems } = shown;
  const base = `${desk.base}/orders/${order.id}`;
  return (
    <DeskFrame desk={desk}>
      <Crumbs above={[{ href: base, name: orderWords.title(order.number) }]} />
      <h1>{words.title(order.number)}</h1>
      {lots.length === 0 ? (
        <p class="empty">{words.nothing}</p>
      ) : (
        <form class="form" method="post" action={`${base}/not-there`} hx-sync="this:drop">
          <p class="meta">{words.lead}</p>
          <ProblemList problems={problems} labels={{ lot: words.lot, amount: words.amount }} />
          <input type="hidden" name="key" value={shown.formKey} />
          <Choice
            name="lot"
            label={words.lot}
            value={values['lot']}
            problem={problems['lot']}
            options={lots.map((lot) => ({ value: lotKey(lot), label: sayLot(lot) }))}
          />
          <Field
            name="amount"
            label={words.amount}
            hint={words.amountHint}
            value={values['amount']}
            problem={problems['amount']}
            inputmode="decimal"
            size="short"
          />
          <button type="submit" class="primary">
            {words.confirm}
          </button>
        </form>
      )}
    </DeskFrame>
  );
};

/** A lot by how much of it could be missing at most, its goods, heat and place. */
function useLot() {
  const { notThere: words } = useWords();
  const { massKg, pieces: inPieces } = useFigures();
  const nameOf = useNameOf();
  return (lot: LotHeld): string => {
    const { weightG, pieces } = mostMissing(lot);
    const most = pieces === null ? massKg(weightG) : inPieces(pieces);
    const where = lot.place === '' ? '' : `, ${lot.place}`;
    return `${words.most(most)}: ${nameOf(lot)}, ${words.heat(lot.heatNumber)}${where}`;
  };
}
