import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Branch } from '../src/people/branch.queries.ts';
import type { CompanyRole, Language, StaffRole, Theme } from '../src/platform/db/schema.ts';
import { LanguageProvider, languages, useBranchName, wordsFor } from './language.tsx';
import { Dialogs } from './parts/dialogs.tsx';
import { Foot } from './parts/foot.tsx';
import { Icon } from './parts/icon.tsx';
import type { Words } from './words/en.ts';

/** Who looks at the page, as far as its frame must know. */
export type Viewer =
  | { kind: 'guest' }
  | {
      kind: 'buyer';
      name: string;
      companyName: string;
      role: CompanyRole;
      /** May agree to the orders of colleagues. */
      approves: boolean;
      /** Sees what the company owes and has paid. */
      seesMoney: boolean;
      /** Lines in the open cart; undefined for a role that fills none. */
      cartLines: number | undefined;
    }
  | { kind: 'staff'; name: string; role: StaffRole; branchCode?: string | undefined };

type Frame = {
  title: string;
  language: Language;
  theme: Theme;
  /** Path and query of the page: the language switch keeps them. */
  path: string;
  /** The address of a file of `public/`, with its hash. */
  asset: (name: string) => string;
  viewer: Viewer;
  branches?: readonly Branch[];
  demo: boolean;
  /** The page answers a form that was refused: the title says so first. */
  isError?: boolean | undefined;
  /** What stands in the search box. */
  phrase?: string | undefined;
  /** Stands on a wall: dark whatever the reader likes, without bar and foot, and without scripts it asks again by itself. */
  isWall?: boolean | undefined;
  children?: Child;
};

/**
 * The frame of every page: head, bar, message places, content, foot. The two
 * live regions are there, empty, from the first byte, so that screen readers
 * notice what comes later. Language, colours and sign-out load whole pages,
 * because a boosted page keeps the old <html>.
 */
export const Layout = (frame: Frame) => {
  const words = wordsFor(frame.language);
  const { shell } = words;
  const title = `${frame.isError ? shell.errorPrefix : ''}${frame.title} — ${shell.name}`;
  return (
    <LanguageProvider
      language={frame.language}
      sprite={frame.asset('icons.svg')}
      branches={frame.branches ?? []}
    >
      {raw('<!doctype html>')}
      <html lang={frame.language} data-theme={frame.isWall ? 'dark' : frame.theme}>
        <Head {...frame} title={title} />
        <body class={frame.viewer.kind === 'staff' ? 'staff' : undefined} hx-boost:inherited="true">
          <a class="skip" href="#main">
            {shell.skip}
          </a>
          {!frame.isWall && <Bar {...frame} />}
          {frame.demo && !frame.isWall && (
            <aside class="demo-strip" aria-label={shell.demoTitle}>
              {shell.demo}
            </aside>
          )}
          <div id="flash" class="flash" role="alert" data-t="flash"></div>
          {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <output> may hold no blocks */}
          <div id="live" class="live" role="status" data-t="live"></div>
          <main id="main" tabindex={-1}>
            {frame.children}
          </main>
          {!frame.isWall && (
            <Foot
              isSignedIn={frame.viewer.kind !== 'guest'}
              isStaff={frame.viewer.kind === 'staff'}
            />
          )}
          <Dialogs />
        </body>
      </html>
    </LanguageProvider>
  );
};

const Head = ({
  title,
  asset,
  viewer,
  path,
  isWall,
}: Pick<Frame, 'title' | 'asset' | 'viewer' | 'path' | 'isWall'>) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{title}</title>
    <meta name="color-scheme" content="light dark" />
    {isWall && (
      <noscript>
        <meta http-equiv="refresh" content="30" />
      </noscript>
    )}
    <meta name="theme-color" content="#1f2a36" />
    <meta name="format-detection" content="telephone=no" />
    <meta
      name="htmx-config"
      content='{"defaultTimeout":15000,"includeIndicatorCSS":false,"extensions":"preload,sse"}'
    />
    {['fonts/plex-sans-400.woff2', 'fonts/plex-sans-600.woff2'].map((font) => (
      <link rel="preload" href={asset(font)} as="font" type="font/woff2" crossorigin="anonymous" />
    ))}
    <link rel="stylesheet" href={asset('site.css')} />
    <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
    <script src={asset('shop.js')} defer></script>
    {viewer.kind === 'staff' && <script src={asset('office.js')} defer></script>}
    {path.startsWith('/claims') && <script src={asset('photos.js')} defer></script>}
  </head>
);

const Bar = (frame: Frame) => {
  const { shell } = wordsFor(frame.language);
  return (
    <header class="bar">
      <a class="brand" href="/" aria-label={shell.name}>
        <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M2 2h16v4h-6v8h6v4H2v-4h6V6H2z" />
          <path class="weight" d="M15 8.5h3v3h-3z" />
        </svg>
        <span>{shell.name}</span>
      </a>
      <search class="bar-search">
        <form action="/search" method="get">
          <label class="visually-hidden" for="omnibox">
            {shell.searchLabel}
          </label>
          <input
            id="omnibox"
            name="q"
            type="search"
            value={frame.phrase}
            placeholder={shell.searchExample}
            autocomplete="off"
            enterkeyhint="search"
            maxlength={200}
            data-t="omnibox"
            data-key="/"
            data-scan
          />
          <button type="submit" class="on-bar" aria-label={shell.search}>
            <Icon name="search" />
          </button>
        </form>
      </search>
      <nav class="bar-nav" aria-label={shell.mainNav}>
        {linksFor(frame.viewer, wordsFor(frame.language)).map(({ href, text, key, isWide }) => (
          <a
            href={href}
            class={isWide ? 'wide' : undefined}
            aria-current={isHere(frame.path, href)}
            data-key={key}
          >
            {text}
          </a>
        ))}
        {frame.viewer.kind === 'buyer' && frame.viewer.cartLines !== undefined && (
          <CartBadge
            lines={frame.viewer.cartLines}
            isHere={frame.path.startsWith('/cart')}
            words={shell}
          />
        )}
      </nav>
      <Who {...frame} />
    </header>
  );
};

/** The way to the cart with the number of its lines; rides along, out of band, with what changes a cart. */
export const CartBadge = (props: {
  lines: number;
  words: Words['shell'];
  isHere?: boolean;
  oob?: boolean;
}) => (
  <a
    id="cart-badge"
    href="/cart"
    data-t="cart-badge"
    data-key="g c"
    aria-current={props.isHere ? 'page' : undefined}
    hx-swap-oob={props.oob ? 'true' : undefined}
  >
    <Icon name="shopping-cart" /> {props.words.cart}{' '}
    <b class="badge" aria-hidden="true">
      {props.lines}
    </b>
    <span class="visually-hidden">, {props.words.cartLines(props.lines)}</span>
  </a>
);

const Who = (frame: Frame) => {
  const { shell } = wordsFor(frame.language);
  const branchName = useBranchName();
  const { viewer } = frame;
  return (
    <div class="bar-tools">
      {viewer.kind === 'guest' && (
        <a href={`/sign-in?next=${encodeURIComponent(frame.path)}`} hx-boost="false">
          {shell.signIn}
        </a>
      )}
      {viewer.kind !== 'guest' && (
        <>
          <span class="who">
            {viewer.name}
            <small>
              {viewer.kind === 'buyer'
                ? viewer.companyName
                : viewer.branchCode && branchName(viewer.branchCode)}
            </small>
          </span>
          <form method="post" action="/sign-out" hx-boost="false">
            <button type="submit" class="on-bar">
              {shell.signOut}
            </button>
          </form>
        </>
      )}
      <ul class="languages" aria-label={shell.language}>
        {languages.map(({ code, name }) => (
          <li>
            <a
              href={inLanguage(frame.path, code)}
              lang={code}
              hreflang={code}
              hx-boost="false"
              aria-current={code === frame.language ? 'true' : undefined}
              aria-label={name}
            >
              {code}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
};

/** `isWide`: only where the bar has room; elsewhere the home page and the cart lead there. */
type Link = { href: string; text: string; key?: string; isWide?: boolean };

function linksFor(viewer: Viewer, { shell, statements }: Words): Link[] {
  const catalogue = { href: '/', text: shell.catalogue, key: 'g h' };
  if (viewer.kind === 'guest') {
    return [catalogue, { href: '/calculator', text: shell.calculator }];
  }
  if (viewer.kind === 'buyer') {
    const fillsCarts = viewer.cartLines !== undefined;
    return [
      catalogue,
      ...(fillsCarts ? [{ href: '/quick', text: shell.quick, key: 'g q', isWide: true }] : []),
      { href: '/orders', text: shell.orders, key: 'g o' },
      ...(viewer.seesMoney && !fillsCarts ? [{ href: '/statements', text: statements.title }] : []),
      { href: '/quotes', text: shell.quotes, isWide: true },
      ...(viewer.approves ? [{ href: '/approvals', text: shell.approvals, isWide: true }] : []),
      { href: '/company', text: shell.company },
    ];
  }
  const counter = { href: '/counter', text: shell.counter };
  const phone = { href: '/phone', text: shell.phoneDesk };
  const office = { href: '/office', text: shell.office };
  const byRole: Record<StaffRole, Link[]> = {
    counter: [counter],
    phone: [phone],
    manager: [phone, office],
    head_of_sales: [office],
    admin: [office],
  };
  return [...byRole[viewer.role], catalogue];
}

/** The home page is only itself; every other link also covers what lies below it. */
function isHere(path: string, href: string): 'page' | undefined {
  const [here = ''] = path.split('?');
  const within =
    href === '/'
      ? here === '/' || here.startsWith('/c/')
      : here === href || here.startsWith(`${href}/`);
  return within ? 'page' : undefined;
}

/** The same page and query, with the wish for another language; the server keeps it and takes it out again. */
function inLanguage(path: string, code: Language): string {
  const [here = '/', query = ''] = path.split('?');
  const wishes = new URLSearchParams(query);
  wishes.set('lang', code);
  return `${here}?${wishes.toString()}`;
}
