import type { HoldKind, InstalmentGate, OrderField } from './db/schema.ts';

/** Everything the trade may refuse to do, with the facts a person needs to act on it. */
export type RefusalReason =
  | { code: 'cart-empty' }
  | { code: 'cart-placed' }
  | { code: 'cart-in-approval' }
  | { code: 'approval-needed'; people: string }
  | { code: 'approval-not-needed' }
  | { code: 'approval-stuck' }
  | { code: 'approval-outgrown' }
  | { code: 'approval-decided'; state: string }
  | { code: 'approval-changed' }
  | { code: 'approval-only-less'; sku: string }
  | { code: 'approval-nothing-left' }
  | { code: 'approval-nothing-less' }
  | { code: 'approval-not-yours' }
  | { code: 'approval-not-for-them' }
  | { code: 'rule-without-approvers' }
  | { code: 'deputy-there' }
  | { code: 'list-empty' }
  | { code: 'list-too-long'; linesMax: number }
  | { code: 'price-on-request'; sku: string }
  | { code: 'price-quoted'; sku: string }
  | { code: 'price-not-approved'; sku: string }
  | { code: 'price-judged-before'; sku: string }
  | { code: 'price-beyond-authority' }
  | { code: 'not-sold-so'; sku: string }
  | { code: 'not-cut-so'; sku: string }
  | { code: 'bars-follow-cuts' }
  | { code: 'terms-changed' }
  | { code: 'delivery-not-offered' }
  | { code: 'tariff-gap' }
  | { code: 'credit-none' }
  | {
      code: 'credit-limit-exceeded';
      limitMinor: number;
      exposureMinor: number;
      orderMinor: number;
    }
  | {
      code: 'insufficient-stock';
      sku: string;
      branchCode: string;
      availableG: number;
      wantedG: number;
    }
  | { code: 'comes-later'; sku: string; weightG: number; branchCode: string; arrivesOn: string }
  | { code: 'goods-coming'; branchCode: string; arrivesOn: string }
  | { code: 'payment-known'; reference: string }
  | { code: 'nothing-due' }
  | { code: 'balance-short'; balanceMinor: number; chosenMinor: number }
  | { code: 'account-too-long'; rowsMax: number }
  | { code: 'objection-there' }
  | { code: 'objection-answered' }
  | { code: 'tenders-wrong'; problem: string; dueMinor: number }
  | { code: 'till-closed' }
  | { code: 'till-too-little' }
  | { code: 'shift-open' }
  | { code: 'slip-missing' }
  | { code: 'card-closed' }
  | { code: 'card-unanswered' }
  | { code: 'card-refused'; why: string }
  | { code: 'card-amount'; leastMinor: number; mostMinor: number }
  | { code: 'seller-unknown'; day: string }
  | { code: 'nothing-to-invoice' }
  | { code: 'document-void' }
  | { code: 'document-corrected'; number: string }
  | { code: 'register-number-foreign'; registrationNumber: string }
  | { code: 'register-number-taken'; registrationNumber: string }
  | { code: 'credit-beyond'; position: number; leftMinor: number }
  | { code: 'credit-of-nothing' }
  | { code: 'credit-spent'; leftMinor: number }
  | { code: 'refund-beyond'; leftMinor: number }
  | { code: 'refund-own' }
  | { code: 'write-off-beyond'; mostMinor: number }
  | { code: 'refund-decided' }
  | { code: 'refund-other-amount' }
  | { code: 'bank-account-wrong' }
  | { code: 'bank-line-settled'; state: string; by: string; company: string }
  | { code: 'bank-line-currency'; currency: string }
  | { code: 'bank-share-wrong'; problem: string }
  | { code: 'reversal-own' }
  | { code: 'reversal-decided' }
  | { code: 'payment-went-back' }
  | { code: 'refund-way' }
  | { code: 'nothing-to-put' }
  | { code: 'unpaid-before'; gate: InstalmentGate; waitsForMinor: number }
  | { code: 'looks-like-order'; number: string }
  | { code: 'order-not-cancellable'; stage: string }
  | { code: 'cutting-begun' }
  | { code: 'cutting-unconfirmed' }
  | { code: 'cutting-too-early'; startsFrom: Date }
  | { code: 'cutting-unheld' }
  | { code: 'cutting-open' }
  | { code: 'lot-not-chosen' }
  | { code: 'lots-not-enough'; bars: number }
  | { code: 'key-reused' }
  | { code: 'changed-meanwhile' }
  | { code: 'quote-empty' }
  | { code: 'quote-validity' }
  | { code: 'quote-delivery-unsaid' }
  | { code: 'quote-nothing-to-bring' }
  | { code: 'quote-freight-below'; leastMinor: number }
  | { code: 'quote-changed' }
  | { code: 'quote-closed'; state: string }
  | { code: 'quote-expired' }
  | { code: 'quote-not-open' }
  | { code: 'quote-line-missing'; position: number }
  | { code: 'quote-taken' }
  | { code: 'quote-whole-only' }
  | { code: 'quote-one-offer-a-line' }
  | { code: 'quote-nothing-chosen' }
  | { code: 'quote-no-more'; position: number }
  | { code: 'guest-is-member' }
  | { code: 'guest-is-staff' }
  | { code: 'guest-needs-colleague'; people: string }
  | { code: 'guest-needs-details'; field: OrderField }
  | { code: 'guest-credit' }
  | { code: 'code-wrong' }
  | { code: 'code-over' }
  | { code: 'field-required'; field: OrderField }
  | { code: 'day-past' }
  | { code: 'credit-held'; kind: HoldKind }
  | { code: 'shipment-held'; kind: HoldKind; reason: string }
  | {
      code: 'shipment-over-limit';
      limitMinor: number;
      exposureMinor: number;
      overMinor: number;
      people: string;
    }
  | { code: 'order-has-shipments' }
  | { code: 'nothing-stored' }
  | { code: 'vehicles-planned' }
  | { code: 'unwound-too-early'; fromDay: string | null }
  | { code: 'goods-missing' }
  | { code: 'goods-not-held' }
  | { code: 'order-over'; stage: string }
  | { code: 'nothing-left-of-order' }
  | { code: 'left-out-on-vehicle'; sku: string }
  | { code: 'shortage-beyond'; leftG: number; leftPieces: number | null }
  | { code: 'shipment-too-early'; stage: string }
  | { code: 'shipment-empty' }
  | { code: 'shipment-beyond'; position: number; leftG: number; leftPieces: number | null }
  | { code: 'shipment-over'; shipmentStage: string }
  | { code: 'freight-not-agreed'; number: string }
  | { code: 'freight-settled' }
  | { code: 'freight-answered' }
  | { code: 'freight-needs-approver'; people: string }
  | { code: 'shipment-not-loaded'; shipmentStage: string }
  | { code: 'shipment-not-weighed' }
  | { code: 'shipment-not-left'; shipmentStage: string }
  | { code: 'weighed-by-one' }
  | { code: 'shipment-fetched' }
  | { code: 'scale-silent' }
  | { code: 'scale-unstable' }
  | { code: 'scale-empty' }
  | { code: 'reading-missing' }
  | { code: 'transfer-over'; state: string }
  | { code: 'transfer-not-left'; state: string }
  | { code: 'transfer-beyond' }
  | { code: 'gross-below-tare'; tareG: number; grossG: number }
  | { code: 'ticket-taken'; number: string }
  | { code: 'reweighed-without-reason' }
  | { code: 'tags-beyond'; taggedG: number; netG: number }
  | { code: 'excess-none' }
  | { code: 'site-missing' }
  | { code: 'lot-short'; heatNumber: string; leftG: number }
  | { code: 'certificate-missing'; heats: string }
  | { code: 'authority-missing' }
  | { code: 'authority-over'; number: string; untilDay: string }
  | { code: 'release-not-needed' }
  | { code: 'release-own' }
  | { code: 'release-decided' }
  | { code: 'hold-placed-already' }
  | { code: 'limit-request-waiting' }
  | { code: 'limit-request-decided' }
  | { code: 'temporary-limit-there' }
  | { code: 'beyond-authority' }
  | { code: 'draft-waiting' }
  | { code: 'own-draft' }
  | { code: 'draft-decided' }
  | { code: 'price-list-unchanged' }
  | { code: 'remarks-unread'; remarks: number }
  | { code: 'publication-stands' }
  | { code: 'bin-invalid' }
  | { code: 'company-exists'; bin: string }
  | {
      code: 'spending-limit-exceeded';
      period: 'day' | 'week' | 'month';
      limitMinor: number;
      spentMinor: number;
      orderMinor: number;
    }
  | { code: 'cost-centre-required' }
  | { code: 'cost-centre-there' }
  | {
      code: 'budget-exceeded';
      period: 'month' | 'quarter' | 'year';
      amountMinor: number;
      spentMinor: number;
      orderMinor: number;
    }
  | { code: 'changes-empty' }
  | { code: 'instrument-unchanged' }
  | { code: 'prompt-over' }
  | { code: 'prompt-link-used' }
  | { code: 'tablet-code-wrong' }
  | { code: 'certificate-there' }
  | { code: 'certificate-without-heat' }
  | { code: 'certificate-faulty'; faults: number }
  | { code: 'certificate-ended' }
  | { code: 'claim-before-hand-over' }
  | { code: 'claim-too-late'; until: string }
  | { code: 'claim-seen-at-hand-over' }
  | { code: 'claim-without-lines' }
  | { code: 'claim-evidence-missing' }
  | { code: 'claim-within-tolerance'; position: number; toleranceG: number }
  | { code: 'claim-beyond'; position: number; leftG: number }
  | { code: 'claim-amount-beyond'; position: number; leftMinor: number }
  | { code: 'claim-of-nothing' }
  | { code: 'claim-promise-missing' }
  | { code: 'claim-own-decision' }
  | { code: 'claim-not-invoiced'; position: number; leftMinor: number }
  | { code: 'claim-goods-beyond'; position: number; leftG: number }
  | { code: 'claim-order-unknown'; number: string }
  | { code: 'claim-reopen-over' }
  | { code: 'own-role-there' }
  | { code: 'own-role-held' }
  | { code: 'last-admin' }
  | { code: 'not-permitted' }
  | { code: 'too-many-attempts'; retryAfterSeconds: number }
  | { code: 'sign-in-failed' }
  | { code: 'token-invalid' }
  | { code: 'second-factor-wrong' };

/**
 * The trade said no. Thrown by operations, so that the transaction rolls back;
 * it knows nothing of HTTP and carries no sentence for people. `views/refusals`
 * words it, `channels/errors` chooses the status.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason.code);
    this.reason = reason;
  }
}

/** Also thrown for what exists but is not the actor's to see: the answer must not tell which. */
export class NotFound extends Error {
  override readonly name = 'NotFound';

  constructor(what: string, id: string) {
    super(`${what} ${id} not found`);
  }
}
