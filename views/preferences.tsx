import type { Theme } from '../src/platform/db/schema.ts';
import { useWords } from './language.tsx';
import { KeyMap } from './parts/key-map.tsx';

type Shown = {
  theme: Theme;
  /** The page to come back to. */
  back: string;
  /** The desks have keys of their own. */
  staff: boolean;
};

/** Colours and keys as a page, for a browser without scripts. */
export const PreferencesPage = ({ theme, back, staff }: Shown) => {
  const { shell } = useWords();
  return (
    <div class="stack narrow">
      <div class="page-head">
        <h1>{shell.preferences}</h1>
      </div>
      <Colours theme={theme} back={back} />
      <KeyMap staff={staff} />
      <p>
        <a href={back}>{shell.back}</a>
      </p>
    </div>
  );
};

/** The same over the page one is on; app.js opens it, and takes it away when it is closed. */
export const PreferencesDialog = ({ theme, back, staff }: Shown) => {
  const { shell } = useWords();
  return (
    <dialog id="preferences" aria-labelledby="preferences-title" data-modal>
      <h2 id="preferences-title">{shell.preferences}</h2>
      <Colours theme={theme} back={back} />
      <KeyMap staff={staff} />
      <form method="dialog">
        <button type="submit">{shell.close}</button>
      </form>
    </dialog>
  );
};

const Colours = ({ theme: chosen, back }: Pick<Shown, 'theme' | 'back'>) => {
  const { shell } = useWords();
  return (
    <form class="row" method="post" action="/preferences" hx-boost="false">
      <input type="hidden" name="back" value={back} />
      <label for="theme">{shell.theme}</label>
      <select id="theme" name="theme">
        {(['system', 'light', 'dark'] as const).map((theme) => (
          <option value={theme} selected={theme === chosen}>
            {shell.themes[theme]}
          </option>
        ))}
      </select>
      <button type="submit">{shell.setTheme}</button>
    </form>
  );
};
