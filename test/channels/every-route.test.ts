import { beforeAll, expect, test } from 'vitest';
import type { Staff } from '../../src/people/actor.ts';
import type { StaffRole } from '../../src/platform/db/schema.ts';
import { newId } from '../../src/platform/id.ts';
import { anApp, asPart, fromOurPage, signedIn, signedInEach } from '../support/app.ts';
import { aMarkedSide, companyRoles, marksIn, type Side } from '../support/canaries.ts';
import { tablesChanged, watchTables } from '../support/every-form.ts';
import { addressOf, routesOf } from '../support/route-list.ts';
import {
  aClerk,
  aProduct,
  aPublishedList,
  aTradingDay,
  at,
  stockOf,
  TONNE,
} from '../support/world.ts';

const staffRoles = [
  'counter',
  'phone',
  'manager',
  'head_of_sales',
  'admin',
] as const satisfies readonly StaffRole[];
/** A company’s program comes with a key instead of a session. */
const roles = ['nobody', 'program', ...companyRoles, ...staffRoles] as const;
type Role = (typeof roles)[number];

/** Money lies where the counter is. */
const tillRoutes = [
  'POST /counter/orders/:orderId/payments',
  'GET /counter/payments/:paymentId',
  'POST /counter/payments/:paymentId/refunds',
  'POST /counter/payments/:paymentId/orders',
  'POST /counter/payments/refunds/:refundId/payout',
  'POST /counter/payments/refunds/:refundId/retry',
  'GET /counter/customers/:companyId/balance',
  'POST /counter/customers/:companyId/balance',
  'POST /counter/customers/:companyId/balance/orders',
  'GET /counter/till',
  'POST /counter/till',
  'GET /counter/till/:shiftId',
  'POST /counter/till/:shiftId/close',
  'POST /counter/till/:shiftId/movements',
  'GET /counter/tablets',
  'POST /counter/tablets',
  'POST /counter/tablets/:tabletId/clerk',
  'POST /counter/tablets/:tabletId/end',
];

/** Who may use which routes. A route that is not named here is a mistake. */
const audiences: readonly (readonly [who: readonly Role[], routes: readonly string[]])[] = [
  [
    roles,
    [
      'GET /',
      'GET /c/:slug',
      'GET /p/:sku',
      'GET /p/:sku/analogues',
      'POST /p/:sku/calculation',
      'POST /p/:sku/cutting',
      'GET /search',
      'GET /calculator',
      'GET /compare',
      'POST /search/wishes',
      'GET /suggest',
      'GET /preferences',
      'POST /preferences',
      'GET /sign-in',
      'POST /sign-in',
      'POST /sign-out',
      'GET /invitation/:token',
      'GET /quote-link/:token',
      'POST /quote-link/:token/code',
      'POST /quote-link/:token/acceptance',
      'POST /quote-link/:token/refusal',
      'GET /certificates/by-link/:token',
      'GET /certificates/by-link/:token/file',
      'GET /prompts/by-link/:token',
      'POST /prompts/by-link/:token/answer',
      'GET /letters/by-link/:token',
      'POST /letters/by-link/:token',
      'GET /tablet',
      'POST /tablet/pairing',
      'POST /tablet/questions/:promptId/answer',
      'POST /tablet/questions/:promptId/return',
      'GET /approval-link/:token',
      'POST /approval-link/:token',
      'POST /invitation/:token',
      'GET /password-reset',
      'POST /password-reset',
      'GET /password-reset/:token',
      'POST /password-reset/:token',
      'GET /outbox',
      'GET /goods/:token',
      'GET /goods/:token/:certificateId',
      'GET /goods/:token/:certificateId/file',
      'GET /t/:token',
      'GET /t/:token/stream',
      'GET /t/:token/photos/:photoId',
      'POST /t/:token/arrival',
      'POST /t/:token/handover',
      'GET /pay/:token',
      'POST /pay/:token',
      'GET /pay/:token/payment',
      'POST /webhooks/stripe',
      'POST /webhooks/carrier',
      'GET /api/openapi.json',
      'GET /healthz',
      'GET /readyz',
      'GET /metrics',
      'GET /assets/*',
    ],
  ],
  [
    ['program'],
    [
      'GET /api/v1/parse',
      'POST /api/v1/parse',
      'GET /api/v1/products',
      'GET /api/v1/products/:sku',
      'POST /api/v1/mass',
      'POST /api/v1/cutting-plan',
    ],
  ],
  [[...staffRoles], ['GET /pulse', 'POST /pulse']],
  [
    [...companyRoles, ...staffRoles],
    [
      'POST /sign-out/everywhere',
      'GET /second-factor',
      'POST /second-factor',
      'GET /changes',
      'GET /changes/:reportId',
    ],
  ],
  [
    ['head_of_sales'],
    [
      'POST /office/freight-to-agree/offers/:offerId/approval',
      'POST /office/freight-to-agree/offers/:offerId/sending-back',
    ],
  ],
  [staffRoles, ['POST /second-factor/key', 'POST /second-factor/confirmation']],
  [
    ['buyer', 'approver', 'foreman', 'company_admin'],
    [
      'GET /cart',
      'POST /cart/lines',
      'POST /cart/cuts',
      'POST /cart/quantities',
      'POST /cart/lines/:lineId/removal',
      'POST /cart/lines/:lineId/restoration',
      'POST /o/:orderId/repetition',
      'GET /o/:orderId/repetition',
      'POST /o/:orderId/repetition/lines',
      'GET /lists',
      'POST /lists',
      'GET /lists/:savedListId',
      'POST /lists/:savedListId/cart',
      'POST /lists/:savedListId/lines',
      'POST /lists/:savedListId/sharing',
      'POST /lists/:savedListId/end',
      'GET /quick',
      'POST /quick/file',
      'GET /quick/:pastedListId',
      'POST /quick/:pastedListId/cancellation',
      'POST /quick/:pastedListId/lines/:position/product',
      'POST /quick/:pastedListId/lines/:position/words',
      'POST /quick/:pastedListId/lines/:position/quantity',
      'POST /quick/:pastedListId/lines/:position/decision',
      'POST /quick/:pastedListId/request',
      'POST /quick/:pastedListId/cart',
      'GET /quotes/new',
      'POST /quotes',
    ],
  ],
  [
    ['buyer', 'approver', 'company_admin'],
    [
      'GET /checkout',
      'POST /checkout',
      'POST /checkout/details',
      'POST /checkout/approval',
      'POST /approvals/:approvalId/placing',
      'POST /approvals/:approvalId/renewal',
      'POST /o/:orderId/cancellation',
      'GET /o/:orderId/left-out',
      'POST /o/:orderId/left-out',
      'POST /o/:orderId/waiting',
      'POST /o/:orderId/freight/:offerId/agreement',
      'POST /o/:orderId/freight/:offerId/refusal',
      'POST /o/:orderId/lots/:lotId/waiver',
      'POST /shipments/:shipmentId/lines/:lineId/excess',
      'POST /company/credit/requests',
      'POST /quotes/:quoteId/messages',
      'POST /quotes/:quoteId/acceptance',
      'POST /quotes/:quoteId/approval',
      'POST /quotes/:quoteId/refusal',
      ...articleForms('/company/articles'),
    ],
  ],
  [
    ['buyer', 'approver', 'accountant', 'company_admin'],
    [
      'GET /o/:orderId/payment',
      'GET /statements',
      'POST /statements/payments',
      'GET /statements/transfer',
      'GET /statements/cards/:attemptId',
      'GET /statements/ledger',
      'GET /statements/ledger/export',
      'GET /statements/reconciliation',
      'POST /statements/reconciliation',
      'GET /statements/reconciliation/file',
      'GET /statements/lines/:entryId',
      'POST /statements/lines/:entryId/dispute',
      'POST /statements/disputes/:disputeId/withdrawal',
      'POST /o/:orderId/card-payment',
      'POST /o/:orderId/proforma',
      'GET /company/credit',
      'GET /company/cost-centres',
      'GET /approvals',
      'GET /approvals/:approvalId',
      'POST /approvals/:approvalId/withdrawal',
    ],
  ],
  [
    ['approver', 'company_admin'],
    [
      'POST /approvals/decisions',
      'POST /approvals/:approvalId/decision',
      'POST /approvals/:approvalId/forwarding',
      'GET /approvals/:approvalId/change',
      'POST /approvals/:approvalId/change',
      'GET /company/approval-rules',
      'POST /company/approval-rules/deputies',
      'POST /company/approval-rules/deputies/:deputyId/end',
    ],
  ],
  [
    companyRoles,
    [
      'GET /orders',
      'GET /o/:orderId',
      ...documentRoutes('/documents'),
      'GET /shipments/:shipmentId',
      'GET /shipments/:shipmentId/stream',
      'GET /shipments/:shipmentId/photos/:photoId',
      'POST /shipments/:shipmentId/arrival',
      'POST /shipments/:shipmentId/handover',
      'POST /shipments/:shipmentId/links',
      'POST /shipments/:shipmentId/links/end',
      'POST /shipments/:shipmentId/notices',
      'GET /certificates',
      'GET /certificates/:certificateId',
      'GET /certificates/:certificateId/file',
      'GET /quotes',
      'GET /quotes/:quoteId',
      'GET /quotes/:quoteId/files/:fileId',
      'GET /company',
      'GET /company/articles',
      'GET /company/articles/export',
      'GET /company/articles/sample',
      'POST /company/choice',
      'POST /company/preferences',
      'GET /prompts/:promptId',
      'POST /prompts/:promptId/answer',
      'POST /prompts/:promptId/dismissal',
      'GET /company/answers',
      'POST /company/answers/cases/:caseId/confirmation',
      'POST /company/answers/wish',
      'POST /company/answers/:promptId/deletion',
      'GET /claims',
      'GET /claims/new',
      'POST /claims',
      'POST /claims/photos',
      'GET /claims/:claimId',
      'GET /claims/:claimId/files/:fileId',
      'POST /claims/:claimId/messages',
      'POST /claims/:claimId/withdrawal',
      'POST /claims/:claimId/reopening',
    ],
  ],
  [
    ['company_admin'],
    [
      'GET /company/keys',
      'POST /company/keys',
      'POST /company/keys/:keyId/end',
      'GET /company/roles',
      'POST /company/roles',
      'POST /company/roles/:ownRoleId',
      'POST /company/roles/:ownRoleId/end',
      'GET /company/sites',
      'POST /company/sites',
      'POST /company/sites/:siteId/end',
      'POST /company/cost-centres',
      'POST /company/cost-centres/terms',
      'POST /company/cost-centres/:costCentreId/budget',
      'POST /company/cost-centres/:costCentreId/end',
      'GET /company/changes',
      'POST /company/approval-rules',
      'POST /company/approval-rules/:ruleId/end',
      'POST /company/approval-rules/terms',
      'POST /company/approval-rules/limits',
      'POST /company/invitations',
      'POST /company/invitations/:personId/cancellation',
      'POST /company/colleagues/:personId/role',
      'POST /company/colleagues/:personId/limit',
      'POST /company/colleagues/:personId/removal',
    ],
  ],
  [
    ['head_of_sales'],
    [
      'GET /office/changes',
      'POST /office/changes',
      'GET /office/changes/:reportId',
      'POST /office/changes/:reportId/entries',
      'POST /office/changes/:reportId/publication',
    ],
  ],
  [
    ['head_of_sales', 'admin'],
    [
      'GET /office/instrument',
      'GET /office/instrument/export',
      'GET /office/instrument/:number{[0-9]{1,6}}',
      'POST /office/instrument/draft',
      'GET /office/instrument/draft',
      'POST /office/instrument/draft/items',
      'POST /office/instrument/draft/touchpoints',
      'POST /office/instrument/draft/limits',
      'POST /office/instrument/draft/publication',
      'POST /office/instrument/draft/end',
    ],
  ],
  [
    ['counter'],
    [
      ...[...deskRoutes('/counter'), ...tillRoutes],
      'GET /counter/orders/:orderId/not-there',
      'POST /counter/orders/:orderId/not-there',
    ],
  ],
  [staffRoles, [...documentRoutes('/office/documents'), 'POST /office/orders/:orderId/proforma']],
  [['counter'], ['POST /office/payments/refunds/:refundId/payout']],
  [
    ['counter', 'manager', 'head_of_sales'],
    [
      'POST /office/payments/receipts/retry',
      'POST /office/payments/:paymentId/refunds',
      'POST /office/payments/:paymentId/orders',
      'POST /office/payments/refunds/:refundId/retry',
    ],
  ],
  [
    ['manager', 'head_of_sales'],
    [
      'POST /office/orders/:orderId/write-off',
      'POST /office/payments/notices/:eventId/look',
      'POST /office/payments/notices/:eventId/closing',
      'POST /office/payments/attempts/:attemptId/look',
      'POST /office/payments/:paymentId/orders/:orderId/end',
      'POST /office/payments/refunds/:refundId/agreement',
      'POST /office/payments/refunds/:refundId/refusal',
      'POST /office/payments/refunds/:refundId/sent',
      'POST /office/payments/refunds/:refundId/back',
      'POST /office/payments/refunds/:refundId/left',
    ],
  ],
  [
    ['phone', 'manager'],
    [...deskRoutes('/phone'), 'POST /phone/orders/:orderId/dictated-answer'],
  ],
  [
    staffRoles,
    [
      'GET /office',
      'GET /office/orders/:orderId',
      'GET /office/customers/:companyId/account',
      'GET /office/payments',
      'GET /office/payments/:paymentId',
      'GET /office/customers/:companyId/articles',
      'GET /office/customers/:companyId/articles/export',
      'GET /office/customers/:companyId/articles/sample',
    ],
  ],
  [
    ['counter', 'phone', 'manager', 'head_of_sales'],
    [
      ...articleForms('/office/customers/:companyId/articles'),
      'GET /office/orders/:orderId/left-out',
      'POST /office/orders/:orderId/left-out',
      'POST /office/orders/:orderId/waiting',
      'GET /office/certificates',
      'GET /office/certificates/missing',
      'GET /office/certificates/new',
      'POST /office/certificates/file',
      'GET /office/certificates/:certificateId',
      'GET /office/certificates/:certificateId/file',
      'GET /office/certificates/:certificateId/replacement',
      'POST /office/certificates/:certificateId/withdrawal',
      'POST /office/certificates/:certificateId/links',
      'GET /office/claims',
      'GET /office/claims/:claimId',
      'GET /office/claims/:claimId/files/:fileId',
      'POST /office/claims/:claimId/acknowledgement',
      'POST /office/claims/:claimId/inspection',
      'POST /office/claims/:claimId/decision',
      'POST /office/claims/:claimId/settlement',
      'POST /office/claims/:claimId/messages',
      'POST /office/claims/:claimId/reopening',
    ],
  ],
  [
    ['head_of_sales'],
    [
      'GET /office/loyalty',
      'GET /office/loyalty/letters',
      'POST /office/loyalty/letters',
      'POST /office/loyalty/letters/end',
      'GET /office/loyalty/whole',
      'GET /office/loyalty/parts/:part',
      'GET /office/loyalty/method',
      'GET /office/loyalty/answers',
      'GET /office/loyalty/answers.csv',
      'GET /office/loyalty/figures.csv',
    ],
  ],
  [
    ['manager', 'head_of_sales'],
    [
      'GET /office/customs',
      'POST /office/customs',
      'POST /office/documents/:documentId/void',
      'POST /office/documents/:documentId/registration',
      'GET /office/documents/:documentId/credit-note',
      'POST /office/documents/:documentId/credit-note',
      'POST /office/orders/:orderId/invoice',
      'GET /office/bank',
      'POST /office/bank/file',
      'GET /office/bank/queue',
      'GET /office/bank/:statementId',
      'GET /office/bank/:statementId/file',
      'POST /office/bank/:statementId/certain',
      'GET /office/bank/lines/:lineId',
      'POST /office/bank/lines/:lineId/booking',
      'POST /office/bank/lines/:lineId/set-aside',
      'POST /office/bank/lines/:lineId/return',
      'POST /office/bank/lines/:lineId/reversal',
      'POST /office/bank/lines/:lineId/reversal/decision',
      'POST /office/bank/lines/:lineId/refund',
      'GET /office/at-risk',
      'GET /office/at-risk/:companyId',
      'POST /office/at-risk/:companyId/calls',
      'POST /office/at-risk/:companyId/snoozes',
      'POST /office/claims/:claimId/agreement',
      'GET /office/cases',
      'GET /office/cases/:caseId',
      'POST /office/cases/:caseId/contact',
      'POST /office/cases/:caseId/promise',
      'POST /office/cases/:caseId/resolution',
      'GET /office/disputed-lines',
      'POST /office/disputed-lines/:disputeId/answer',
      'POST /office/disputed-lines/:disputeId/correction',
      'GET /office/missing-goods',
      'POST /office/missing-goods/:orderId/search',
      'GET /office/storage',
      'POST /office/storage/:orderId/waiver',
      'POST /office/storage/:orderId/unwinding',
      'GET /office/freight-to-agree',
      'POST /office/freight-to-agree/:orderId/price',
      'POST /office/freight-to-agree/offers/:offerId/agreement',
      'POST /office/freight-to-agree/offers/:offerId/refusal',
      'GET /office/credit',
      'GET /office/credit/:companyId',
      'POST /office/credit/:companyId/holds',
      'POST /office/credit/requests/:requestId/grant',
      'POST /office/credit/requests/:requestId/refusal',
      'POST /office/credit/limits/:limitId/end',
      'POST /office/credit/holds/:holdId/end',
      'POST /office/credit/releases/:releaseId/grant',
      'POST /office/credit/releases/:releaseId/refusal',
      'POST /office/credit/:companyId/reminders/pause',
      'POST /office/credit/:companyId/reminders/resumption',
      'GET /office/customers',
      'GET /office/customers/:companyId',
      'POST /office/customers/:companyId/terms',
      'POST /office/customers/:companyId/terms/preview',
      'POST /office/customers/:companyId/price-lists',
      'GET /office/quotes',
      'GET /office/quotes/:quoteId',
      'GET /office/quotes/:quoteId/files/:fileId',
      'POST /office/quotes/:quoteId/draft',
      'POST /office/quotes/:quoteId/draft/offers',
      'POST /office/quotes/:quoteId/draft/discard',
      'POST /office/quotes/:quoteId/messages',
      'POST /office/quotes/:quoteId/notes',
      'POST /office/quotes/:quoteId/links',
      'POST /office/quotes/:quoteId/links/:linkId/withdrawal',
      'POST /office/quotes/:quoteId/withdrawal',
      'GET /office/freight',
      'POST /office/freight',
      'GET /office/price-lists',
      'GET /office/price-lists/:listId',
      'GET /office/price-lists/:listId/versions/:versionId',
      'POST /office/price-lists/:listId/versions/:versionId/undo',
      'POST /office/price-lists/:listId/draft',
      'GET /office/price-lists/:listId/draft',
      'POST /office/price-lists/:listId/draft/prices',
      'GET /office/price-lists/:listId/draft/paste',
      'POST /office/price-lists/:listId/draft/paste',
      'GET /office/price-lists/:listId/draft/rule',
      'POST /office/price-lists/:listId/draft/rule',
      'GET /office/price-lists/:listId/draft/formula',
      'POST /office/price-lists/:listId/draft/formula',
      'POST /office/price-lists/:listId/draft/formula/removal',
      'POST /office/price-lists/:listId/draft/products',
      'POST /office/price-lists/:listId/draft/discard',
      'GET /office/price-lists/:listId/imports',
      'POST /office/price-lists/:listId/imports/file',
      'GET /office/price-lists/:listId/imports/:importId',
      'GET /office/price-lists/:listId/imports/:importId/errors.csv',
      'POST /office/price-lists/:listId/imports/:importId/columns',
      'POST /office/price-lists/:listId/imports/:importId/cancellation',
      'POST /office/price-lists/:listId/imports/:importId/rows/:line/exclusion',
      'POST /office/price-lists/:listId/imports/:importId/application',
      'GET /office/price-lists/:listId/draft/review',
      'POST /office/price-lists/:listId/draft/publish',
      'GET /office/price-approvals',
      'POST /office/price-approvals/:lineId/decision',
    ],
  ],
  [
    ['manager', 'head_of_sales', 'admin'],
    [
      'GET /office/terms',
      'POST /office/terms/:agreementId/withdrawal',
      'GET /office/missed-demand',
      'GET /office/missed-demand/wishes',
      'GET /office/missed-demand/list.csv',
    ],
  ],
  [
    ['head_of_sales', 'admin'],
    ['POST /office/terms/:agreementId/approval', 'POST /office/terms/:agreementId/return'],
  ],
  [
    ['admin'],
    [
      'GET /office/seller',
      'POST /office/seller',
      'GET /office/bank/accounts',
      'POST /office/bank/accounts',
      'GET /office/people',
      'POST /office/people',
      'POST /office/people/:personId/position',
      'POST /office/people/:personId/block',
      'POST /office/people/:personId/second-factor-removal',
    ],
  ],
];

function documentRoutes(base: string): string[] {
  return ['', '/:documentId', String.raw`/:pdf{[^/]+\.pdf}`, String.raw`/:xml{[^/]+\.xml}`].map(
    (path) => `GET ${base}${path}`,
  );
}

function articleForms(base: string): string[] {
  return ['', '/removal', '/file', '/import/file', '/problems/file'].map(
    (path) => `POST ${base}${path}`,
  );
}

function deskRoutes(base: string): string[] {
  return [
    'GET ',
    'GET /customers/new',
    'POST /customers',
    'GET /customers/:companyId',
    'POST /carts',
    'POST /carts/taken-over',
    'GET /carts/:cartId',
    'POST /carts/:cartId/details',
    'POST /carts/:cartId/quantities',
    'POST /carts/:cartId/lines/:lineId/removal',
    'GET /carts/:cartId/lines/:lineId/price',
    'POST /carts/:cartId/lines/:lineId/price',
    'POST /carts/:cartId/lines/:lineId/price/removal',
    'POST /carts/:cartId/lines/:lineId/restoration',
    'POST /carts/:cartId/parking',
    'POST /carts/:cartId/return',
    'POST /carts/:cartId/entries',
    'POST /carts/:cartId/choices',
    'GET /carts/:cartId/review',
    'POST /carts/:cartId/review/details',
    'POST /carts/:cartId/review',
    'GET /orders',
    'GET /orders/:orderId',
    'GET /yard',
    'GET /orders/:orderId/shipments',
    'POST /orders/:orderId/shipments',
    'GET /shipments/:shipmentId',
    'POST /shipments/:shipmentId/load',
    'POST /shipments/:shipmentId/sightings',
    'POST /shipments/:shipmentId/delays',
    'GET /yard/board',
    'GET /yard/gate',
    'POST /shipments/:shipmentId/gate',
    'GET /shipments/:shipmentId/picking',
    'POST /shipments/:shipmentId/picking',
    'POST /shipments/:shipmentId/readings',
    'POST /shipments/:shipmentId/ticket',
    'POST /shipments/:shipmentId/weighing',
    'POST /shipments/:shipmentId/lines/:lineId/excess',
    'POST /shipments/:shipmentId/departure',
    'POST /shipments/:shipmentId/hand-over',
    'POST /shipments/:shipmentId/cancellation',
    'GET /shipments/:shipmentId/labels.pdf',
    'POST /shipments/:shipmentId/papers',
    'POST /orders/:orderId/advance',
    'GET /orders/:orderId/let-go',
    'POST /orders/:orderId/let-go',
    'GET /orders/:orderId/left-out',
    'POST /orders/:orderId/left-out',
    'POST /orders/:orderId/waiting',
    'GET /orders/:orderId/claim',
    'POST /orders/:orderId/claim',
    'POST /orders/:orderId/cancellation',
    'POST /orders/:orderId/freight/:offerId/agreement',
    'POST /orders/:orderId/freight/:offerId/refusal',
    'POST /orders/:orderId/payment-link',
    'POST /orders/:orderId/repetition',
    'GET /orders/:orderId/repetition',
    'POST /orders/:orderId/repetition/lines',
    'GET /cutting',
    'POST /cutting/:jobId/advance',
    'GET /transfers',
    'GET /transfers/new',
    'POST /transfers',
    'POST /transfers/for-orders',
    'GET /transfers/:transferId',
    'POST /transfers/:transferId/departure',
    'POST /transfers/:transferId/arrival',
    'POST /transfers/:transferId/cancellation',
  ].map((route) => route.replace(' ', ` ${base}`));
}

const allowed = new Map(
  audiences.flatMap(([who, routes]) => routes.map((route) => [route, who] as const)),
);

/** Those of a company's own routes that name a thing only in what they are sent, or in the query. */
const namingInForm = new Set([
  'GET /cart',
  'GET /checkout',
  'GET /quotes/new',
  'POST /quotes',
  'GET /claims/new',
  'POST /claims',
  'POST /cart/quantities',
  'POST /checkout',
  'POST /checkout/details',
  'POST /checkout/approval',
  'POST /company/choice',
  'POST /statements/payments',
]);
/** Taking back what was never given is done already, whoever it was not given to. */
const harmless = new Set(['POST /company/invitations/:personId/cancellation']);
/** What opens these is a secret of its own, and it is nobody's here. */
const namesThing = (route: string) =>
  namingInForm.has(route) || (/:(?!sku|slug|token)/.test(route) && !harmless.has(route));

const { app, db } = await anApp({ at });

let us: Side;
let them: Side;
let nothing: Aim;
let sku: string;
let productId: string;
let personOf: Record<Exclude<Role, 'nobody' | 'program'>, { personId: string; companyId?: string }>;

beforeAll(async () => {
  await aTradingDay(db);
  const product = await aProduct(db);
  sku = product.sku;
  productId = product.id;
  await aPublishedList(db, { level: 'base', prices: { [product.id]: 50_000_000 } });
  await stockOf(db, product, 1000 * TONNE);
  const clerks = {} as Record<StaffRole, Staff>;
  for (const role of staffRoles) clerks[role] = await aClerk(db, role);
  const given = { clerk: clerks.counter, product };
  us = await aMarkedSide(db, { ...given, mark: 'zqa', price: 613_700 });
  them = await aMarkedSide(db, { ...given, mark: 'zqb', price: 598_300 });
  personOf = { ...clerks, ...us.people };
  const ids = Object.keys(us.ids).map((name) => [name, newId()]);
  nothing = { ids: Object.fromEntries(ids) as Side['ids'], cartCode: 'ZZZZZZ' };
  await watchTables(db);
}, 60_000);

/** Whose things a request names. */
type Aim = Pick<Side, 'ids' | 'cartCode'>;

const NEW_LIST = newId();
/** Shifts of a till and statements of a bank belong to no company. */
/** Shifts of a till and notices belong to no company; its payments are looked for by the office alone. */
const NO_SHIFT = newId();
const NO_MONEY = {
  paymentId: newId(),
  refundId: newId(),
  attemptId: newId(),
  eventId: 'evt_none',
};

/** One form that has every field of every form, naming the things of one side. */
function fieldsFor({ ids, cartCode }: Aim): Record<string, string> {
  const { cartId, companyId, lineId } = ids;
  return {
    ...{ cartId, companyId, code: cartCode, siteId: '', contactId: '', branchCode: 'ALA' },
    ...{ [`q.${lineId}`]: '7', [`was.${lineId}`]: '3000 pcs' },
    ...{ purchaseNumber: 'PO', note: '', key: newId(), shownTerms: 'x', payment: 'prepaid' },
    ...{ isAnotherOrder: 'yes', reason: 'mistake', version: '1', role: 'buyer' },
    ...{ amount: '5000000', period: 'month' },
    ...{ cash: '1000', terminal: '', slip: '', float: '0', counted: '0', kind: 'pay-in' },
    ...{ text: `${sku} 5`, typed: '', seenEdits: '1', seenVersion: '1', from: '2026-12-01' },
    ...{
      sku,
      q: 'hardox 450',
      price: '1',
      basis: 'share',
      pasted: `${sku}\t1`,
      value: '1',
      roundTo: '1',
      language: 'en',
    },
    ...{ theme: 'system', productId, amountMilli: '5000', unit: 'pcs', lengthMm: '' },
    ...{ listId: NEW_LIST, words: sku, quantity: '5', decision: 'kept' },
    ...{ asked: '1 %', basis: 'with-vat', state: 'approved', seenPerTonneMinor: '1' },
    ...{ cutList: '4 × 2350', offcuts: 'leave', wish: '', position: '', deed: 'save' },
    ...{
      seenEdits: '1',
      validOn: '',
      validAt: '',
      conditions: '',
      noteText: 'n',
      withdrawal: 'gone',
      ...{ guestName: 'x', guestEmail: 'x@guest.example' },
    },
    ...{ cutList: '4 × 2350', offcuts: 'leave' },
    ...{
      importId: newId(),
      pasted: `${sku}\t1`,
      headRows: '0',
      'means.0': 'code',
      'means.1': 'price',
    },
    ...{ 'from.0': '', 'from.1': '', excluded: 'yes', wish: 'draft' },
    ...{
      approvalNote: '',
      seen: '1',
      verdict: 'approved',
      goods: '',
      above: '',
      aboveWeight: '',
      limit: '',
    },
    ...{ quorum1: '1', quorum2: '0', quorum3: '0', lastsDays: '7', tolerance: '2' },
    ...{
      centreCode: newId().slice(-12),
      name: 'x',
      isRequired: 'yes',
      effect: 'warn',
      costCentreId: '',
    },
    ...{ order: ids.orderId, how: 'transfer', spread: 'pro-rata', theirs: '1', answer: 'so' },
    ...{ personId: ids.personId, deputyId: ids.personId },
    ...{ freightNote: 'x', whyBack: 'x', whoSaid: 'x', whyNo: 'x' },
    ...{ storageReason: 'xxx', unwindNote: 'xxx' },
    ...{ fromDay: '2026-12-01', untilDay: '2026-12-02', waiverReason: 'x', voidReason: 'x' },
    ...{ OSAT: '4', isSolved: 'yes', mayAsk: 'yes', contactNote: 'x', causeNote: '' },
    ...{ quarter: '2026-10-01', theme: 'other', standing: 'open', ru: 'x', kk: '', en: '' },
    ...{ cause: 'other', resolution: 'x', promisedOn: '2026-12-24', outcome: 'x' },
    ...{ fromDay: '2026-12-01', untilDay: '2026-12-02', waiverReason: 'x' },
    ...{ orderId: ids.orderId, way: 'transfer', word: 'PP-1' },
    ...{ fromDay: '2026-12-01', untilDay: '2026-12-02', waiverReason: 'x', why: 'promised' },
  };
}

const params = ({ ids }: Aim) => ({
  ...ids,
  ...{ slug: 'rebar', sku, token: 'x'.repeat(43), position: '1', line: '1' },
  tabletId: NO_SHIFT,
  transferId: NO_SHIFT,
  ...{ shiftId: NO_SHIFT, reportId: NO_SHIFT, number: '1' },
  part: 'drivers',
  ...{ pdf: `${ids.documentId}.pdf`, xml: `${ids.documentId}.xml` },
  statementId: NO_SHIFT,
  ...NO_MONEY,
});

/** What stands in the address of those that name there what they show. */
function queryFor(route: string, aim: Aim): string {
  if (route === 'GET /claims/new') return `?order=${aim.ids.orderId}`;
  if (route === 'GET /compare') return `?sku=${sku}`;
  return namingInForm.has(route) && route.startsWith('GET ') ? `?cart=${aim.cartCode}` : '';
}

const isForPrograms = (route: string) => route.includes(' /api/');
/** What a program sends; it can name nothing but goods. */
const sentBy: Record<string, string> = {
  'POST /api/v1/parse': JSON.stringify({ lines: ['арматура 12', 'швеллер 20П'] }),
  'POST /api/v1/mass': JSON.stringify({ text: 'швеллер 20П 24 м' }),
  'POST /api/v1/cutting-plan': JSON.stringify({
    stockLengthMm: 11_700,
    cuts: [{ pieces: 3, lengthMm: 3000 }],
  }),
};

/** Ends every session of who asks, those of the next who ask as well. */
const SIGNS_OUT = 'POST /sign-out/everywhere';

/** Who asks for a route, naming whose things. */
type Asking = { role: Role; aim: Aim; headers?: Record<string, string> };
type Answer = Awaited<ReturnType<typeof answerTo>>;

/** A session of its own for each who asks, in one statement: what one of them ends is not missed by the next. */
async function cookiesFor(askings: readonly Asking[]): Promise<(string | undefined)[]> {
  const isKnown = ({ role }: Asking) => role !== 'nobody' && role !== 'program';
  const people = askings.filter(isKnown).map(({ role }) => personOf[role as keyof typeof personOf]);
  const cookies = await signedInEach(db, people, at);
  return askings.map((asking) => (isKnown(asking) ? cookies.shift() : undefined));
}

async function answerTo(route: string, asking: Asking, cookie: string | undefined) {
  const [method = ''] = route.split(' ');
  const { role, aim, headers } = asking;
  const answer = await app.request(`${addressOf(route, params(aim))}${queryFor(route, aim)}`, {
    method,
    headers: {
      ...(cookie && { cookie }),
      ...(role === 'program' && { Authorization: `Bearer ${us.apiKey}` }),
      ...{ ...fromOurPage, ...headers },
      'Content-Type': isForPrograms(route)
        ? 'application/json'
        : 'application/x-www-form-urlencoded',
    },
    ...(method !== 'GET' && {
      body: isForPrograms(route) ? sentBy[route] : new URLSearchParams(fieldsFor(aim)).toString(),
    }),
  });
  const location = answer.headers.get('location') ?? '';
  return {
    ...{ role, aim, status: answer.status, location },
    asksToSignIn: answer.status === 401 || location.startsWith('/sign-in?next='),
    text: await textOf(answer),
  };
}

/** Sends a request for each who asks, one after another; tells what all of them together have changed. */
async function askInTurn(route: string, askings: readonly Asking[]) {
  const cookies = await cookiesFor(askings);
  await tablesChanged(db);
  const answers: Answer[] = [];
  for (const [index, asking] of askings.entries()) {
    const [anew] = route === SIGNS_OUT ? await cookiesFor([asking]) : [];
    answers.push(await answerTo(route, asking, anew ?? cookies[index]));
  }
  return { answers, changed: await tablesChanged(db) };
}

/** The same all at once, of those whom nothing is done for. */
async function askAtOnce(route: string, askings: readonly Asking[]) {
  const cookies = await cookiesFor(askings);
  await tablesChanged(db);
  const answers = await Promise.all(
    askings.map((asking, index) => answerTo(route, asking, cookies[index])),
  );
  return { answers, changed: await tablesChanged(db) };
}

/** What one is answered; what it changed is not asked. */
async function ask(route: string, role: Role, aim: Aim): Promise<Answer> {
  const [cookie] = await cookiesFor([{ role, aim }]);
  return answerTo(route, { role, aim }, cookie);
}

/** What is answered; of a stream, which has no end, how it begins. */
async function textOf(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text();
  const reader = answer.body!.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

/** An answer without the names by which the things were asked for, and without what is new each time. */
function bare(text: string, { ids, cartCode }: Aim): string {
  const named = [...Object.values(ids), cartCode];
  return named.reduce((rest, name) => rest.replaceAll(name, '…'), text);
}

const isCompanys = (role: Role) =>
  role === 'nobody' || role === 'program' || companyRoles.some((one) => one === role);

/** What an answer says of the other company: its words, its prices, the ids of its things. */
const tracesIn = (text: string): string[] => [
  ...marksIn(text, them),
  ...Object.values(them.ids).filter((id) => text.includes(id)),
];

test('every route of the shop stands in the table, and the table names no other', () => {
  expect([...allowed.keys()].toSorted()).toEqual(routesOf(app).toSorted());
});

const table = [...allowed];
const closed = table
  .map(([route, who]) => [route, roles.filter((role) => !who.includes(role))] as const)
  .filter(([, others]) => others.length > 0);

test.each(table)(
  '%s lets in whom the table names, and shows a company only its own',
  async (route, who) => {
    // What changes something is asked for with nothing behind it: being let in is what counts.
    const askings = who.map((role) => ({
      role,
      aim: route.startsWith('GET ') && isCompanys(role) ? us : nothing,
    }));
    const { answers } = await askInTurn(route, askings);

    for (const { role, asksToSignIn, status, text } of answers) {
      expect({ role, asksToSignIn }).toEqual({ role, asksToSignIn: false });
      expect(status).not.toBe(403);
      expect(status).toBeLessThan(500);
      const traces = isCompanys(role) ? tracesIn(text) : [];
      expect({ role, traces }).toEqual({ role, traces: [] });
    }
  },
);

test.each(closed)(
  '%s keeps out all others, who learn and change nothing',
  async (route, others) => {
    const askings = others.flatMap((role) => [us, them, nothing].map((aim) => ({ role, aim })));
    const { answers, changed } = await askAtOnce(route, askings);

    for (const { role, aim, asksToSignIn, status, text } of answers) {
      const isUnknown = role === 'nobody' || role === 'program' || isForPrograms(route);
      const isKeptOut = isUnknown ? asksToSignIn : status === 403;
      expect({ role, isKeptOut }).toEqual({ role, isKeptOut: true });
      expect({ role, traces: tracesIn(bare(text, aim)) }).toEqual({ role, traces: [] });
    }
    expect(changed).toEqual([]);
  },
);

test.each(table)(
  '%s tells a company nothing of another, not even that it is there',
  async (route, who) => {
    const askings = roles.filter(isCompanys).flatMap((role) =>
      [{}, asPart].flatMap((headers) => [
        { role, headers, aim: them },
        { role, headers, aim: nothing },
      ]),
    );
    const { answers, changed } = await askInTurn(route, askings);
    const told = ({ role, status, location, aim }: Answer) => ({
      ...{ role, status, location: bare(location, aim) },
    });

    for (let index = 0; index < answers.length; index += 2) {
      const [theirs, missing] = [answers[index]!, answers[index + 1]!];
      const { role } = theirs;
      expect({ role, traces: tracesIn(bare(theirs.text, them)) }).toEqual({ role, traces: [] });
      expect(told(theirs)).toEqual(told(missing));
      if (!namesThing(route) || !who.includes(role)) continue;
      expect(told(theirs)).toEqual({ role, status: 404, location: '' });
      expect(bare(theirs.text, them)).toBe(bare(missing.text, nothing));
    }
    expect(namesThing(route) ? changed : []).toEqual([]);
  },
);

test('what is typed into a search finds nothing of another company', async () => {
  const { orderId } = them.ids;
  const words = them.words.map((word) => encodeURIComponent(word));
  const paths = [
    ...words.flatMap((word) => [
      `/orders?text=${word}`,
      `/search?q=${word}`,
      `/certificates?text=${word}`,
    ]),
    `/orders?after=${them.orderPlacedAt.getTime() + 1}_${orderId}`,
  ];
  const cookie = await signedIn(db, us.people.company_admin, at);
  for (const path of paths) {
    const answer = await app.request(path, { headers: { cookie, ...asPart } });
    const { searchParams } = new URL(path, 'http://localhost');
    const typed = searchParams.get('text') ?? searchParams.get('q') ?? orderId;
    const text = (await answer.text()).replaceAll(typed, '…');
    expect({ path, status: answer.status, traces: tracesIn(text) }).toEqual({
      ...{ path, status: 200, traces: [] },
    });
  }
});

const pages = [...allowed.keys()].filter((route) => route.startsWith('GET '));

const looked = new Map<string, Promise<string[]>>();

/** What stands on all pages that name the things of a side, for somebody who looks at them once. */
function textsFor(role: Role, side: Side): Promise<string[]> {
  const key = `${role} ${side.ids.companyId}`;
  const known = looked.get(key) ?? lookAtPages(role, side);
  looked.set(key, known);
  return known;
}

async function lookAtPages(role: Role, side: Side): Promise<string[]> {
  const texts: string[] = [];
  for (const route of pages) texts.push((await ask(route, role, side)).text);
  return texts;
}

/** All marks of a side that somebody sees on all pages that name its things. */
async function marksSeenBy(role: Role, side: Side): Promise<string[]> {
  const texts = await textsFor(role, side);
  return [...new Set(texts.flatMap((text) => marksIn(text, side)))];
}

test('a company’s administrator sees what is his own, so that a leak would be seen too', async () => {
  const seen = await marksSeenBy('company_admin', us);
  // Ours alone: why terms changed, whom we write to, from which file its prices came.
  const kept = ['zqa-reason', 'zqa@firm.example', 'zqa-file'];

  expect(us.words.filter((word) => !seen.includes(word) && !kept.includes(word))).toEqual([]);
});

test('prices are seen by those who may see them, and by no foreman', async () => {
  const pricesSeenBy = async (role: Role) =>
    (await marksSeenBy(role, us)).filter((mark) => mark.startsWith('price'));

  expect((await pricesSeenBy('buyer')).toSorted()).toEqual(
    us.prices.map((price) => `price ${price}`).toSorted(),
  );
  expect(await pricesSeenBy('foreman')).toEqual([]);
});

test('nothing of credit, of a hold or of a wish for more is shown to a foreman (R37)', async () => {
  const creditSeenBy = async (role: Role) => {
    const texts = await textsFor(role, us);
    return us.creditSigns.filter((sign) => texts.some((text) => text.includes(sign)));
  };

  expect(await creditSeenBy('foreman')).toEqual([]);
  // What we noted of a hold, and why goods were let go, is for our own people; a buyer is told the kind.
  const ours = ['zqa-hold', 'zqa-more', 'zqa-release'];
  expect((await creditSeenBy('buyer')).toSorted()).toEqual(
    us.creditSigns.filter((sign) => !ours.includes(sign)).toSorted(),
  );
  expect(await creditSeenBy('manager')).toContain('zqa-hold');
});

test('what we note of a quote among ourselves is read in the office and by no buyer', async () => {
  for (const role of [...companyRoles, 'manager'] as const) {
    const { text } = await ask(
      role === 'manager' ? 'GET /office/quotes/:quoteId' : 'GET /quotes/:quoteId',
      role,
      us,
    );
    expect({ role, isRead: text.includes('zqa-internal') }).toEqual({
      ...{ role, isRead: role === 'manager' },
    });
  }
});

test('our own people see every company', async () => {
  for (const role of ['counter', 'phone', 'manager'] as const) {
    for (const side of [us, them]) {
      expect(await marksSeenBy(role, side)).toContain(side.words[0]);
    }
  }
});
