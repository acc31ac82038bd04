import { Logger, parseCronItems, run, type Runner } from 'graphile-worker';
import { z } from 'zod';
import { approvalLetter, approvalOutcomeLetter } from '../views/mail/approval-letter.ts';
import { changeLetter } from '../views/mail/change-letter.ts';
import { caseLetter } from '../views/mail/case-letter.ts';
import { claimLetter } from '../views/mail/claim-letter.ts';
import { dashboardLetter } from '../views/mail/dashboard-letter.ts';
import { disputeLetter } from '../views/mail/dispute-letter.ts';
import { goodsLetter } from '../views/mail/goods-letter.ts';
import { freightLetter } from '../views/mail/freight-letter.ts';
import { limitLetter } from '../views/mail/limit-letter.ts';
import { releaseLetter } from '../views/mail/release-letter.ts';
import { waitingLetter } from '../views/mail/waiting-letter.ts';
import { readyLetter } from '../views/mail/ready-letter.ts';
import { storageLetter } from '../views/mail/storage-letter.ts';
import { reminderLetter } from '../views/mail/reminder-letter.ts';
import { orderLetter } from '../views/mail/order-letter.ts';
import { overrideLetter } from '../views/mail/override-letter.ts';
import { promptLetter } from '../views/mail/prompt-letter.ts';
import { shipmentLetter, shipmentMessage } from '../views/mail/shipment-letter.ts';
import { quoteLetter } from '../views/mail/quote-letter.ts';
import { tellOfClaim } from './claims/tell-of-claim.ts';
import { watchClaims } from './claims/watch-claims.ts';
import { alignAccounts } from './credit/align-accounts.ts';
import { holdOverdue, reviewHoldsAfter } from './credit/hold-overdue.ts';
import type { WriteReminder } from './credit/reminder.ts';
import { planReminders, sendReminder } from './credit/remind.ts';
import { tellOfLimit } from './credit/tell-of-limit.ts';
import { tellOfRelease } from './credit/tell-of-release.ts';
import { noticeUnheard, tellOfShipment } from './delivery/tell-of-shipment.ts';
import { tellOfWaiting } from './delivery/tell-of-waiting.ts';
import type { JobName } from './events/reactions.ts';
import { mailPrompts } from './loyalty/mail-prompts.ts';
import { endPrompts, noteMoment } from './loyalty/note-moment.ts';
import { forgetOldAnswers } from './loyalty/forget-answers.ts';
import { draftLastQuarter } from './loyalty/draft-changes.ts';
import { escalateCases, openCases } from './loyalty/open-case.ts';
import { tellOfCase } from './loyalty/tell-of-case.ts';
import { offerPrompts } from './loyalty/offer-prompts.ts';
import { mailDashboard } from './loyalty/mail-dashboard.ts';
import { planRelationship } from './loyalty/plan-relationship.ts';
import { countGoodsAskedFor } from './ordering/ask-for-lines.ts';
import { askApprovers } from './ordering/ask-approvers.ts';
import { closeApproval, expireApprovals } from './ordering/close-approval.ts';
import { expireQuotes } from './ordering/close-quote.ts';
import { releaseExpired } from './ordering/expire-reservations.ts';
import { matchPastedList } from './ordering/match-pasted-lines.ts';
import { seekGoods } from './ordering/seek-goods.ts';
import { tellBuyer, type WriteLetter } from './ordering/tell-buyer.ts';
import { noticeLateGoods, tellOfGoods } from './ordering/tell-of-goods.ts';
import { tellOfFreight } from './ordering/tell-of-freight.ts';
import { tellOfChange } from './ordering/tell-of-change.ts';
import { remindOfStorage } from './ordering/remind-of-storage.ts';
import { tellOfReady } from './ordering/tell-of-ready.ts';
import { tellOfOverride } from './ordering/tell-of-override.ts';
import { tellOfQuote } from './ordering/tell-of-quote.ts';
import { bookCertainLines } from './payments/book-certain-lines.ts';
import { closeAttempts } from './payments/close-attempts.ts';
import { freePayments } from './payments/free-payments.ts';
import { handleNotice } from './payments/handle-notice.ts';
import { issueOrderInvoices } from './payments/issue-invoice.ts';
import { issueOrderPapers } from './payments/issue-order-papers.ts';
import { holdPaidOrder } from './payments/hold-paid-order.ts';
import { reconcileCards } from './payments/reconcile-cards.ts';
import { tellOfDispute } from './payments/tell-of-dispute.ts';
import { registerReceipts } from './payments/register-receipts.ts';
import { forgiveRest } from './payments/write-off.ts';
import type { Clock } from './platform/clock.ts';
import type { Db } from './platform/db/database.ts';
import type { CardPayments } from './platform/gateways/card-payments.ts';
import type { FiscalDevice } from './platform/gateways/fiscal-device.ts';
import type { SendMail } from './platform/gateways/mail.ts';
import type { SendSms } from './platform/gateways/sms.ts';
import { forgetFiles } from './platform/keep-file.ts';
import { freeAbandonedJobs } from './platform/jobs.queries.ts';
import type { Log } from './platform/log.ts';
import { sendMail } from './platform/send-mail.ts';
import { sendSms } from './platform/send-sms.ts';
import { followBaseList } from './pricing/follow-base-list.ts';
import { endWhenBlind, keepWorking } from './keep-working.ts';
import { workAside } from './work-aside.ts';

/** What the jobs work with. `send` is absent where no mail server is configured, `cards` where nobody pays by card. */
export type Workplace = {
  db: Db;
  clock: Clock;
  send: SendMail | undefined;
  /** Absent where no provider of short messages is configured. */
  sendShort?: SendSms | undefined;
  publicUrl: string | undefined;
  cards?: CardPayments | undefined;
  /** Absent where no fiscal device is connected: its receipts wait. */
  fiscal?: FiscalDevice | undefined;
};

/** Finds new work at once by notification where that gets through, by looking every two seconds where not. */
const LOOK_EVERY_MS = 2_000;
const JOBS_AT_ONCE = 3;
const EVERY_MINUTE = '* * * * *';
/** The day of trade begins on a full hour, whatever the zone of the machine. */
const EVERY_HOUR = '0 * * * *';

const MailJob = z.object({ mailId: z.uuid() });
const SmsJob = z.object({ smsId: z.uuid() });

/**
 * Every job name with the deed behind it: a job without one does not compile.
 * Each deed may run twice and does its work once; the payload is checked where
 * it is used.
 */
function jobHandlers(
  url: string,
  workplace: Workplace,
): Record<JobName, (payload: unknown) => Promise<void>> {
  const { db, clock, send, publicUrl, cards, fiscal } = workplace;
  const write: WriteLetter = (notice) => orderLetter(notice, publicUrl);
  return {
    'send-mail': (payload) => sendMail(db, send, MailJob.parse(payload)),
    'send-sms': (payload) => sendSms(db, workplace.sendShort, SmsJob.parse(payload)),
    'confirm-order': (payload) => tellBuyer(db, write, payload),
    'tell-of-cancellation': (payload) => tellBuyer(db, write, payload),
    ...letterJobs(workplace),
    ...moneyLetterJobs(workplace),
    'issue-order-papers': (payload) => issueOrderPapers(db, payload, clock()),
    'issue-invoices': (payload) => issueOrderInvoices(db, payload, clock()),
    'close-attempts': (payload) => closeAttempts(db, cards, payload, clock()),
    'handle-notice': (payload) => handleNotice(db, cards, payload, clock()),
    'register-receipts': () => registerReceipts(db, fiscal, clock()),
    'reconcile-cards': () => reconcileCards(db, cards, clock()),
    'free-payments': (payload) => freePayments(db, payload, clock()),
    'forgive-rest': (payload) => forgiveRest(db, payload, clock()),
    'hold-paid-order': (payload) => holdPaidOrder(db, payload, clock()),
    'seek-goods': (payload) => seekGoods(db, payload, clock()),
    'book-certain-lines': (payload) => bookCertainLines(db, payload, clock()),
    'count-goods-asked-for': (payload) => countGoodsAskedFor(db, payload),
    'expire-quotes': () => expireQuotes(db, clock()),
    'ask-approvers': (payload) =>
      askApprovers(db, (notice, to) => approvalLetter(notice, to, publicUrl), payload, clock()),
    'tell-of-change': (payload) =>
      tellOfChange(db, (notice) => changeLetter(notice, publicUrl), payload),
    'close-approval': (payload) =>
      closeApproval(
        db,
        (closed, outcome) => approvalOutcomeLetter(closed, outcome, publicUrl),
        payload,
        clock(),
      ),
    'expire-approvals': () => expireApprovals(db, clock()),
    'note-moment': (payload) => noteMoment(db, payload, clock()),
    'end-prompts': (payload) => endPrompts(db, payload, clock()),
    'offer-prompts': () => offerPrompts(db, clock()),
    'open-cases': () => openCases(db, clock()),
    'escalate-cases': () => escalateCases(db, clock()),
    'notice-unheard': () => noticeUnheard(db, clock()),
    'notice-late-goods': () => noticeLateGoods(db, clock()),
    'loyalty-night': () => workAside('night-thread', url, { at: clock() }),
    'forget-answers': async () => void (await forgetOldAnswers(db, clock())),
    'draft-changes': () => draftLastQuarter(db, clock()),
    'plan-relationship': async () => void (await planRelationship(db, clock())),
    ...claimHandlers(workplace),
    ...askedByMail(workplace),
    'match-pasted-list': (payload) => matchPastedList(db, payload),
    'work-price-import': (payload) => workAside('price-import-thread', url, payload),
    'follow-base-list': (payload) => followBaseList(db, clock(), payload),
    'align-accounts': () => alignAccounts(db, clock()),
    'hold-overdue': async () => void (await holdOverdue(db, clock())),
    'review-holds': (payload) => reviewHoldsAfter(db, payload, clock()),
    'plan-reminders': async () => void (await planReminders(db, clock())),
    'send-reminder': (payload) => {
      const writeReminder: WriteReminder = (notice) => reminderLetter(notice, publicUrl);
      return sendReminder(db, { send, write: writeReminder }, payload, clock());
    },
    'release-expired': () => releaseExpired(db, clock()),
    'forget-files': () => forgetFiles(db, clock()),
    'free-abandoned-jobs': () => freeAbandonedJobs(db),
  };
}

/** Questions and figures by mail. Without a public address a letter could lead nowhere; the pages ask and show alone. */
const askedByMail = ({ db, clock, publicUrl }: Workplace) => ({
  'mail-prompts': async () => {
    if (publicUrl === undefined) return;
    await mailPrompts(db, (notice) => promptLetter(notice, publicUrl), clock());
  },
  'mail-dashboard': async () => {
    if (publicUrl === undefined) return;
    await mailDashboard(db, (notice) => dashboardLetter(notice, publicUrl), clock());
  },
});

/** The jobs of claims: letters, and the look for what is late. */
const claimHandlers = ({ db, clock, publicUrl }: Workplace) => ({
  'tell-of-claim': (payload: unknown) =>
    tellOfClaim(db, (notice) => claimLetter(notice, publicUrl), payload),
  'watch-claims': () => watchClaims(db, clock()),
});

/** The letters about money that keeps goods here, and about money that a bank takes back. */
const moneyLetterJobs = ({ db, clock, publicUrl }: Workplace) => ({
  'tell-of-release': (payload: unknown) =>
    tellOfRelease(db, (notice) => releaseLetter(notice, publicUrl), payload),
  'tell-of-waiting': (payload: unknown) =>
    tellOfWaiting(db, (notice) => waitingLetter(notice, publicUrl), payload, clock()),
  'tell-of-dispute': (payload: unknown) =>
    tellOfDispute(db, (notice, turn) => disputeLetter(notice, turn, publicUrl), payload),
});

/** The letters that follow what happened to a quote, a freight, goods of another branch, a limit, a price, a case or a vehicle. */
const letterJobs = ({ db, publicUrl, clock }: Workplace) => ({
  'tell-of-quote': (payload: unknown) =>
    tellOfQuote(db, (notice) => quoteLetter(notice, publicUrl), payload),
  'tell-of-limit': (payload: unknown) =>
    tellOfLimit(db, (notice) => limitLetter(notice, publicUrl), payload),
  'tell-of-freight': (payload: unknown) =>
    tellOfFreight(db, (notice) => freightLetter(notice, publicUrl), payload),
  'tell-of-goods': (payload: unknown) =>
    tellOfGoods(db, (notice) => goodsLetter(notice, publicUrl), payload),
  'remind-of-storage': async () =>
    void (await remindOfStorage(db, (notice) => storageLetter(notice, publicUrl), clock())),
  'tell-of-ready': (payload: unknown) =>
    tellOfReady(db, (notice) => readyLetter(notice, publicUrl), payload),
  'tell-of-override': (payload: unknown) =>
    tellOfOverride(db, (notice) => overrideLetter(notice, publicUrl), payload),
  'tell-of-case': (payload: unknown) =>
    tellOfCase(db, (notice) => caseLetter(notice, publicUrl), payload),
  'tell-of-shipment': (payload: unknown) =>
    tellOfShipment(
      db,
      {
        letter: (notice) => shipmentLetter(notice, publicUrl),
        message: (notice, token) => shipmentMessage(notice, token, publicUrl),
      },
      payload,
      clock(),
    ),
});

/**
 * Begins to work on jobs until `stop()`, which waits for those at hand. Any
 * number of processes may work at once. Jobs whose worker was killed are taken
 * up again within minutes instead of the queue's own four hours, and a worker that
 * gives up, since its database was away for long, begins again.
 */
export async function startWorker(
  url: string,
  workplace: Workplace,
  log: Log,
): Promise<Pick<Runner, 'stop' | 'promise'>> {
  await freeAbandonedJobs(workplace.db);
  return keepWorking(() => beginWork(url, workplace, log), log);
}

async function beginWork(url: string, workplace: Workplace, log: Log): Promise<Runner> {
  const runner = await run({
    // Told in batches, though of one: only so does the queue try again to say that a job is done
    // when its connection is lost; otherwise nobody catches that, and the process ends.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    connectionString: url,
    maxPoolSize: JOBS_AT_ONCE + 1,
    concurrency: JOBS_AT_ONCE,
    pollInterval: LOOK_EVERY_MS,
    noHandleSignals: true,
    noPreparedStatements: true,
    taskList: jobHandlers(url, workplace),
    parsedCronItems: parseCronItems([
      { task: 'align-accounts', match: EVERY_HOUR, options: { maxAttempts: 1 } },
      { task: 'hold-overdue', match: EVERY_HOUR, options: { maxAttempts: 3 } },
      { task: 'plan-reminders', match: EVERY_HOUR, options: { maxAttempts: 3 } },
      { task: 'forget-files', match: EVERY_HOUR, options: { maxAttempts: 1 } },
      { task: 'escalate-cases', match: EVERY_HOUR, options: { maxAttempts: 1 } },
      { task: 'loyalty-night', match: EVERY_HOUR, options: { maxAttempts: 3 } },
      { task: 'forget-answers', match: EVERY_HOUR, options: { maxAttempts: 1 } },
      { task: 'draft-changes', match: EVERY_HOUR, options: { maxAttempts: 1 } },
      { task: 'plan-relationship', match: EVERY_HOUR, options: { maxAttempts: 1 } },
      { task: 'mail-dashboard', match: EVERY_HOUR, options: { maxAttempts: 1 } },
      { task: 'watch-claims', match: EVERY_HOUR, options: { maxAttempts: 1 } },
      { task: 'remind-of-storage', match: EVERY_HOUR, options: { maxAttempts: 3 } },
      { task: 'release-expired', match: EVERY_MINUTE, options: { maxAttempts: 1 } },
      { task: 'reconcile-cards', match: EVERY_MINUTE, options: { maxAttempts: 1 } },
      { task: 'register-receipts', match: EVERY_MINUTE, options: { maxAttempts: 1 } },
      { task: 'expire-quotes', match: EVERY_MINUTE, options: { maxAttempts: 1 } },
      { task: 'expire-approvals', match: EVERY_MINUTE, options: { maxAttempts: 1 } },
      { task: 'offer-prompts', match: EVERY_MINUTE, options: { maxAttempts: 1 } },
      { task: 'mail-prompts', match: EVERY_MINUTE, options: { maxAttempts: 1 } },
      { task: 'notice-unheard', match: EVERY_MINUTE, options: { maxAttempts: 1 } },
      { task: 'notice-late-goods', match: EVERY_MINUTE, options: { maxAttempts: 1 } },
      { task: 'open-cases', match: EVERY_MINUTE, options: { maxAttempts: 1 } },
      { task: 'free-abandoned-jobs', match: EVERY_MINUTE, options: { maxAttempts: 1 } },
    ]),
    logger: new Logger(() => (level, message, meta) => {
      const facts = meta?.['error'] instanceof Error ? { err: meta['error'] } : {};
      log[level === 'warning' ? 'warn' : toDetail(level)](facts, message);
    }),
  });
  endWhenBlind(runner);
  return runner;
}

/** The queue tells every job that begins and ends; that is detail here. */
const toDetail = (level: string) => (level === 'error' ? 'error' : 'debug');
