/** Sends one short message; the key lets the provider drop a repeat. */
export type SendSms = (sms: { key: string; recipient: string; body: string }) => Promise<void>;

const TIMEOUT_MS = 20_000;

/**
 * The way out through a provider of short messages: one POST of JSON (`to`, `text`)
 * with our key as `Idempotency-Key`. Anything but a yes throws, and the queue tries
 * again; a crash between the yes and our note may send a message twice under one key.
 * Another provider's dialect is another adapter of the same shape.
 */
export function smsProvider(options: { url: string; token: string | undefined }): SendSms {
  const { url, token } = options;
  return async ({ key, recipient, body }) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ to: recipient, text: body }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`the provider of short messages answers ${answer.status}`);
  };
}
