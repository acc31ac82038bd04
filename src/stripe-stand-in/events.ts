import { Hono } from 'hono';
import { z } from 'zod';
import type { StandInEnv } from './env.ts';
import { listed, listParameters } from './listing.ts';
import { readParameters, Text } from './parameters.ts';
import { found, type State } from './state.ts';

const Listing = z.strictObject({ ...listParameters, type: Text.optional() });

/** `/v1/events`: everything that happened, whether somebody was told or not. */
export function events(state: State): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>();
  routes.get('/', (c) => {
    const asked = readParameters(Listing, c.var.parameters);
    const all = [...state.events.values()].filter(({ type }) => !asked.type || asked.type === type);
    return c.json(listed('/v1/events', all, asked));
  });
  routes.get('/:id', (c) => c.json(found(state.events, c.req.param('id'), 'event')));
  return routes;
}
