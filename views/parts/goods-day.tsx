import type { GoodsDay as Told } from '../../src/history/goods-day.ts';
import { useBranchName, useFigures, useWords } from '../language.tsx';
import { Notice } from './status.tsx';

/** Why an order's goods are there on another day than was said, and on which; or that they are gone, and what can be done. */
export const GoodsDay = ({ told, branchCode }: { told: Told; branchCode: string }) => {
  const { goodsDay: words } = useWords().order;
  const { date, massKg, pieces: inPieces } = useFigures();
  const branch = useBranchName()(branchCode);
  const { why, arrivesOn, promisedOn, sku, missing } = told;
  // What ought to lie at the branch of the order did not have to arrive there.
  const own = told.fromBranch === branchCode ? words.own : words.why;
  if (why === 'sold') {
    return (
      <Notice mood="warn">
        <strong>{words.why.sold(sku ?? '')}</strong> {words.soldNext}
      </Notice>
    );
  }
  if (why === 'missing') {
    return (
      <Notice mood="warn">
        {own.missing}{' '}
        <strong>
          {missing
            .map(({ sku: what, weightG, pieces }) =>
              [what, pieces !== null && inPieces(pieces), massKg(weightG)]
                .filter(Boolean)
                .join(', '),
            )
            .join('; ')}
          .
        </strong>{' '}
        {words.soldNext}
      </Notice>
    );
  }
  return (
    <Notice mood="info">
      {why === 'found' ? own.found : words.why[why]}{' '}
      {arrivesOn === null ? (
        words.allThere(branch)
      ) : (
        <strong>{words.allThereOn(branch, date(arrivesOn))}</strong>
      )}{' '}
      {promisedOn !== null && promisedOn !== arrivesOn && words.before(date(promisedOn))}{' '}
      {arrivesOn !== null && words.tooLate}
    </Notice>
  );
};
