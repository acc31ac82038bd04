import type { Child } from 'hono/jsx';
import { useWords } from '../language.tsx';
import { Notice } from './status.tsx';

/**
 * A payment by card after its payer came back from the provider's page: looks again by
 * itself while it is open there, then says what came of it. `here` is the address at
 * which it is looked for.
 */
export const CardAwaited = (awaited: {
  isOpen: boolean;
  hasArrived: boolean;
  here: string;
  back: { href: string; label: string };
  children?: Child;
}) => {
  const { payments } = useWords();
  const { isOpen, hasArrived, here, back } = awaited;
  const looksAgain = isOpen && {
    ...{ 'hx-get': here, 'hx-trigger': 'every 2s', 'hx-swap': 'outerHTML' },
    'hx-sync': 'this:replace',
  };
  const [mood, said] = hasArrived
    ? (['ok', payments.arrived] as const)
    : (['warn', payments.notPaid] as const);
  return (
    <section id="awaited" data-t="job" {...looksAgain}>
      <Notice mood={isOpen ? 'info' : mood} role="status">
        {isOpen ? payments.checking : said}
      </Notice>
      {awaited.children}
      <p class="actions">
        {isOpen && <a href={here}>{payments.checkAgain}</a>}
        <a href={back.href}>{back.label}</a>
      </p>
    </section>
  );
};
