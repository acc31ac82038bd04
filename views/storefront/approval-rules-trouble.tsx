import type { ApprovalRules } from '../../src/ordering/approval-rule.queries.ts';
import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useWords } from '../language.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { RefusalNotice } from '../refusals.tsx';

/** All that the page of the approval rules shows. */
export type RulesShown = ApprovalRules & {
  /** An administrator; an approver reads the rules and names his own deputy. */
  keeps: boolean;
  readerId: string;
  today: string;
  /** Made for the forms of this page: the new rule's or deputyship's id. */
  formKey: string;
  /** Which form was refused, with what was typed and what is wrong. */
  of: 'rule' | 'terms' | 'limit' | 'deputy' | undefined;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  refused: RefusalReason | undefined;
  /** The people ticked at each step of a rule that was refused. */
  ticked: readonly (readonly string[])[];
};

/** Where the page and its forms are. */
export const RULES_PATH = '/company/approval-rules';

/** What stands in the way of one of the page's forms. */
export const TroubleOf = ({ of, shown }: { of: RulesShown['of']; shown: RulesShown }) => {
  const { rules } = useWords().approvals;
  if (shown.of !== of) return null;
  const labels = {
    ...{ goods: rules.form, siteId: rules.site, above: rules.above, limit: rules.limit },
    ...{ aboveWeight: rules.aboveWeight, lastsDays: rules.lastsDays, tolerance: rules.tolerance },
    ...{ aboveFreight: rules.aboveFreight, aboveFreightShare: rules.aboveFreightShare },
    aboveProducts: rules.aboveProducts,
    ...{ personId: rules.principal, deputyId: rules.deputy, fromDay: rules.from },
    ...{ untilDay: rules.until, quorum1: rules.quorum, quorum2: rules.quorum },
    quorum3: rules.quorum,
  };
  return (
    <>
      <ProblemList problems={shown.problems} labels={labels} />
      {shown.refused && <RefusalNotice reason={shown.refused} />}
    </>
  );
};
