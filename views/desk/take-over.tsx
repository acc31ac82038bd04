import type { Desk } from './frame.tsx';

/** Takes a cart up by its code: the same cart, held by the clerk from now on. */
export const TakeOver = (shown: {
  desk: Desk;
  code: string;
  label: string;
  /** Enter after typing a code takes the cart over. */
  focused?: boolean;
}) => (
  <form method="post" action={`${shown.desk.base}/carts/taken-over`} hx-sync="this:drop">
    <input type="hidden" name="code" value={shown.code} />
    <button type="submit" class="small" autofocus={shown.focused}>
      {shown.label} <span class="visually-hidden">{shown.code}</span>
    </button>
  </form>
);
