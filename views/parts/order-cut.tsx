import type { OrderCutting } from '../../src/ordering/order-lines.queries.ts';
import { useFigures, useWords } from '../language.tsx';

/** What the bars of an order's line are cut into, how exactly, when, and how far that is. */
export const OrderCut = ({ cutting }: { cutting: OrderCutting }) => {
  const words = useWords();
  const figures = useFigures();
  const { pieces, offcuts, toleranceMm, state, startsFrom, readyOn } = cutting;
  const told = pieces.map(({ count, lengthMm }) => `${count} × ${figures.lengthMm(lengthMm)}`);
  const isToCome = state === 'planned' || state === 'released';
  return (
    <span class="cut-line">
      <small>
        {words.cutting.cutInto(told.join(', '))}, −0/+{figures.lengthMm(toleranceMm)};{' '}
        {words.cutting.offcutsShort[offcuts]}
      </small>
      <small class="meta">
        {words.cutting.states[state]}
        {isToCome && (
          <>
            : {words.cutting.readyOn(figures.date(readyOn))};{' '}
            {words.cutting.freeTill(figures.moment(startsFrom))}
          </>
        )}
      </small>
    </span>
  );
};
