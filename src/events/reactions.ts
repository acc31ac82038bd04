import type { EventType } from './trade-event.ts';

/** Work that is done after the fact, by the worker, at least once. */
type JobPayloads = {
  'send-mail': { mailId: string };
  'send-sms': { smsId: string };
  'confirm-order': { eventId: number };
  'tell-of-cancellation': { eventId: number };
  'issue-order-papers': { eventId: number };
  'issue-invoices': { eventId: number };
  'match-pasted-list': { listId: string };
  'free-payments': { eventId: number };
  'close-attempts': { eventId: number };
  'handle-notice': { noticeId: string };
  'reconcile-cards': Record<string, never>;
  'register-receipts': Record<string, never>;
  'hold-paid-order': { eventId: number };
  'book-certain-lines': { statementId: string };
  'forgive-rest': { eventId: number };
  'count-goods-asked-for': { eventId: number };
  'tell-of-quote': { eventId: number };
  'tell-of-limit': { eventId: number };
  'tell-of-release': { eventId: number };
  'tell-of-waiting': { eventId: number };
  'tell-of-freight': { eventId: number };
  'tell-of-goods': { eventId: number };
  'tell-of-ready': { eventId: number };
  'seek-goods': { eventId: number };
  'tell-of-dispute': { eventId: number };
  'tell-of-override': { eventId: number };
  'expire-quotes': Record<string, never>;
  'ask-approvers': { eventId: number };
  'tell-of-change': { eventId: number };
  'close-approval': { eventId: number };
  'expire-approvals': Record<string, never>;
  'work-price-import': { importId: string };
  'follow-base-list': { listId: string };
  'align-accounts': Record<string, never>;
  'hold-overdue': Record<string, never>;
  'review-holds': { eventId: number };
  'plan-reminders': Record<string, never>;
  'send-reminder': { reminderId: string };
  'release-expired': Record<string, never>;
  'forget-files': Record<string, never>;
  'free-abandoned-jobs': Record<string, never>;
  'note-moment': { eventId: number };
  'end-prompts': { eventId: number };
  'offer-prompts': Record<string, never>;
  'mail-prompts': Record<string, never>;
  'open-cases': Record<string, never>;
  'tell-of-case': { eventId: number };
  'escalate-cases': Record<string, never>;
  'tell-of-shipment': { eventId: number };
  'notice-unheard': Record<string, never>;
  'notice-late-goods': Record<string, never>;
  'loyalty-night': Record<string, never>;
  'plan-relationship': Record<string, never>;
  'draft-changes': Record<string, never>;
  'mail-dashboard': Record<string, never>;
  'forget-answers': Record<string, never>;
  'tell-of-claim': { eventId: number };
  'watch-claims': Record<string, never>;
  'remind-of-storage': Record<string, never>;
};

export type JobName = keyof JobPayloads;

type Reaction = {
  [Name in JobName]: JobPayloads[Name] extends { eventId: number } ? Name : never;
}[JobName];

/** Who reacts to what; every reaction gets the event's id. */
export const reactions: Partial<Record<EventType, readonly Reaction[]>> = {
  'order.placed': ['confirm-order', 'issue-order-papers'],
  'order.moved': ['issue-invoices', 'note-moment', 'forgive-rest', 'tell-of-ready'],
  'agreement.changed': ['review-holds'],
  'account.line-disputed': ['review-holds'],
  'account.dispute-answered': ['review-holds', 'note-moment'],
  'agreement.approved': ['review-holds'],
  'order.cancelled': [
    'tell-of-cancellation',
    'free-payments',
    'close-attempts',
    'review-holds',
    'end-prompts',
  ],
  'payment.received': ['note-moment'],
  'order.paid': ['hold-paid-order', 'close-attempts', 'forgive-rest'],
  'goods.asked-for': ['count-goods-asked-for'],
  'quote.requested': ['tell-of-quote'],
  'quote.sent': ['tell-of-quote', 'note-moment'],
  'quote.said': ['tell-of-quote'],
  'quote.accepted': ['tell-of-quote', 'note-moment'],
  'quote.declined': ['tell-of-quote', 'note-moment'],
  'quote.withdrawn': ['tell-of-quote', 'note-moment'],
  'quote.expired': ['tell-of-quote', 'note-moment'],
  'credit.limit-requested': ['tell-of-limit'],
  'credit.limit-granted': ['tell-of-limit', 'review-holds', 'note-moment'],
  'credit.limit-ended': ['review-holds'],
  'credit.limit-refused': ['tell-of-limit', 'note-moment'],
  'credit.release-asked': ['tell-of-release'],
  'credit.release-granted': ['tell-of-release'],
  'credit.release-refused': ['tell-of-release'],
  'payment.disputed': ['tell-of-dispute'],
  'price.overridden': ['tell-of-override'],
  'price.override-decided': ['tell-of-override'],
  'case.opened': ['tell-of-case'],
  'case.promised': ['tell-of-case'],
  'case.resolved': ['tell-of-case'],
  'case.reopened': ['tell-of-case'],
  'case.escalated': ['tell-of-case'],
  'case.confirmed': ['note-moment'],
  'relationship.due': ['note-moment'],
  'order.held-again': ['tell-of-goods'],
  'order.paid-without-stock': ['tell-of-goods'],
  'order.goods-later': ['tell-of-goods'],
  'order.goods-missing': ['seek-goods'],
  'order.goods-not-there': ['seek-goods', 'tell-of-goods'],
  'order.goods-found': ['tell-of-goods'],
  'order.goods-not-found': ['tell-of-goods'],
  'order.goods-late': ['tell-of-goods'],
  'order.goods-left-out': ['tell-of-goods', 'issue-order-papers', 'close-attempts', 'review-holds'],
  'freight.named': ['tell-of-freight'],
  'freight.offered': ['tell-of-freight'],
  'freight.agreed': ['tell-of-freight', 'issue-order-papers'],
  'freight.sent-back': ['tell-of-freight'],
  'freight.declined': ['tell-of-freight'],
  'shipment.loaded': ['tell-of-waiting'],
  'shipment.weighed': ['tell-of-waiting'],
  'shipment.left': ['issue-invoices', 'tell-of-shipment', 'note-moment'],
  'shipment.tracked': ['tell-of-shipment', 'note-moment'],
  'shipment.handed-over': ['note-moment'],
  'shipment.unheard': ['tell-of-shipment'],
  // What is disputed is not overdue: a hold may go with a claim, and come back with its end.
  'claim.opened': ['tell-of-claim', 'review-holds'],
  'claim.acknowledged': ['tell-of-claim'],
  'claim.said': ['tell-of-claim'],
  'claim.proposed': ['tell-of-claim'],
  'claim.decided': ['tell-of-claim', 'review-holds'],
  'claim.refused': ['tell-of-claim', 'review-holds', 'note-moment'],
  'claim.settled': ['tell-of-claim', 'review-holds', 'note-moment'],
  'claim.withdrawn': ['tell-of-claim', 'review-holds'],
  'claim.reopened': ['tell-of-claim', 'review-holds'],
  'claim.overdue': ['tell-of-claim'],
  'approval.asked': ['ask-approvers'],
  'approval.decided': ['ask-approvers'],
  'approval.forwarded': ['ask-approvers'],
  'approval.changed': ['ask-approvers', 'tell-of-change'],
  'approval.reminded': ['ask-approvers'],
  'approval.closed': ['close-approval'],
};
