import { OrderSheet, type OrderShown } from '../parts/order-sheet.tsx';

/** One order, for the company that bought it. */
export const OrderPage = (shown: Omit<OrderShown, 'base'>) => (
  <OrderSheet {...shown} base={`/o/${shown.order.id}`} />
);
