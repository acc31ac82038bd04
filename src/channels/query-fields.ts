import { z } from 'zod';

const PAGES_MAX = 100_000;

/** The page of a list that the address names; anything that is no page is the first. */
export const PageNumber = z.coerce.number().int().min(1).max(PAGES_MAX).catch(1).default(1);

/** What a list is searched for; nothing is no search. */
export const SearchText = z.string().trim().min(1).max(100).optional().catch(undefined);
