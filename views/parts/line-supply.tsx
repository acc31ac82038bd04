import type { CartLine } from '../../src/ordering/cart.ts';
import { useBranchName, useFigures, useWords } from '../language.tsx';
import { Status } from './status.tsx';

/** What comes from another branch, and when it is here. Grams, trading day. */
type Coming = { branchCode: string; weightG: number; arrivesOn: string };

/** From which other branches a line comes, how much from each, and on which day. */
export const ComesFrom = ({ coming }: { coming: readonly Coming[] }) => {
  const { sale } = useWords();
  const figures = useFigures();
  const branchName = useBranchName();
  return (
    <>
      {coming.map(({ branchCode, weightG, arrivesOn }) => (
        <div>
          <Status mood="info">
            {sale.comesFrom(
              figures.massKg(weightG),
              branchName(branchCode),
              figures.date(arrivesOn),
            )}
          </Status>
        </div>
      ))}
    </>
  );
};

/** Whether a line of a cart is there: what comes from elsewhere, or that there is not enough; nothing where its branch has all of it. */
export const LineSupply = ({ line }: { line: Pick<CartLine, 'supply' | 'availableG'> }) => {
  const { sale } = useWords();
  const figures = useFigures();
  const { coming, isShort } = line.supply;
  return isShort ? (
    <div>
      <Status mood="warn">{sale.shortOf(figures.massKg(line.availableG))}</Status>
    </div>
  ) : (
    <ComesFrom coming={coming} />
  );
};
