import type { Budget } from '../../src/ordering/budget.ts';
import { useFigures, useWords } from '../language.tsx';

/** What is left of a budget in its period, or by how much it is overdrawn, as words and a bar. */
export const BudgetLeft = ({ budget }: { budget: Budget }) => {
  const { costCentres } = useWords();
  const figures = useFigures();
  const { amountMinor, spentMinor, period } = budget;
  const amount = `${figures.money(amountMinor)} / ${costCentres.periods[period]}`;
  const text =
    spentMinor <= amountMinor
      ? costCentres.left(figures.money(amountMinor - spentMinor), amount)
      : costCentres.over(figures.money(spentMinor - amountMinor), amount);
  return (
    <span class="budget-left">
      <meter min={0} max={amountMinor || 1} value={spentMinor} aria-hidden="true"></meter>{' '}
      <small>{text}</small>
    </span>
  );
};
