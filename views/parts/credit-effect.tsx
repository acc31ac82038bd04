import { type CreditStanding, creditLeftMinor } from '../../src/credit/credit.ts';
import { useFigures, useWords } from '../language.tsx';
import { CreditBar, Notice } from './status.tsx';

/** What an order would take of a company's credit: the numbers, the bar, and a word when it is too much. */
export const CreditEffect = (shown: { standing: CreditStanding; orderMinor: number }) => {
  const { standing, orderMinor } = shown;
  const { cart } = useWords();
  const figures = useFigures();
  const leftMinor = creditLeftMinor(standing);
  if (leftMinor === undefined || standing.limitMinor === null) return null;
  return (
    <>
      <CreditBar limitMinor={standing.limitMinor} exposureMinor={standing.exposureMinor} />
      <Notice mood={orderMinor > leftMinor ? 'warn' : 'info'}>
        {cart.creditEffect(figures.money(orderMinor), figures.money(leftMinor))}
      </Notice>
    </>
  );
};
