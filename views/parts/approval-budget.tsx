import type { Approval } from '../../src/ordering/approval-page.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { BudgetLeft } from './budget-left.tsx';
import { Notice } from './status.tsx';

/** What an order in question is booked to, what is left of that without it, and whether it goes beyond. */
export const ApprovalBudget = ({
  approval,
}: {
  approval: Pick<Approval, 'costCentre' | 'budget' | 'grossMinor'>;
}) => {
  const { costCentres } = useWords();
  const figures = useFigures();
  const { costCentre, budget, grossMinor } = approval;
  if (!costCentre) return null;
  const beyond = budget ? budget.spentMinor + grossMinor - budget.amountMinor : 0;
  return (
    <>
      <p>
        {costCentres.one}: {costCentre.code} {costCentre.name}{' '}
        {budget && <BudgetLeft budget={budget} />}
      </p>
      {beyond > 0 && (
        <Notice mood="warn">
          <p>{costCentres.ahead(figures.money(beyond), costCentre.code)}</p>
        </Notice>
      )}
    </>
  );
};
