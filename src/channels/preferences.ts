import { Hono } from 'hono';
import { z } from 'zod';
import type { Env } from './env.ts';
import { localPath, readForm } from './exchange.ts';
import { anyone } from './guards.ts';
import { keepChoice } from './session.ts';

const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).optional(),
  language: z.enum(['en', 'ru', 'kk']).optional(),
  back: z.string().optional(),
});

/**
 * How this browser shows the shop. Kept in cookies for a year, signed in or
 * not, so that it needs no script and no statement; leads back to the page.
 */
export const preferences = new Hono<Env>().post('/', anyone(), async (c) => {
  const form = await readForm(c, Preferences);
  const { theme, language, back } = form.ok ? form.data : {};
  if (theme) keepChoice(c, 'theme', theme);
  if (language) keepChoice(c, 'lang', language);
  return c.redirect(localPath(back), 303);
});
