type Type = 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error';

/** An answer that says no, in the shape in which Stripe says it. */
export class StripeError extends Error {
  override readonly name = 'StripeError';
  readonly status: 400 | 401 | 402 | 404 | 409 | 429 | 500 | 503;
  readonly body: { error: Record<string, unknown> };
  /** Said before anything began, so that a key is not used up by it. */
  readonly isBeforehand: boolean;

  constructor(
    status: StripeError['status'],
    message: string,
    more: { type?: Type; isBeforehand?: boolean; [field: string]: unknown } = {},
  ) {
    super(message);
    const { type = 'invalid_request_error', isBeforehand = false, ...fields } = more;
    this.status = status;
    this.isBeforehand = isBeforehand;
    this.body = { error: { type, message, ...fields } };
  }
}
