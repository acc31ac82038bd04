import { z } from 'zod';
import { cancellationReasons } from '../ordering/order.ts';

/** Why an order ends; another reason needs words. */
export const Cancelling = z
  .object({ reason: z.enum(cancellationReasons), inWords: z.string().trim().max(300) })
  .refine((given) => given.reason !== 'other' || given.inWords !== '', {
    path: ['inWords'],
    error: 'reason',
  });
