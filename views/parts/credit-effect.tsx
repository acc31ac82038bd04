import { type CreditStanding, creditLeftMinor } from '../../src/credit/credit.ts';
import { lacksMinor } from '../../src/credit/credit-in-sight.ts';
import { useFigures, useWords } from '../language.tsx';
import { CreditBar, Notice } from './status.tsx';

/** What an order would take of a company's credit: the numbers, the bar, and a word when it is too much. */
export const CreditEffect = (shown: {
  standing: CreditStanding;
  orderMinor: number;
  /** Where the buyer asks for what is lacking; undefined at a desk. */
  askHref?: string | undefined;
}) => {
  const { standing, orderMinor, askHref } = shown;
  const { cart, credit } = useWords();
  const figures = useFigures();
  const leftMinor = creditLeftMinor(standing);
  if (leftMinor === undefined || standing.limitMinor === null) return null;
  return (
    <>
      <CreditBar limitMinor={standing.limitMinor} exposureMinor={standing.exposureMinor} />
      <Notice mood={orderMinor > leftMinor ? 'warn' : 'info'}>
        {cart.creditEffect(figures.money(orderMinor), figures.money(leftMinor))}
        {askHref !== undefined && (
          <p>
            <a href={askHref}>
              {orderMinor > leftMinor
                ? credit.askShort(figures.money(lacksMinor(standing, orderMinor)))
                : credit.see}
            </a>
          </p>
        )}
      </Notice>
    </>
  );
};
