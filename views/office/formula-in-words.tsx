import type { Coefficient, FormulaShown } from '../../src/pricing/price-formula.ts';
import { useFigures, useWords } from '../language.tsx';

/** By what a list follows its base, in a line: `BASE × 0.95; rebar × 0.9; rounded to 100`. */
export const FormulaInWords = ({ formula }: { formula: FormulaShown }) => {
  const { prices } = useWords();
  const figures = useFigures();
  const say = useCoefficientInWords();
  const { baseListId, baseName, computedFrom, coefficients, roundToMinor } = formula;
  return (
    <>
      <a href={`/office/price-lists/${baseListId}`}>{baseName}</a>
      {computedFrom !== null && `, ${prices.versionNamed(computedFrom)}`}
      {coefficients.map((one) => ` · ${say(one)} × ${figures.number(one.factorBp / 10_000, 4)}`)}
      {` · ${prices.roundedTo(figures.money(roundToMinor))}`}
    </>
  );
};

function useCoefficientInWords(): (of: Coefficient) => string {
  const { prices, forms: formWords } = useWords();
  return ({ form, grade }) =>
    [form && formWords[form], grade].filter((word) => word).join(' ') || prices.allGoods;
}
