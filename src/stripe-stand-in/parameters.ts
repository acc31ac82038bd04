import { z } from 'zod';
import type { FormValue } from './form-body.ts';
import { StripeError } from './stripe-error.ts';

/** A whole number, as a form writes it. */
export const Whole = z
  .string()
  .regex(/^-?\d{1,15}$/, 'parameter_invalid_integer')
  .transform(Number);
export const Flag = z.enum(['true', 'false'], 'parameter_invalid').transform((is) => is === 'true');
export const Text = z
  .string()
  .min(1, 'parameter_invalid_empty')
  .max(5000, 'parameter_invalid_string');
export const Metadata = z.record(z.string().max(40), z.string().max(500)).default({});
export const CurrencyCode = z.string().regex(/^[a-z]{3}$/i, 'parameter_invalid');
export const Expand = z.array(z.string()).default([]);

/** Reads the parameters of a call; what is missing, wrong or not known is told as Stripe tells it. */
export function readParameters<Shape>(shape: z.ZodType<Shape>, given: FormValue): Shape {
  const read = shape.safeParse(given);
  if (read.success) return read.data;
  throw refusalOf(read.error.issues[0], given);
}

function refusalOf(issue: z.core.$ZodIssue | undefined, given: FormValue): StripeError {
  const isBeforehand = true;
  if (issue?.code === 'unrecognized_keys') {
    const param = nameOf([...issue.path, issue.keys[0] ?? '']);
    const code = 'parameter_unknown';
    return new StripeError(400, `Received unknown parameter: ${param}`, {
      ...{ code, param, isBeforehand },
    });
  }
  const path = issue?.path ?? [];
  const param = nameOf(path);
  if (isMissing(path, given)) {
    const code = 'parameter_missing';
    return new StripeError(400, `Missing required param: ${param}.`, {
      ...{ code, param, isBeforehand },
    });
  }
  const message = issue?.message ?? '';
  const code = message.startsWith('parameter_') ? message : 'parameter_invalid';
  return new StripeError(400, `Invalid ${param}: ${message}`, { code, param, isBeforehand });
}

const nameOf = (path: readonly PropertyKey[]) =>
  path.map((part, at) => (at === 0 ? String(part) : `[${String(part)}]`)).join('');

function isMissing(path: readonly PropertyKey[], given: FormValue): boolean {
  let value: unknown = given;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return true;
    value = Object.entries(value).find(([name]) => name === String(part))?.[1];
  }
  return value === undefined;
}
