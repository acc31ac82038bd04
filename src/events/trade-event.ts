import type { Channel } from '../people/channel.ts';
import type { Language } from '../platform/db/schema.ts';
import type { ApprovalEvent } from './approval-event.ts';
import type { CompanyRuleEvent } from './company-rule-event.ts';
import type { ClaimEvent } from './claim-event.ts';
import type { FreightEvent } from './freight-event.ts';
import type { OwnRoleEvent } from './own-role-event.ts';
import type { SiteEvent } from './site-event.ts';
import type { StorageEvent } from './storage-event.ts';
import type { TransferEvent } from './transfer-event.ts';

/** Everything that is remembered, with its facts. Past tense; amounts in minor units, weights in grams. */
export type TradeEvent =
  | { type: 'person.invited'; personId: string; invitedBy: string; role: string }
  | { type: 'person.invitation-withdrawn'; personId: string }
  | { type: 'person.signed-in'; personId: string }
  | { type: 'person.password-set'; personId: string }
  | { type: 'membership.ended'; personId: string }
  | { type: 'cart.taken-over'; cartId: string; code: string; from: string | null }
  | { type: 'order.placed'; orderId: string; number: string; grossMinor: number; weightG: number }
  | { type: 'order.cancelled'; orderId: string; number: string; reason: string; note: string }
  | { type: 'order.moved'; orderId: string; number: string; from: string; to: string }
  | {
      type: 'cutting.moved';
      orderId: string;
      number: string;
      jobId: string;
      from: string;
      to: string;
    }
  | { type: 'order.reservation-expired'; orderId: string; number: string }
  | {
      type: 'order.released-unpaid';
      orderId: string;
      number: string;
      leftMinor: number;
      reason: string;
    }
  | FreightEvent
  | StorageEvent
  | { type: 'shipment.planned'; shipmentId: string; number: string; orderId: string }
  | { type: 'shipment.at-gate'; shipmentId: string; number: string; orderId: string }
  | { type: 'shipment.loaded'; shipmentId: string; number: string; orderId: string }
  | { type: 'shipment.weighed'; shipmentId: string; number: string; orderId: string }
  | { type: 'shipment.left'; shipmentId: string; number: string; orderId: string }
  | { type: 'shipment.handed-over'; shipmentId: string; number: string; orderId: string }
  | { type: 'shipment.cancelled'; shipmentId: string; number: string; orderId: string }
  | {
      type: 'shipment.tracked';
      shipmentId: string;
      number: string;
      orderId: string;
      kind: string;
      place: string;
      note: string;
      /** When it is expected now at the latest, where the report says so. */
      expectedUntil: string | null;
    }
  | { type: 'shipment.unheard'; shipmentId: string; number: string; orderId: string }
  | { type: 'shipment.link-made'; shipmentId: string; number: string; orderId: string }
  | { type: 'shipment.links-ended'; shipmentId: string; number: string; orderId: string }
  | {
      type: 'order.paid';
      orderId: string;
      number: string;
      amountMinor: number;
      paidMinor: number;
      grossMinor: number;
    }
  | {
      type: 'order.written-off';
      orderId: string;
      number: string;
      amountMinor: number;
      reason: string;
    }
  | {
      type: 'order.payment-ended';
      orderId: string;
      number: string;
      amountMinor: number;
      reason: string;
    }
  | {
      type: 'refund.asked';
      refundId: string;
      amountMinor: number;
      reason: string;
      waits: boolean;
    }
  | { type: 'document.issued'; documentId: string; kind: string; number: string }
  | {
      type: 'document.voided';
      documentId: string;
      kind: string;
      number: string;
      reason: string;
    }
  | {
      type: 'document.registered';
      documentId: string;
      kind: string;
      number: string;
      registrationNumber: string;
    }
  | { type: 'refund.decided'; refundId: string; amountMinor: number; isAgreed: boolean }
  | { type: 'refund.failed'; refundId: string; amountMinor: number; failure: string }
  | {
      type: 'till.closed';
      shiftId: string;
      number: number;
      countedMinor: number;
      differenceMinor: number;
    }
  | { type: 'payment.disputed'; disputeId: string; amountMinor: number; status: string }
  | { type: 'account.line-disputed'; objectionId: string; oursMinor: number; theirsMinor: number }
  | { type: 'account.dispute-answered'; objectionId: string; state: string }
  | { type: 'payment.received'; paymentId: string; method: string; amountMinor: number }
  | {
      type: 'payment.reversal-asked';
      paymentId: string;
      amountMinor: number;
      reason: string;
      waits: boolean;
    }
  | {
      type: 'payment.reversal-decided';
      paymentId: string;
      amountMinor: number;
      isAgreed: boolean;
    }
  | { type: 'refund.transferred'; refundId: string; amountMinor: number; lineId: string }
  | {
      type: 'refund.transfer-undone';
      refundId: string;
      amountMinor: number;
      lineId: string;
      reason: string;
    }
  | { type: 'bank-statement.imported'; statementId: string; account: string; lines: number }
  | {
      type: 'bank-line.set-aside';
      lineId: string;
      reason: string;
      note: string;
      amountMinor: number;
    }
  | { type: 'bank-line.returned'; lineId: string; amountMinor: number }
  | { type: 'own-account.kept'; iban: string }
  | { type: 'goods.asked-for'; listId: string; lines: string[] }
  | {
      type: 'price.overridden';
      cartId: string;
      lineId: string;
      sku: string;
      pricePerTonneMinor: number;
      includesVat: boolean;
      judgedAgainstMinor: number | null;
      reason: string;
      state: string;
    }
  | { type: 'price.override-withdrawn'; cartId: string; lineId: string; sku: string }
  | { type: 'price.override-decided'; cartId: string; lineId: string; sku: string; state: string }
  | { type: 'quote.requested'; quoteId: string; number: string }
  | { type: 'quote.sent'; quoteId: string; number: string; version: number }
  | { type: 'quote.said'; quoteId: string; number: string; isOurs: boolean }
  | { type: 'quote.accepted'; quoteId: string; number: string; orderId: string }
  | { type: 'quote.declined'; quoteId: string; number: string; reason: string; note: string }
  | { type: 'quote.withdrawn'; quoteId: string; number: string; note: string }
  | { type: 'quote.expired'; quoteId: string; number: string }
  | { type: 'quote.link-sent'; quoteId: string; number: string; linkId: string; email: string }
  | { type: 'quote.link-withdrawn'; quoteId: string; number: string; linkId: string; email: string }
  | ApprovalEvent
  | { type: 'company.registered'; bin: string }
  | {
      type: 'company.articles-set';
      set: { code: string; sku: string; was: string | null }[];
    }
  | { type: 'company.article-removed'; code: string; sku: string }
  | { type: 'agreement.changed'; agreementId: string; version: number; reason: string }
  | { type: 'agreement.drafted'; agreementId: string; version: number; beyond: string[] }
  | { type: 'agreement.approved'; agreementId: string; version: number; note: string }
  | { type: 'agreement.sent-back'; agreementId: string; version: number; note: string }
  | { type: 'agreement.withdrawn'; agreementId: string; version: number }
  | { type: 'credit.limit-requested'; requestId: string; extraMinor: number; untilDay: string }
  | { type: 'credit.limit-granted'; requestId: string; extraMinor: number; untilDay: string }
  | { type: 'credit.limit-refused'; requestId: string; note: string }
  | { type: 'credit.limit-ended'; limitId: string }
  | { type: 'credit.hold-placed'; holdId: string; kind: string; scope: string; reason: string }
  | { type: 'credit.hold-ended'; holdId: string; kind: string }
  | {
      type: 'credit.release-asked';
      releaseId: string;
      orderId: string;
      number: string;
      overMinor: number;
      reason: string;
    }
  | {
      type: 'credit.release-granted';
      releaseId: string;
      orderId: string;
      number: string;
      overMinor: number;
    }
  | {
      type: 'credit.release-refused';
      releaseId: string;
      orderId: string;
      number: string;
      note: string;
    }
  | { type: 'credit.reminders-paused'; pauseId: string; untilDay: string; reason: string }
  | { type: 'credit.reminders-resumed'; pauseId: string }
  | { type: 'price-list.published'; versionId: string; code: string; number: number }
  | { type: 'price-list.publication-undone'; versionId: string; code: string; number: number }
  | {
      type: 'certificate.attached';
      certificateId: string;
      number: string;
      version: number;
      heatNumbers: string[];
      faults: number;
    }
  | { type: 'certificate.withdrawn'; certificateId: string; number: string; reason: string }
  | {
      type: 'certificate.waived';
      orderId: string;
      number: string;
      lotId: string;
      heatNumber: string;
      reason: string;
    }
  | { type: 'prompt.answered'; promptId: string }
  | { type: 'relationship.due' }
  | { type: 'prompt.taken-back'; promptId: string }
  | { type: 'case.opened'; caseId: string }
  | { type: 'case.contacted'; caseId: string }
  | { type: 'case.promised'; caseId: string; promisedOn: string }
  | { type: 'case.resolved'; caseId: string }
  | { type: 'case.confirmed'; caseId: string }
  | { type: 'case.reopened'; caseId: string }
  | { type: 'case.escalated'; caseId: string; level: number }
  | { type: 'case.withdrawn'; caseId: string }
  | { type: 'changes.drafted'; reportId: string; quarter: string; number: number }
  | { type: 'changes.published'; reportId: string; quarter: string; number: number }
  | { type: 'instrument.published'; version: number; name: string; fromDay: string }
  | ClaimEvent
  | TransferEvent
  | { type: `tablet.${'bound' | 'taken' | 'unbound'}`; tabletId: string; name: string }
  | { type: 'person.blocked'; personId: string }
  | { type: 'person.position-changed'; personId: string; role: string; branchCode: string | null }
  | { type: 'person.second-factor-set'; personId: string }
  | { type: 'person.second-factor-removed'; personId: string }
  | OwnRoleEvent
  | SiteEvent
  | CompanyRuleEvent
  | { type: 'membership.begun'; personId: string }
  | { type: 'membership.role-changed'; personId: string; role: string; was: string }
  | {
      type: 'membership.approval-limit-set';
      personId: string;
      limitMinor: number | null;
      wasMinor: number | null;
    }
  | {
      type: 'membership.limit-set';
      personId: string;
      limitMinor: number | null;
      period: string;
      was: { limitMinor: number; period: string } | null;
    };

export type EventType = TradeEvent['type'];

/** Where an event came about, beside its own facts. */
export type Circumstances = {
  companyId: string | null;
  personId: string | null;
  channel: Channel | null;
  /** What it happened to: the order, cart, version or person. */
  subjectId: string | null;
  at: Date;
};

/** The language a letter is written in, when nobody in particular reads it. */
export const houseLanguage: Language = 'ru';
