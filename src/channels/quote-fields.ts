import { z } from 'zod';

const TEXT_MAX = 2000;
const LINES_MAX = 1000;

/** Something said of a quote, or of one of its lines, by either side. */
export const MessageFields = z.object({
  key: z.uuid(),
  text: z.string().trim().min(1, 'required').max(TEXT_MAX),
  position: z.union([
    z.literal('').transform(() => null),
    z
      .string()
      .regex(/^[1-9]\d{0,3}$/)
      .transform(Number)
      .pipe(z.int().max(LINES_MAX)),
  ]),
});
