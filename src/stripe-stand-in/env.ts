import type { HttpBindings } from '@hono/node-server';
import type { Deed } from './faults.ts';
import type { FormValue } from './form-body.ts';

/** What a call carries: its parameters, and what is to go wrong with it. */
export type StandInEnv = {
  Bindings: HttpBindings;
  Variables: { parameters: FormValue; fingerprint: string; deed: Deed | undefined };
};
