import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { api } from './channels/api/api.ts';
import { answerProblem } from './channels/api/problem.ts';
import { type Assets, assets } from './channels/assets.ts';
import { refuseCrossSite } from './channels/cross-site.ts';
import type { Env } from './channels/env.ts';
import { answerError, answerMethodNotAllowed, answerNotFound } from './channels/errors.tsx';
import type { Live } from './channels/live.ts';
import { health, type Lifecycle } from './channels/health.ts';
import { limitBody, readRequest } from './channels/limits.ts';
import { measure, type Metrics, patternOf } from './channels/metrics.ts';
import { preferences } from './channels/preferences.tsx';
import { declaredRoutes } from './channels/routes.ts';
import { checkPath, securityHeaders } from './channels/security.ts';
import { readSession, switchLanguage } from './channels/session.ts';
import { desk, tablet } from './channels/desk/desk.ts';
import { office } from './channels/office/office.ts';
import { outbox } from './channels/office/outbox.tsx';
import { pulse } from './channels/office/pulse.tsx';
import { apiKeys } from './channels/storefront/api-keys.tsx';
import { calculator } from './channels/storefront/calculator.tsx';
import { companyCredit } from './channels/storefront/credit.tsx';
import { answers } from './channels/storefront/answers.tsx';
import { approvalLink } from './channels/storefront/approval-link.tsx';
import { approvalRules } from './channels/storefront/approval-rules.tsx';
import { approvalChange } from './channels/storefront/approval-change.tsx';
import { approvals } from './channels/storefront/approvals.tsx';
import { companyArticles } from './channels/storefront/articles.tsx';
import { certificateLink } from './channels/storefront/certificate-link.tsx';
import { boughtCertificates } from './channels/storefront/certificates.tsx';
import { cart } from './channels/storefront/cart.tsx';
import { catalogue } from './channels/storefront/catalogue.tsx';
import { checkout } from './channels/storefront/checkout.tsx';
import { claims } from './channels/storefront/claims.tsx';
import { compare } from './channels/storefront/compare.tsx';
import { costCentres } from './channels/storefront/cost-centres.tsx';
import { sites } from './channels/storefront/sites.tsx';
import { changes } from './channels/storefront/changes.tsx';
import { company } from './channels/storefront/company.tsx';
import { documents, orderPapers } from './channels/storefront/documents.tsx';
import { home } from './channels/storefront/home.tsx';
import { invitation } from './channels/storefront/invitation.tsx';
import { order, orders } from './channels/storefront/orders.tsx';
import { ownShipments } from './channels/storefront/shipments.tsx';
import { companyChanges } from './channels/storefront/company-changes.tsx';
import { ownRoles } from './channels/storefront/own-roles.tsx';
import { passwordReset } from './channels/storefront/password-reset.tsx';
import { orderPayments, paymentLink } from './channels/storefront/payments.tsx';
import { product } from './channels/storefront/product.tsx';
import { letterLink } from './channels/storefront/letter-link.tsx';
import { promptLink } from './channels/storefront/prompt-link.tsx';
import { prompts } from './channels/storefront/prompts.tsx';
import { quick } from './channels/storefront/quick.tsx';
import { quoteLink } from './channels/storefront/quote-link.tsx';
import { quotes } from './channels/storefront/quotes.tsx';
import { search } from './channels/storefront/search.tsx';
import { savedLists } from './channels/storefront/saved-lists.tsx';
import { secondFactor } from './channels/storefront/second-factor.tsx';
import { statements } from './channels/storefront/statements.tsx';
import { statementLines, statementsAct } from './channels/storefront/statements-act.tsx';
import { statementsLedger } from './channels/storefront/statements-ledger.tsx';
import { suggest } from './channels/storefront/suggest.tsx';
import { goodsLink } from './channels/storefront/goods-link.tsx';
import { followedShipment } from './channels/storefront/followed-shipment.tsx';
import { shipmentLink } from './channels/storefront/shipment-link.tsx';
import { signIn, signOut } from './channels/storefront/sign-in.tsx';
import { carrierReports } from './channels/webhooks/carrier.ts';
import { stripeNotices } from './channels/webhooks/stripe.ts';
import { rememberInstruments } from './loyalty/instrument-memory.ts';
import { createBriefMemory } from './platform/brief-memory.ts';
import { type Branch, listBranches } from './people/branch.queries.ts';
import type { PrintDocument } from './payments/document.ts';
import { tradingDay } from './measures/calendar.ts';
import { findPayee, type Payee } from './payments/seller-details.queries.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db/database.ts';
import type { CardPayments } from './platform/gateways/card-payments.ts';
import type { ScaleOf } from './platform/gateways/scale.ts';
import type { Log } from './platform/log.ts';
import type { CategoryFacets } from './stock/facets.queries.ts';
import type { CategoryOverview } from './stock/overview.queries.ts';
import { StatementCounter } from './platform/statement-count.ts';

/** What the program is given to answer requests with. */
export type Ground = {
  db: Db;
  config: Config;
  log: Log;
  clock: Clock;
  assets: Assets;
  metrics: Metrics;
  lifecycle: Lifecycle;
  live: Live;
  print: PrintDocument;
  /** Absent where nobody pays by card. */
  cards?: CardPayments | undefined;
  /** The scales of the yards; absent where there is none. */
  scaleOf?: ScaleOf | undefined;
};

/**
 * The whole web program, without a socket. Middleware stands in the order in
 * which a request meets it; each channel declares for whom its routes are, and
 * the program does not start when one forgot.
 */
export function createApp(ground: Ground): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((error, c) => (isForPrograms(c) ? answerProblem(error, c) : answerError(error, c)));
  app.notFound((c) =>
    isForPrograms(c) ? answerProblem(new HTTPException(404), c) : answerNotFound(c),
  );

  app.use(requestId({ limitLength: 64, generator: () => crypto.randomUUID() }));
  app.use(furnish(ground));
  app.use(measure(ground.metrics));
  app.use(logRequest);
  app.use(securityHeaders(ground.config, ground.cards?.payPageOrigin));
  app.use(checkPath);
  app.use(methodNotAllowed({ app, onMethodNotAllowed: answerWrongMethod }));
  app.route('/', assets);
  app.route('/', health(ground.lifecycle, ground.metrics));
  app.route('/webhooks/stripe', stripeNotices);
  app.route('/webhooks/carrier', carrierReports);
  app.use(limitBody);
  app.use(readRequest);
  app.route('/api', api);
  // What no program may ask goes no further: sessions and pages are for people.
  app.use('/api/*', async (c) => c.notFound());
  app.use(refuseCrossSite);
  app.use(switchLanguage);
  app.use(readSession);

  mountChannels(app);
  declaredRoutes(app);
  return app;
}

/** What asks for `/api/` is a program, and gets every failure as one. */
const isForPrograms = (c: Context): boolean => /^\/api(\/|$)/.test(c.req.path);

/** An address that exists, asked by a method that it does not have. */
function answerWrongMethod(c: Context<Env>, methods: string[]): Response | Promise<Response> {
  if (!isForPrograms(c)) return answerMethodNotAllowed(c, methods);
  c.header('Allow', methods.join(', '));
  return answerProblem(new HTTPException(405), c);
}

/** Every resource at its address. */
function mountChannels(app: Hono<Env>): void {
  app.route('/', home);
  app.route('/c', catalogue);
  app.route('/p', product);
  app.route('/search', search);
  app.route('/quick', quick);
  app.route('/calculator', calculator);
  app.route('/compare', compare);
  app.route('/suggest', suggest);
  app.route('/lists', savedLists);
  app.route('/cart', cart);
  app.route('/checkout', checkout);
  app.route('/orders', orders);
  app.route('/o', order);
  app.route('/shipments', ownShipments);
  app.route('/o', orderPayments);
  app.route('/o', orderPapers);
  app.route('/shipments', followedShipment);
  app.route('/t', shipmentLink);
  app.route('/goods', goodsLink);
  app.route('/documents', documents);
  app.route('/pay', paymentLink);
  app.route('/statements/ledger', statementsLedger);
  app.route('/statements/reconciliation', statementsAct);
  app.route('/statements', statements);
  app.route('/statements', statementLines);
  app.route('/certificates/by-link', certificateLink);
  app.route('/certificates', boughtCertificates);
  app.route('/quotes', quotes);
  app.route('/claims', claims);
  app.route('/quote-link', quoteLink);
  app.route('/approval-link', approvalLink);
  app.route('/prompts/by-link', promptLink);
  app.route('/letters/by-link', letterLink);
  app.route('/prompts', prompts);
  app.route('/approvals', approvals);
  app.route('/approvals', approvalChange);
  app.route('/preferences', preferences);
  app.route('/sign-in', signIn);
  app.route('/sign-out', signOut);
  app.route('/second-factor', secondFactor);
  app.route('/invitation', invitation);
  app.route('/password-reset', passwordReset);
  app.route('/company/articles', companyArticles);
  app.route('/company/keys', apiKeys);
  app.route('/company/credit', companyCredit);
  app.route('/company/approval-rules', approvalRules);
  app.route('/company/cost-centres', costCentres);
  app.route('/company/sites', sites);
  app.route('/company/roles', ownRoles);
  app.route('/company/changes', companyChanges);
  app.route('/company/answers', answers);
  app.route('/changes', changes);
  app.route('/company', company);
  app.route('/counter', desk('counter'));
  app.route('/phone', desk('phone'));
  app.route('/tablet', tablet);
  app.route('/pulse', pulse);
  app.route('/office', office);
  app.route('/outbox', outbox);
}

/** How old a number may be that is shown to everybody, and how many such are kept. */
const REMEMBERED_MS = 10_000;
const BRANCHES_REMEMBERED_MS = 60_000;
const CATEGORIES_REMEMBERED_MAX = 20;
const FACETS_REMEMBERED_MAX = 500;

/** Gives the request what it may use, and the one moment it happens at. */
function furnish(ground: Ground): MiddlewareHandler<Env> {
  const { config, assets: files, clock } = ground;
  const db = ground.db.withPlugin(new StatementCounter());
  const now = () => performance.now();
  const rememberBranches = createBriefMemory<readonly Branch[]>({
    ...{ forMs: BRANCHES_REMEMBERED_MS, keysMax: 1, now },
  });
  // Of no request: whoever comes first each minute must not pay with one of his statements.
  const readBranches = () => rememberBranches('', () => listBranches(ground.db));
  const rememberPayee = createBriefMemory<Payee | undefined>({
    ...{ forMs: BRANCHES_REMEMBERED_MS, keysMax: 1, now },
  });
  const readPayee = () => rememberPayee('', () => findPayee(ground.db, tradingDay(ground.clock())));
  const readInstrument = rememberInstruments(ground.db);
  const rememberCategories = createBriefMemory<CategoryOverview[]>({
    ...{ forMs: REMEMBERED_MS, keysMax: CATEGORIES_REMEMBERED_MAX, now },
  });
  const rememberFacets = createBriefMemory<CategoryFacets | undefined>({
    ...{ forMs: REMEMBERED_MS, keysMax: FACETS_REMEMBERED_MAX, now },
  });
  return async (c, next) => {
    c.set('config', config);
    c.set('db', db);
    c.set('readBranches', readBranches);
    c.set('readPayee', readPayee);
    c.set('readInstrument', readInstrument);
    c.set('rememberCategories', rememberCategories);
    c.set('rememberFacets', rememberFacets);
    c.set('assets', files);
    c.set('live', ground.live);
    c.set('clock', clock);
    c.set('cards', ground.cards);
    c.set('print', ground.print);
    c.set('scaleOf', ground.scaleOf ?? (() => undefined));
    c.set('at', clock());
    c.set('log', ground.log.child({ requestId: c.var.requestId }));
    await next();
  };
}

/** One line a request: who asked for which kind of page, and how it ended. No address, no body: both may hold secrets. */
const logRequest: MiddlewareHandler<Env> = async (c, next) => {
  const began = performance.now();
  await next();
  const actor: Env['Variables']['actor'] = c.var.actor;
  c.var.log.info(
    {
      method: c.req.method,
      route: patternOf(c),
      status: c.res.status,
      ms: Math.round((performance.now() - began) * 10) / 10,
      personId: actor?.personId,
      companyId: actor?.kind === 'buyer' ? actor.companyId : c.var.holder?.companyId,
    },
    'request',
  );
};
