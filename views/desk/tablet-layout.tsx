import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Branch } from '../../src/people/branch.queries.ts';
import type { Language } from '../../src/platform/db/schema.ts';
import { LanguageProvider, wordsFor } from '../language.tsx';

type Frame = {
  title: string;
  language: Language;
  /** The address of a file of `public/`, with its hash. */
  asset: (name: string) => string;
  branches: readonly Branch[];
  /** Without scripts the page looks again after so many seconds; null: it stays. */
  againSeconds: number | null;
  children?: Child;
};

/** The frame of a tablet on a desk: nothing leads from it to the shop. */
export const TabletLayout = (frame: Frame) => {
  const { language, asset, againSeconds } = frame;
  const words = wordsFor(language);
  return (
    <LanguageProvider language={language} sprite={asset('icons.svg')} branches={frame.branches}>
      {raw('<!doctype html>')}
      <html lang={language} data-theme="system">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${frame.title} — ${words.shell.name}`}</title>
          <meta name="color-scheme" content="light dark" />
          <meta name="theme-color" content="#1f2a36" />
          <link rel="stylesheet" href={asset('site.css')} />
          <link rel="icon" href={asset('favicon.svg')} type="image/svg+xml" />
          {againSeconds !== null && (
            <noscript>
              <meta http-equiv="refresh" content={`${againSeconds}; url=/tablet`} />
            </noscript>
          )}
          <script src={asset('tablet.js')} defer></script>
        </head>
        <body class="tablet">
          <header class="tablet-head">{words.shell.name}</header>
          <main id="main">{frame.children}</main>
        </body>
      </html>
    </LanguageProvider>
  );
};
