import { z } from 'zod';
import { Text, Whole } from './parameters.ts';
import { StripeError } from './stripe-error.ts';

const PAGE_DEFAULT = 10;
const PAGE_MAX = 100;

const Created = z.strictObject({
  gt: Whole.optional(),
  gte: Whole.optional(),
  lt: Whole.optional(),
  lte: Whole.optional(),
});

/** The parameters that every list has. */
export const listParameters = {
  created: Created.default({}),
  limit: Whole.refine(
    (limit) => limit >= 1 && limit <= PAGE_MAX,
    'parameter_invalid_integer',
  ).default(PAGE_DEFAULT),
  starting_after: Text.optional(),
};

type Listed = { id: string; created: number };
type Asked = {
  created: z.infer<typeof Created>;
  limit: number;
  starting_after?: string | undefined;
};

/** One page of a list, newest first, and whether there is more behind it. */
export function listed<Thing extends Listed>(
  url: string,
  things: Iterable<Thing>,
  asked: Asked,
): { object: 'list'; url: string; has_more: boolean; data: Thing[] } {
  const all = [...things].toReversed().filter(({ created }) => isWithin(created, asked.created));
  const rest = all.slice(startOf(all, asked.starting_after));
  return {
    object: 'list',
    url,
    has_more: rest.length > asked.limit,
    data: rest.slice(0, asked.limit),
  };
}

function startOf(all: readonly Listed[], after: string | undefined): number {
  if (after === undefined) return 0;
  const at = all.findIndex(({ id }) => id === after);
  if (at >= 0) return at + 1;
  throw new StripeError(400, `No such object: '${after}'`, {
    ...{ code: 'resource_missing', param: 'starting_after' },
  });
}

function isWithin(created: number, { gt, gte, lt, lte }: Asked['created']): boolean {
  return (
    (gt === undefined || created > gt) &&
    (gte === undefined || created >= gte) &&
    (lt === undefined || created < lt) &&
    (lte === undefined || created <= lte)
  );
}
