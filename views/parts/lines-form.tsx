import type { PropsWithChildren } from 'hono/jsx';
import { useWords } from '../language.tsx';

/**
 * A table of products as one form: every filled row becomes a line of the cart.
 * The key makes it repeatable, since the ids of the new lines follow from it.
 */
export const LinesForm = ({ formKey, children }: PropsWithChildren<{ formKey: string }>) => {
  const { assortment } = useWords();
  return (
    <form
      method="post"
      action="/cart/lines"
      hx-post="/cart/lines"
      hx-swap="none"
      hx-sync="this:drop"
      data-clear-when-done
      data-t="entry"
    >
      <input type="hidden" id="lines-key" name="key" value={formKey} />
      {children}
      <div class="toolbar">
        <button type="submit" class="primary end">
          {assortment.addFilled}
        </button>
      </div>
    </form>
  );
};
