import type { Channel as StoredChannel } from '../platform/db/schema.ts';

/** How the customer reached us. A fact that is recorded, never a branch in the code. */
export type Channel = StoredChannel;

export const channels = ['web', 'counter', 'phone'] as const satisfies readonly Channel[];
