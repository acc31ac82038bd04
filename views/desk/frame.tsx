import type { PropsWithChildren } from 'hono/jsx';
import { useWords } from '../language.tsx';

/** What the screens of a desk are told of the desk itself. */
export type Desk = {
  /** `/counter` or `/phone`: the screens are the same. */
  base: string;
  channel: 'counter' | 'phone';
};

type Screen =
  | 'workbench'
  | 'orders'
  | 'cutting'
  | 'yard'
  | 'transfers'
  | 'till'
  | 'tablets'
  | 'registering';

/** The frame of every screen of a desk: the rail of queues, and the work. */
export const DeskFrame = (frame: PropsWithChildren<{ desk: Desk; here?: Screen }>) => {
  const { desk, here, children } = frame;
  return (
    <div class="desk plain">
      <Rail base={desk.base} here={here} />
      <div>{children}</div>
    </div>
  );
};

/** The way to the queues of a desk. */
export const Rail = ({ base, here }: { base: string; here?: Screen | undefined }) => {
  const words = useWords();
  const links = [
    { screen: 'workbench', href: base, text: words.desk.workbench },
    { screen: 'orders', href: `${base}/orders`, text: words.shell.orders },
    { screen: 'cutting', href: `${base}/cutting`, text: words.cutting.yard },
    { screen: 'yard', href: `${base}/yard`, text: words.delivery.yard },
    { screen: 'transfers', href: `${base}/transfers`, text: words.transfers.title },
    ...(base === '/counter'
      ? ([
          { screen: 'till', href: `${base}/till`, text: words.payments.till },
          { screen: 'tablets', href: `${base}/tablets`, text: words.tablets.title },
        ] as const)
      : []),
    {
      screen: 'certificates',
      href: '/office/certificates/missing',
      text: words.office.sections.certificates,
    },
    { screen: 'claims', href: '/office/claims', text: words.claims.title },
    {
      screen: 'registering',
      href: `${base}/customers/new`,
      text: words.desk.registerCompany,
    },
  ] as const;
  return (
    <nav class="rail" aria-label={words.desk.workbench}>
      <div class="rail-links">
        {links.map(({ screen, href, text }) => (
          <a
            href={href}
            aria-current={screen === here ? 'page' : undefined}
            data-key={screen === 'orders' ? 'g o' : undefined}
          >
            {text}
          </a>
        ))}
      </div>
    </nav>
  );
};
