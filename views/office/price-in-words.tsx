import type { ProductPrice } from '../../src/pricing/price-list.ts';
import { useFigures, useWords } from '../language.tsx';

/** A price with its steps, a line for each: from which weight on a tonne costs how much. */
export const PriceInWords = ({ price }: { price: ProductPrice | null }) => {
  const { office } = useWords();
  const { bare } = useFigures();
  const say = useStepInWords();
  if (!price) return <>{office.noPriceNow}</>;
  return (
    <span class="amount steps">
      {price.fromWeightsG.map((fromWeightG, i) => (
        <span>
          {bare.money(price.pricesPerTonneMinor[i] ?? 0)}
          {price.fromWeightsG.length > 1 && <small class="meta"> {say(fromWeightG)}</small>}
        </span>
      ))}
    </span>
  );
};

/** From which weight on a step counts, in words; the first counts for any. */
export function useStepInWords(): (fromWeightG: number) => string {
  const { office, assortment } = useWords();
  const { massT } = useFigures();
  return (fromWeightG) =>
    fromWeightG === 0 ? assortment.anyWeight : office.fromWeight(massT(fromWeightG));
}
