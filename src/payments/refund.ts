/** Up to this amount a clerk refunds alone; above it a second person agrees (D26, default). Minor units: 100 000 tenge. */
const REFUND_ALONE_MINOR = 10_000_000;

/** Whether a refund of an amount needs a second person. Minor units. */
export const needsSecond = (amountMinor: number): boolean => amountMinor > REFUND_ALONE_MINOR;
