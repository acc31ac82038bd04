import { useWords } from '../language.tsx';
import { Icon } from './icon.tsx';

const PHONE = { shown: '+7 727 355 00 00', dialled: '+77273550000' };

/** The way to us, and to the colours and keys; those open over the page, or as a page without scripts. */
export const Foot = ({ isSignedIn, isStaff }: { isSignedIn: boolean; isStaff: boolean }) => {
  const { shell, changes, pulse } = useWords();
  return (
    <footer class="foot" aria-label={shell.footer}>
      <span>
        <Icon name="phone" /> {shell.callUs} <a href={`tel:${PHONE.dialled}`}>{PHONE.shown}</a>
      </span>
      <a href="/#branches">{shell.branches}</a>
      <a href="/calculator">{shell.calculator}</a>
      {isSignedIn && <a href="/changes">{changes.title}</a>}
      {isStaff && <a href="/pulse">{pulse.link}</a>}
      <a
        id="preferences-link"
        href="/preferences"
        hx-get="/preferences"
        hx-target="closest footer"
        hx-swap="beforeend"
        hx-sync="this:drop"
        data-key="?"
      >
        <Icon name="keyboard" /> {shell.preferences} <kbd>?</kbd>
      </a>
      <span class="meta">
        {shell.name} · {shell.tagline}
      </span>
    </footer>
  );
};
