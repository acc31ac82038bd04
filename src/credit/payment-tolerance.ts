/**
 * What may be missing of a payment without anything waiting for it: banks on the
 * way keep small fees (R12, default). Minor units: 500 tenge.
 */
export const PAYMENT_TOLERANCE_MINOR = 50_000;
