import { useFigures, useWords } from '../language.tsx';
import { Choice } from './field.tsx';
import { ProblemList } from './problem-list.tsx';
import { cameBack, type SheetForm } from './sheet-form.ts';

/** Money that pays for nothing yet is put to one of the orders that are owed. Minor units. */
export const PutToOrder = (shown: {
  action: string;
  openOrders: readonly { id: string; number: string; leftMinor: number }[];
  form: SheetForm | undefined;
}) => {
  const { officePayments: words } = useWords();
  const figures = useFigures();
  const { action, openOrders, form } = shown;
  const { values, problems } = cameBack(form, 'put');
  return (
    <form method="post" action={action} class="row filters" hx-sync="this:drop">
      <ProblemList problems={problems} labels={{ orderId: words.chooseOrder }} />
      <Choice
        name="orderId"
        label={words.putTo}
        value={values['orderId']}
        problem={problems['orderId']}
        options={openOrders.map(({ id, number, leftMinor }) => ({
          value: id,
          label: words.putOrder(number, figures.money(leftMinor)),
        }))}
      />
      <button type="submit">{words.put}</button>
    </form>
  );
};
