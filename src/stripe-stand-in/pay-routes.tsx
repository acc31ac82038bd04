import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { StandInEnv } from './env.ts';
import type { Session } from './objects.ts';
import { NoSuchPage, PayPage, payStyle, returnOf } from './pay-page.tsx';
import { type Language, languages } from './pay-words.ts';
import { payOnPage } from './paying.ts';
import type { State } from './state.ts';
import { StripeError } from './stripe-error.ts';

const Pressed = z.object({ card: z.enum(['accepted', 'declined', 'acceptedLostWay']) });
const Chosen = z.enum(languages).catch('en');

/** `/pay`: the pages on which people pay. No key is asked for, as on Stripe's own. */
export function payRoutes(state: State): Hono<StandInEnv> {
  const routes = new Hono<StandInEnv>();
  routes.get('/pay.css', (c) =>
    c.text(payStyle, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  routes.get('/pay/:id', (c) => {
    const session = state.sessions.get(c.req.param('id'));
    return session ? show(c, state, session) : showNone(c);
  });
  routes.post('/pay/:id', async (c) => {
    const session = state.sessions.get(c.req.param('id'));
    if (!session) return showNone(c);
    const pressed = Pressed.safeParse(await c.req.parseBody());
    if (!pressed.success || session.status === 'expired') return show(c, state, session);
    const { card } = pressed.data;
    const isDeclined = session.status === 'open' && !isPaidBy(state, session, card);
    if (isDeclined) return show(c, state, session, 'declined');
    if (card === 'acceptedLostWay') return show(c, state, session, 'paidHere');
    return c.redirect(returnOf(session), 303);
  });
  return routes;
}

function isPaidBy(
  state: State,
  session: Session,
  pressed: z.infer<typeof Pressed>['card'],
): boolean {
  try {
    payOnPage(state, session, pressed === 'declined' ? 'declined' : 'accepted');
    return true;
  } catch (error) {
    if (error instanceof StripeError && error.status === 402) return false;
    throw error;
  }
}

function show(
  c: Context<StandInEnv>,
  state: State,
  session: Session,
  outcome?: 'declined' | 'paidHere',
): Response | Promise<Response> {
  const language = languageOf(c, session);
  const itemName = state.behind.get(session.id)?.itemName ?? '';
  const ways = [session.success_url, session.cancel_url ?? session.success_url];
  protect(
    c,
    ways.map((way) => new URL(way).origin),
  );
  const page = (
    <PayPage language={language} session={session} itemName={itemName} outcome={outcome} />
  );
  return c.html(page, outcome === 'declined' ? 402 : 200);
}

function showNone(c: Context<StandInEnv>) {
  protect(c, []);
  const page = <NoSuchPage language={languageOf(c)} />;
  return c.html(page, 404);
}

/** The form leads here, and from here back to the shop. */
function protect(c: Context<StandInEnv>, shops: readonly string[]): void {
  const formTo = ["'self'", ...new Set(shops)].join(' ');
  c.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'self'; form-action ${formTo}; frame-ancestors 'none'; base-uri 'none'`,
  );
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', 'no-referrer');
}

/** What somebody chose here, else what the shop said, else what the browser asks for. */
function languageOf(c: Context<StandInEnv>, session?: Session): Language {
  const said = session?.locale && session.locale !== 'auto' ? session.locale : undefined;
  const asked = (c.req.header('accept-language') ?? '').split(',').map((one) => one.slice(0, 2));
  const first = asked.find((one) => languages.some((language) => language === one));
  return Chosen.parse(c.req.query('language') ?? said ?? first);
}
