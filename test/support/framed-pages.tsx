import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core';
import type { Child } from 'hono/jsx';
import { loadAssets } from '../../src/channels/assets.ts';
import { LanguageProvider, type Language } from '../../views/language.tsx';
import { ScrollRegion } from '../../views/parts/scroll-region.tsx';
import { Layout, type Viewer } from '../../views/layout.tsx';

export const SHOP = 'http://shop.test';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const files = loadAssets();

/** A component becomes text when it is asked to. */
const written = (content: unknown) => String(content);

type Shown = {
  content: Child;
  language?: Language;
  theme?: 'light' | 'dark';
  viewer?: Viewer;
};

/** The content in the frame of the shop, as the server would send it. */
export const framed = ({ content, language = 'en', theme = 'light', viewer }: Shown, at = '/') =>
  written(
    <Layout
      title="Test"
      language={language}
      theme={theme}
      path={at}
      asset={files.urlOf}
      viewer={viewer ?? { kind: 'guest' }}
      demo
    >
      {content}
    </Layout>,
  );

/** A part of a page, as htmx would get it. */
export const part = (content: Child) =>
  written(
    <LanguageProvider language="en" sprite={files.urlOf('icons.svg')}>
      {content}
    </LanguageProvider>,
  );

/** What the server answers; undefined is no answer at all. */
type Answer = (request: { path: string; method: string; body: string }) => string | undefined;

/**
 * A page of a browser in which every address of the shop is answered by
 * `answer`, with the real files of `public/` and under the real policy. What
 * the page complains of on its console is collected.
 */
export async function openShop(browser: Browser, answer: Answer, options?: BrowserContextOptions) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await context.route(`${SHOP}/**`, (route) => respond(route, answer));
  return { page, complaints, close: () => context.close() };
}

async function respond(route: Route, answer: Answer): Promise<void> {
  const request = route.request();
  const { pathname, search } = new URL(request.url());
  const file = files.find(pathname);
  if (file) return route.fulfill({ contentType: file.type, body: Buffer.from(file.plain) });
  const body = answer({
    path: pathname + search,
    method: request.method(),
    body: request.postData() ?? '',
  });
  if (body === undefined) return route.abort('connectionfailed');
  return route.fulfill({
    contentType: 'text/html; charset=utf-8',
    headers: { 'Content-Security-Policy': policy },
    body,
  });
}

/** What has the focus; scripts for the page are texts, since the program's own types know no browser. */
export const focusedId = (page: Page): Promise<unknown> =>
  page.evaluate('document.activeElement?.id');

/** A key as another keyboard layout sends it: the place is the same, the letter is not. */
export async function pressOnOtherLayout(page: Page, key: { code: string; key: string }) {
  const init = JSON.stringify({ ...key, bubbles: true, cancelable: true });
  await page.evaluate(
    `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', ${init}))`,
  );
}

/** Digits and Enter as a scanner types them, a key every five milliseconds, however slow the machine of the test is. */
export async function scan(page: Page, digits: string) {
  const keyboard = await page.context().newCDPSession(page);
  const began = Date.now() / 1000;
  const press = (key: string, code: string, text: string, place: number) =>
    keyboard.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      timestamp: began + place * 0.005,
      ...{ key, code, text },
    });
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charAt(place);
    await press(digit, `Digit${digit}`, digit, place);
  }
  await press('Enter', 'Enter', '\r', digits.length);
}

/** Three quantities in a column, in a region that scrolls. */
export const Grid = () => (
  <ScrollRegion label="Angles">
    <table data-grid>
      <thead>
        <tr>
          <th scope="col">Size</th>
          <th scope="col" class="n">
            Quantity
          </th>
        </tr>
      </thead>
      <tbody>
        {['one', 'two', 'three'].map((name) => (
          <tr>
            <th scope="row">{name}</th>
            <td class="n">
              <input id={name} name={name} data-num inputmode="decimal" aria-label={name} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </ScrollRegion>
);
