import { useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import type { DraftShown } from './price-draft.tsx';
import { RuleForm } from './price-rule.tsx';

/** What can be done with a whole draft: move many prices at once, add a product, throw it away. */
export const DraftDeeds = (shown: DraftShown) => {
  const { office, prices } = useWords();
  const href = `/office/price-lists/${shown.list.id}/draft`;
  return (
    <>
      <section>
        <h2>{prices.ruleTitle}</h2>
        <p>{prices.ruleIsFor(shown.total)}</p>
        <RuleForm {...shown} />
      </section>
      <section>
        <h2>{office.addProduct}</h2>
        <AddForm {...shown} />
        <p>
          <a href={`${href}/paste`}>{prices.pasteTitle}</a>
        </p>
      </section>
      <form
        method="post"
        action={`${href}/discard`}
        hx-sync="this:drop"
        data-confirm={office.discardQuestion}
      >
        <button type="submit" class="danger">
          {office.discard}
        </button>
      </form>
    </>
  );
};

const AddForm = ({ list, values, problems }: DraftShown) => {
  const { office, columns } = useWords();
  const labels = { sku: columns.sku, price: columns.pricePerTonne };
  const own = only(problems, labels);
  return (
    <form
      class="row filters"
      method="post"
      action={`/office/price-lists/${list.id}/draft/products`}
      hx-sync="this:drop"
    >
      <ProblemList problems={own} labels={labels} />
      <Field
        name="sku"
        label={columns.sku}
        value={values['sku']}
        problem={own['sku']}
        size="medium"
        maxlength={64}
        required
      />
      <Field
        name="price"
        label={columns.pricePerTonne}
        value={values['price']}
        problem={own['price']}
        inputmode="decimal"
        size="short"
        maxlength={16}
        required
      />
      <button type="submit">{office.addProduct}</button>
    </form>
  );
};

/** The problems of one form among those of the page. */
const only = (problems: Readonly<Record<string, string>>, labels: object) =>
  Object.fromEntries(Object.entries(problems).filter(([name]) => name in labels));
