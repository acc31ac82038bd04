import { z } from 'zod';
import { cancellationReasons } from '../ordering/order.ts';

/** Why an order ends; another reason needs words. */
export const Cancelling = z
  .object({ reason: z.enum(cancellationReasons), note: z.string().trim().max(300) })
  .refine((given) => given.reason !== 'other' || given.note !== '', {
    path: ['note'],
    error: 'reason',
  });
