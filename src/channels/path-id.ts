import { z } from 'zod';
import { NotFound } from '../platform/refusal.ts';

/** An id as an address names it; a malformed one is not there, like any other that is not there. */
export function pathId(what: string, text: string): string {
  const id = z.uuid().safeParse(text).data;
  if (!id) throw new NotFound(what, text);
  return id;
}
