type TermsSaid = { ownAllowed: boolean; lastsDays: number; toleranceBp: number };
type BudgetSaid = { amountMinor: number; period: string; effect: string };

/**
 * What a company changed of the rules by which it buys, with its facts as `TradeEvent` has them: who must agree,
 * who stands in for whom (days in Almaty, both included), and what may be ordered for a cost centre. Of a change
 * what was said before and is said now. A rule is never changed: it begins and ends, so its id says all of it.
 */
export type CompanyRuleEvent =
  | { type: `approval-rule.${'begun' | 'ended'}`; ruleId: string }
  | { type: 'approval-terms.set'; was: TermsSaid; is: TermsSaid }
  | {
      type: `deputy.${'named' | 'ended'}`;
      personId: string;
      deputyId: string;
      fromDay: string;
      untilDay: string;
    }
  | { type: `cost-centre.${'opened' | 'closed'}`; code: string; name: string }
  | {
      type: 'cost-centre.budget-set';
      code: string;
      was: BudgetSaid | null;
      is: BudgetSaid | null;
    }
  | { type: 'cost-centre.required'; isRequired: boolean };
