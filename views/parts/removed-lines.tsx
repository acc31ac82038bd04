import type { RemovedLine } from '../../src/ordering/cart.queries.ts';
import { cutListText } from '../../src/stock/cut-list.ts';
import { useNameOf, useWords } from '../language.tsx';

/** What was just taken out of a cart, with the way back; app.js takes the bar away after a while and lets Ctrl+Z press its button. */
export const RemovedLines = (shown: {
  removed: readonly RemovedLine[];
  cartId: string;
  /** Where changes are sent, as for the cart itself. */
  base: string;
}) => {
  const { cart, shell } = useWords();
  const nameOf = useNameOf();
  const { removed, cartId, base } = shown;
  return (
    <hx-partial hx-target="#live" hx-swap="innerHTML">
      {removed.map((line) => (
        <form
          class="undo"
          data-undo
          method="post"
          action={`${base}/lines/${line.id}/restoration`}
          hx-post={`${base}/lines/${line.id}/restoration`}
          hx-target="#cart"
          hx-swap="outerMorph"
          hx-sync="this:drop"
        >
          <input type="hidden" name="cartId" value={cartId} />
          <input type="hidden" name="productId" value={line.productId} />
          <input type="hidden" name="amountMilli" value={line.quantityMilli} />
          <input type="hidden" name="unit" value={line.unit} />
          <input type="hidden" name="lengthMm" value={line.lengthMm ?? ''} />
          {line.cutting && (
            <>
              <input type="hidden" name="cutList" value={cutListText(line.cutting.pieces)} />
              <input type="hidden" name="offcuts" value={line.cutting.offcuts} />
            </>
          )}
          {line.savedListLineId !== null && (
            <input type="hidden" name="savedListLineId" value={line.savedListLineId} />
          )}
          <span>{cart.removed(nameOf(line))}</span>
          <button type="submit" class="on-bar">
            {shell.undo} <kbd>Ctrl Z</kbd>
          </button>
          <progress value="1" aria-hidden="true"></progress>
        </form>
      ))}
    </hx-partial>
  );
};

/** Takes the bar away once its line is back. */
export const NothingRemoved = () => (
  <hx-partial hx-target="#live" hx-swap="innerHTML">
    {useWords().deskScreens.saved}
  </hx-partial>
);
