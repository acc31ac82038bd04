/** What is remembered of a question to approvers, with its facts as `TradeEvent` has them. Quantities in thousandths of the unit. */
export type ApprovalEvent =
  | { type: 'approval.asked'; requestId: string; code: string }
  | { type: 'approval.decided'; requestId: string; verdict: string }
  | { type: 'approval.forwarded'; requestId: string; toId: string; note: string }
  | {
      type: 'approval.changed';
      requestId: string;
      version: number;
      reason: string;
      lessened: {
        nameEn: string;
        nameRu: string;
        nameKk: string;
        unit: string;
        wasMilli: number;
        leftMilli: number;
      }[];
    }
  | { type: 'approval.reminded'; requestId: string }
  | { type: 'approval.closed'; requestId: string; state: string };
