import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Read top to bottom: a folder may import from folders above it, never from one below. */
const order = [
  'measures',
  'platform',
  'people',
  'events',
  'promises',
  'catalogue',
  'customers',
  'pricing',
  'stock',
  'certificates',
  'ledger',
  'credit',
  'ordering',
  'payments',
  'delivery',
  'claims',
  'loyalty',
  'history',
  'demo',
  'views',
  'channels',
  'stripe-stand-in',
  'entry',
];

/** Only these folders may change these tables; every folder may read them. The demo world writes all of them. */
const writers: Record<string, string> = {
  accessLink: 'people',
  agreement: 'customers',
  agreementClaimDays: 'customers',
  agreementInstalment: 'customers',
  agreementNeed: 'customers',
  allocation: 'stock',
  apiKey: 'people',
  approvalChange: 'ordering',
  approvalDecision: 'ordering',
  approvalDeputy: 'ordering',
  approvalLimit: 'ordering',
  approvalLink: 'ordering',
  approvalNeed: 'ordering',
  approvalNeedPerson: 'ordering',
  approvalRequest: 'ordering',
  approvalRule: 'ordering',
  approvalStep: 'ordering',
  approvalStepPerson: 'ordering',
  approvalTerms: 'ordering',
  branch: 'stock',
  balanceUse: 'payments',
  budget: 'ordering',
  cart: 'ordering',
  cartFreight: 'ordering',
  cartLine: 'ordering',
  cartLineCut: 'ordering',
  cartLineCutting: 'ordering',
  cartLinePrice: 'ordering',
  category: 'catalogue',
  certificate: 'certificates',
  certificateHeat: 'certificates',
  certificateLink: 'certificates',
  certificateWaiver: 'certificates',
  company: 'customers',
  companyAccount: 'credit',
  companyArticle: 'customers',
  companyGroup: 'customers',
  companyOwnRole: 'people',
  companyOwnRoleSite: 'people',
  costCentre: 'ordering',
  costCentreTerms: 'ordering',
  creditHold: 'credit',
  dailyWork: 'platform',
  paymentReminder: 'credit',
  paymentReminderPart: 'credit',
  reminderPause: 'credit',
  shipmentRelease: 'credit',
  limitRequest: 'credit',
  temporaryLimit: 'credit',
  contact: 'customers',
  cuttingJob: 'stock',
  cuttingJobLot: 'stock',
  cuttingTerms: 'pricing',
  document: 'payments',
  documentCounter: 'platform',
  documentFile: 'payments',
  event: 'events',
  freightBand: 'pricing',
  freightTariff: 'pricing',
  freightOffer: 'ordering',
  ledgerEntry: 'ledger',
  ledgerTransaction: 'ledger',
  lineObjection: 'payments',
  lot: 'stock',
  transfer: 'stock',
  transferLot: 'stock',
  storageWaiver: 'ordering',
  transferOrder: 'stock',
  membership: 'people',
  mill: 'stock',
  missedDemand: 'stock',
  orderAmendment: 'ordering',
  orderAmendmentLine: 'ordering',
  orderInstalment: 'ordering',
  outgoingSms: 'platform',
  outgoingMail: 'platform',
  cardAttempt: 'payments',
  cardAttemptPart: 'payments',
  cardDispute: 'payments',
  paymentLink: 'payments',
  providerNotice: 'payments',
  refund: 'payments',
  tillMovement: 'payments',
  tillShift: 'payments',
  bankLine: 'payments',
  bankStatement: 'payments',
  ownAccount: 'payments',
  paymentReversal: 'payments',
  payment: 'payments',
  paymentAllocation: 'payments',
  orderWriteOff: 'payments',
  fiscalReceipt: 'payments',
  person: 'people',
  placingRequest: 'ordering',
  price: 'pricing',
  priceAuthority: 'pricing',
  priceCoefficient: 'pricing',
  priceFloor: 'pricing',
  priceFormula: 'pricing',
  priceImport: 'pricing',
  priceImportRow: 'pricing',
  priceList: 'pricing',
  priceListVersion: 'pricing',
  product: 'catalogue',
  productCost: 'pricing',
  readyNotice: 'ordering',
  registeredInvoice: 'payments',
  replacedVersion: 'pricing',
  goodsCustoms: 'payments',
  quote: 'ordering',
  quoteAcceptance: 'ordering',
  quoteFile: 'ordering',
  quoteNoteFile: 'ordering',
  quoteLink: 'ordering',
  quoteMessage: 'ordering',
  quoteNote: 'ordering',
  quoteOffer: 'ordering',
  quoteRequestLine: 'ordering',
  quoteTake: 'ordering',
  quoteVersion: 'ordering',
  reservation: 'stock',
  savedList: 'ordering',
  savedListLine: 'ordering',
  savedListRole: 'ordering',
  salesOrder: 'ordering',
  salesOrderLine: 'ordering',
  salesOrderService: 'ordering',
  sellerDetails: 'payments',
  session: 'people',
  signInAttempt: 'people',
  site: 'customers',
  spendingLimit: 'people',
  stockShortage: 'stock',
  stockLevel: 'stock',
  waitingFile: 'platform',
  stockMovement: 'stock',
  storedFile: 'platform',
  certificateFile: 'certificates',
  tierGroup: 'catalogue',
  pastedList: 'ordering',
  pastedLine: 'ordering',
  companyAlias: 'customers',
  termsAuthority: 'customers',
  vatRate: 'pricing',
  instrumentVersion: 'loyalty',
  instrumentDraft: 'loyalty',
  answerTotal: 'loyalty',
  prompt: 'loyalty',
  promptAnswer: 'loyalty',
  promptAnswerItem: 'loyalty',
  promptLink: 'loyalty',
  promptOptOut: 'loyalty',
  satisfactionCase: 'loyalty',
  shipment: 'delivery',
  shipmentLine: 'delivery',
  shipmentLot: 'delivery',
  shipmentService: 'delivery',
  shipmentTrack: 'delivery',
  shipmentLink: 'delivery',
  goodsLink: 'delivery',
  weighTicket: 'delivery',
  scaleReading: 'delivery',
  excessDecision: 'delivery',
  handOver: 'delivery',
  shipmentPhoto: 'delivery',
  shipmentNoticeChoice: 'delivery',
  promise: 'promises',
  companyStanding: 'loyalty',
  loyaltyFigure: 'loyalty',
  loyaltyNight: 'loyalty',
  dashboardLetter: 'loyalty',
  dashboardLetterSent: 'loyalty',
  staffPulseAnswer: 'loyalty',
  staffPulseGiven: 'loyalty',
  riskNote: 'loyalty',
  stageMove: 'loyalty',
  changeReport: 'loyalty',
  changeEntry: 'loyalty',
  changeWording: 'loyalty',
  tablet: 'loyalty',
  tabletShowing: 'loyalty',
  claim: 'claims',
  claimAuthority: 'claims',
  claimCredit: 'claims',
  claimFile: 'claims',
  claimLine: 'claims',
  claimReturn: 'claims',
  claimRule: 'claims',
  claimSettlement: 'claims',
  claimStep: 'claims',
};

const root = path.resolve(import.meta.dirname, '..');
const files = ['src', 'views']
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      path.join(folder, file),
    ),
  )
  .filter((file) => /\.tsx?$/.test(file));

/** Files are asked about along every path that leads to them, so each is read once. */
const once = <Answer>(read: (file: string) => Answer) => {
  const known = new Map<string, Answer>();
  return (file: string): Answer => {
    const answer = known.get(file) ?? read(file);
    known.set(file, answer);
    return answer;
  };
};

const textOf = once((file) => readFileSync(path.join(root, file), 'utf8'));

const areaOf = (file: string) =>
  file.startsWith('views') ? 'views' : (/^src\/([^/]+)\//.exec(file)?.[1] ?? 'entry');

const importsOf = once((file) =>
  [...textOf(file).matchAll(/^(?:import|export) (type )?[^;]*?from '([^']+)';/gms)].map(
    ([, typeOnly, from = '']) => ({
      typeOnly: Boolean(typeOnly),
      from,
      local: from.startsWith('.') ? path.join(path.dirname(file), from) : undefined,
    }),
  ),
);

/** Tables that a file's statements change, through Kysely or in SQL's own words. */
function tablesChangedBy(file: string): string[] {
  const text = textOf(file);
  const built = [...text.matchAll(/\.(?:insertInto|updateTable|deleteFrom)\('(\w+)'\)/g)].map(
    ([, table = '']) => table,
  );
  const written = [
    ...text.matchAll(/\b(?:insert into|delete from|update|truncate)\s+([a-z_]+)\s/g),
  ].map(([, table = '']) => table.replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase()));
  return [...built, ...written.filter((table) => table in writers)];
}

test('every folder of the house stands in the order', () => {
  const areas = new Set(files.map(areaOf));
  expect([...areas].filter((area) => !order.includes(area))).toEqual([]);
});

test('folders import only from folders above them', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter(
        ({ local }) =>
          local &&
          !local.startsWith('migrations') &&
          order.indexOf(areaOf(local)) > order.indexOf(areaOf(file)),
      )
      .map(({ from }) => `${file} imports ${from}`),
  );
  expect(wrong).toEqual([]);
});

test('the stand-in for Stripe knows nothing of the shop but how it divides, and only its program knows it', () => {
  const isStandIn = (file: string) => /^src\/stripe-stand-in(\.ts|\/)/.test(file);
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter(({ local }) => local && isStandIn(local) !== isStandIn(file))
      .filter(({ local }) => !(isStandIn(file) && local?.startsWith('src/measures/')))
      .map(({ from }) => `${file} imports ${from}`),
  );
  expect(wrong).toEqual([]);
});

test('views show plain data: no database, no framework context, no operation behind them', () => {
  const pure = /^(?:hono\/(?:jsx|html)|node:crypto$)/;
  const impure = (file: string, seen: ReadonlySet<string>): boolean =>
    !seen.has(file) &&
    importsOf(file).some(
      ({ typeOnly, from, local }) =>
        !typeOnly && (local ? impure(local, new Set([...seen, file])) : !pure.test(from)),
    );
  const views = files.filter((file) => areaOf(file) === 'views');
  expect(views.filter((file) => impure(file, new Set()))).toEqual([]);
});

test('hono stays in channels, views, entry files and the stand-in for Stripe', () => {
  const wrong = files.filter(
    (file) =>
      !['views', 'channels', 'stripe-stand-in', 'entry'].includes(areaOf(file)) &&
      importsOf(file).some(({ from }) => /^hono(\/|$)/.test(from)),
  );
  expect(wrong).toEqual([]);
});

test('SQL is written in files of queries', () => {
  const wrong = files.filter(
    (file) =>
      !file.endsWith('.queries.ts') &&
      !['platform', 'demo', 'entry'].includes(areaOf(file)) &&
      /\b(?:selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(?:<[^>]+>)?`/.test(
        textOf(file),
      ) &&
      file !== 'src/events/record-event.ts',
  );
  expect(wrong).toEqual([]);
});

test('a table is changed only by the folder that owns it', () => {
  const wrong = files
    .filter((file) => areaOf(file) !== 'demo')
    .flatMap((file) =>
      tablesChangedBy(file)
        .filter((table) => writers[table] !== areaOf(file))
        .map((table) => `${file} changes ${table}`),
    );
  expect(wrong).toEqual([]);
});

test('nobody but the configuration reads the environment, nobody but the clock the time', () => {
  const wrong = files.filter((file) => {
    const text = textOf(file);
    const readsEnvironment = text.includes('process.env') && file !== 'src/platform/config.ts';
    const readsTime =
      /new Date\(\)/.test(text) && !['src/platform/clock.ts', 'src/main.ts'].includes(file);
    return readsEnvironment || readsTime;
  });
  expect(wrong).toEqual([]);
});

test('every exported function says what it means', () => {
  const silent = files
    .filter((file) => !file.startsWith('views/words') && !file.endsWith('schema.ts'))
    .flatMap((file) =>
      [...textOf(file).matchAll(/(\*\/\n)?^export (?:async )?function (\w+)/gm)]
        .filter(([, documented]) => !documented)
        .map(([, , name]) => `${file}: ${name}`),
    );
  expect(silent).toEqual([]);
});
