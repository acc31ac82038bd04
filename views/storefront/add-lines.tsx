import { useWords } from '../language.tsx';

type Rows = {
  key: string;
  typed: readonly {
    sku: string;
    quantity: string;
    unit: string;
    length: string;
    problem: 'quantity' | 'length' | undefined;
  }[];
};

/** What was typed beside products and cannot be added as it stands: to be mended and sent again. */
export const AddLinesForm = ({ key, typed }: Rows) => {
  const words = useWords();
  if (typed.length === 0) {
    return (
      <p class="notice notice-warn" role="alert">
        {words.sale.nothingAdded}
      </p>
    );
  }
  return (
    <form
      class="notice notice-bad"
      method="post"
      action="/cart/lines"
      hx-post="/cart/lines"
      hx-target="#flash"
      hx-swap="innerHTML"
      hx-sync="this:drop"
    >
      <input type="hidden" name="key" value={key} />
      <p role="alert">
        <strong>{words.shell.problemsTitle}</strong>
      </p>
      {typed.map((row, index) => (
        <TypedRow row={row} isFirstWrong={typed.findIndex((one) => one.problem) === index} />
      ))}
      <p class="actions">
        <button type="submit" class="primary">
          {words.catalogue.addFilled(typed.length)}
        </button>
      </p>
    </form>
  );
};

const TypedRow = ({ row, isFirstWrong }: { row: Rows['typed'][number]; isFirstWrong: boolean }) => {
  const words = useWords();
  const problem = row.problem && words.problems[row.problem]();
  return (
    <p class="field">
      <label for={`again-${row.sku}`}>{row.sku}</label>
      <input
        id={`again-${row.sku}`}
        name={`q.${row.sku}`}
        data-num
        inputmode="decimal"
        value={row.quantity}
        autofocus={isFirstWrong}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={problem ? `again-problem-${row.sku}` : undefined}
      />
      <input type="hidden" name={`u.${row.sku}`} value={row.unit} />
      <input type="hidden" name={`l.${row.sku}`} value={row.length} />
      {problem && <strong id={`again-problem-${row.sku}`}>{problem}</strong>}
    </p>
  );
};

/** The same as a page, where scripts are off. */
export const AddLinesPage = (rows: Rows) => (
  <>
    <h1>{useWords().product.addToCart}</h1>
    <AddLinesForm {...rows} />
  </>
);
