import { isBeyond } from '../../src/ordering/budget.ts';
import { type Cart, totalsOf } from '../../src/ordering/cart.ts';
import { useFigures, useWords } from '../language.tsx';
import { BudgetLeft } from './budget-left.tsx';
import { Choice } from './field.tsx';
import { Status } from './status.tsx';

/** What the company books the order to, and what is left for it. */
export const CostCentreField = ({
  cart,
  values,
  problems,
}: {
  cart: Cart;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const { costCentres } = useWords();
  const figures = useFigures();
  const { choices, budget, costCentreId } = cart;
  if (choices.costCentres.length === 0) return null;
  const { grossMinor } = totalsOf(cart);
  const code = choices.costCentres.find(({ id }) => id === costCentreId)?.code ?? '';
  return (
    <>
      <Choice
        name="costCentreId"
        label={costCentres.one}
        value={values['costCentreId'] ?? costCentreId ?? ''}
        problem={problems['costCentreId']}
        options={[
          { value: '', label: costCentres.choose },
          ...choices.costCentres.map((one) => ({
            value: one.id,
            label: `${one.code} ${one.name}`,
          })),
        ]}
      />
      {budget && <BudgetLeft budget={budget} />}
      {budget && isBeyond(budget, grossMinor) && (
        <Status mood="warn">
          {costCentres.ahead(
            figures.money(budget.spentMinor + grossMinor - budget.amountMinor),
            code,
          )}
        </Status>
      )}
    </>
  );
};
