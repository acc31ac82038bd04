/** What is remembered of a claim, with its facts as `TradeEvent` has them. */
export type ClaimEvent =
  | { type: 'claim.opened'; claimId: string; number: string; kind: string }
  | { type: 'claim.acknowledged'; claimId: string; number: string }
  | { type: 'claim.inspected'; claimId: string; number: string }
  | { type: 'claim.said'; claimId: string; number: string; isOurs: boolean }
  | { type: 'claim.proposed'; claimId: string; number: string; amountMinor: number }
  | { type: 'claim.sent-back'; claimId: string; number: string }
  | {
      type: 'claim.decided';
      claimId: string;
      number: string;
      verdict: string;
      amountMinor: number;
    }
  | { type: 'claim.refused'; claimId: string; number: string }
  | {
      type: 'claim.settled';
      claimId: string;
      number: string;
      outcome: string;
      amountMinor: number;
    }
  | { type: 'claim.withdrawn'; claimId: string; number: string }
  | { type: 'claim.reopened'; claimId: string; number: string }
  | { type: 'claim.overdue'; claimId: string; number: string };
