import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { writtenAmount } from './amounts.ts';
import type { Session } from './objects.ts';
import { type Language, languages, type PayWords, payWords } from './pay-words.ts';

export type PayPage = {
  language: Language;
  session: Session;
  itemName: string;
  /** What just came of it. */
  outcome?: 'declined' | 'paidHere' | undefined;
};

/** The page on which somebody pays, or learns why he cannot any more. */
export function PayPage({ language, session, itemName, outcome }: PayPage) {
  const words = payWords[language];
  return (
    <Frame language={language} address={`/pay/${session.id}`}>
      <h1>{words.title}</h1>
      <p class="note">{words.noMoney}</p>
      <dl>
        <dt>{words.order}</dt>
        <dd>{itemName}</dd>
        <dt>{words.amount}</dt>
        <dd class="amount">{writtenAmount(session.amount_total, session.currency, language)}</dd>
        {session.customer_email && (
          <>
            <dt>{words.email}</dt>
            <dd>{session.customer_email}</dd>
          </>
        )}
      </dl>
      {session.status === 'open' ? (
        <Ways
          words={words}
          language={language}
          session={session}
          isDeclined={outcome === 'declined'}
        />
      ) : (
        <Closed words={words} session={session} isPaidHere={outcome === 'paidHere'} />
      )}
    </Frame>
  );
}

/** The page for an address that leads to no payment. */
export function NoSuchPage({ language }: { language: Language }) {
  return (
    <Frame language={language} address="/pay">
      <h1>{payWords[language].title}</h1>
      <p role="status">{payWords[language].unknown}</p>
    </Frame>
  );
}

function Ways(page: {
  words: PayWords;
  language: Language;
  session: Session;
  isDeclined: boolean;
}) {
  const { words, language, session } = page;
  return (
    <>
      {page.isDeclined && (
        <p class="bad" role="alert">
          {words.declined}
        </p>
      )}
      <form method="post" action={`/pay/${session.id}?language=${language}`}>
        <button class="main" name="card" value="accepted">
          {words.pay}
        </button>
        <button name="card" value="declined">
          {words.decline}
        </button>
        <button name="card" value="acceptedLostWay" aria-describedby="lost-way">
          {words.loseWay}
        </button>
        <small id="lost-way">{words.loseWayHint}</small>
      </form>
      {session.cancel_url && (
        <p>
          <a href={session.cancel_url}>{words.cancel}</a>
        </p>
      )}
    </>
  );
}

function Closed(page: { words: PayWords; session: Session; isPaidHere: boolean }) {
  const { words, session } = page;
  const paid = page.isPaidHere ? words.paidHere : words.paid;
  const way = session.status === 'complete' ? returnOf(session) : session.cancel_url;
  return (
    <>
      <p role="status">{session.status === 'complete' ? paid : words.expired}</p>
      {way && !page.isPaidHere && (
        <p>
          <a href={way}>{words.back}</a>
        </p>
      )}
    </>
  );
}

function Frame(page: { language: Language; address: string; children: Child }) {
  const words = payWords[page.language];
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={page.language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{words.title}</title>
          <link rel="stylesheet" href="/pay.css" />
        </head>
        <body>
          <main>{page.children}</main>
          <nav aria-label={words.otherLanguages}>
            {languages.map((language) => (
              <a
                href={`${page.address}?language=${language}`}
                lang={language}
                aria-current={language === page.language ? 'true' : undefined}
              >
                {payWords[language].name}
              </a>
            ))}
          </nav>
        </body>
      </html>
    </>
  );
}

/** Where the payer goes after paying; Stripe fills in the session where the shop asked for it. */
export function returnOf({ success_url, id }: Pick<Session, 'success_url' | 'id'>): string {
  return success_url.replaceAll('{CHECKOUT_SESSION_ID}', id);
}

export const payStyle = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 28rem; padding: 1rem }
h1 { font-size: 1.4rem; margin: 0.5rem 0 }
.note { border: 1px dashed; padding: 0.5rem 0.75rem }
.amount { font-size: 1.6rem; font-weight: 600; font-variant-numeric: tabular-nums }
dt { font-size: 0.875rem }
dd { margin: 0 0 0.75rem; overflow-wrap: anywhere }
form { display: grid; gap: 0.75rem }
button { font: inherit; padding: 0.75rem 1rem; min-height: 2.75rem; border: 1px solid; background: transparent; color: inherit; border-radius: 0.25rem; cursor: pointer }
button.main { background: #1a4fa0; color: #fff; border-color: #1a4fa0; font-weight: 600 }
:focus-visible { outline: 3px solid #d97706; outline-offset: 2px }
.bad { border-left: 4px solid #c81e1e; padding-left: 0.75rem }
nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin-top: 2rem }
nav a { padding: 0.5rem 0; min-height: 1.5rem }
[aria-current] { font-weight: 600 }
`;
