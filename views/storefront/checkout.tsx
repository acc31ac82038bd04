import { useWords } from '../language.tsx';
import { PlacingForm, type PlacingShown } from '../parts/placing-form.tsx';

type Shown = Omit<PlacingShown, 'base' | 'backHref'>;

export const CheckoutPage = (shown: Shown) => (
  <>
    <h1>{useWords().checkout.title}</h1>
    <CheckoutForm {...shown} />
  </>
);

/** The form of placing, for a buyer on the web. */
export const CheckoutForm = (shown: Shown) => (
  <PlacingForm {...shown} base="/checkout" backHref={`/cart?cart=${shown.cart.code}`} />
);
