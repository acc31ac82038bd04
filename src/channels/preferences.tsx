import { Hono } from 'hono';
import { z } from 'zod';
import { wordsFor } from '../../views/language.tsx';
import { PreferencesDialog, PreferencesPage } from '../../views/preferences.tsx';
import type { Env } from './env.ts';
import { localPath, pageBehind, readForm, wantsFragment } from './exchange.ts';
import { anyone } from './guards.ts';
import { answerPage, answerPart } from './page.tsx';
import { keepChoice, languageOf } from './session.ts';

const Preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).optional(),
  language: z.enum(['en', 'ru', 'kk']).optional(),
  back: z.string().optional(),
});

/**
 * How this browser shows the shop, and the keys it obeys: a page of its own
 * without scripts, a dialog over the page with them. Kept in cookies for a
 * year, signed in or not, so that it needs no script and no statement; leads
 * back to the page.
 */
export const preferences = new Hono<Env>()
  .get('/', anyone(), (c) => {
    const shown = {
      theme: c.var.theme ?? 'system',
      back: pageBehind(c),
      staff: c.var.actor?.kind === 'staff',
    } as const;
    if (wantsFragment(c)) return answerPart(c, <PreferencesDialog {...shown} />);
    const title = wordsFor(languageOf(c)).shell.preferences;
    return answerPage(c, <PreferencesPage {...shown} />, { title });
  })
  .post('/', anyone(), async (c) => {
    const form = await readForm(c, Preferences);
    const { theme, language, back } = form.ok ? form.data : {};
    if (theme) keepChoice(c, 'theme', theme);
    if (language) keepChoice(c, 'lang', language);
    return c.redirect(localPath(back), 303);
  });
