import type { Theme } from '../../src/platform/db/schema.ts';
import { useWords } from '../language.tsx';
import { Icon } from './icon.tsx';

const PHONE = { shown: '+7 727 355 00 00', dialled: '+77273550000' };

/** The way to us, the keys and the colours; `path` is the page to come back to. */
export const Foot = ({ theme: chosen, path }: { theme: Theme; path: string }) => {
  const { shell } = useWords();
  return (
    <footer class="foot" aria-label={shell.footer}>
      <span>
        <Icon name="phone" /> {shell.callUs} <a href={`tel:${PHONE.dialled}`}>{PHONE.shown}</a>
      </span>
      <a href="/#branches">{shell.branches}</a>
      <button type="button" class="link" data-open="key-map">
        <Icon name="keyboard" /> {shell.keyMap} <kbd>?</kbd>
      </button>
      <form class="row" method="post" action="/preferences" hx-boost="false">
        <input type="hidden" name="back" value={path} />
        <label for="theme">{shell.theme}</label>
        <select id="theme" name="theme">
          {(['system', 'light', 'dark'] as const).map((theme) => (
            <option value={theme} selected={theme === chosen}>
              {shell.themes[theme]}
            </option>
          ))}
        </select>
        <button type="submit" class="small">
          {shell.setTheme}
        </button>
      </form>
      <span class="meta">
        {shell.name} · {shell.tagline}
      </span>
    </footer>
  );
};
