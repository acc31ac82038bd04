import { isDone, openNeeds } from '../../src/ordering/approval.ts';
import type { Approval, ApprovalWithLines } from '../../src/ordering/approval-page.queries.ts';
import type { ShownDecision, ShownNeed } from '../../src/ordering/approval.queries.ts';
import { peopleInWords, ruleInWords } from '../approval-words.ts';
import { useFigures, useLanguage, useWords } from '../language.tsx';
import { Status } from './status.tsx';

type Asked = Pick<Approval, 'state' | 'needs' | 'decisions'>;

/** Where a question stands, in words. */
export const ApprovalStatus = ({ state }: { state: Approval['state'] }) => {
  const { approvals } = useWords();
  const moods = {
    pending: 'idle',
    approved: 'info',
    declined: 'err',
    withdrawn: 'idle',
    expired: 'warn',
    placed: 'ok',
  } as const;
  return <Status mood={moods[state]}>{approvals.states[state]}</Status>;
};

/** Who has to answer next; empty when nobody has. */
export function useNextApprovers(): (asked: Asked) => string {
  const language = useLanguage();
  const { approvals } = useWords();
  return ({ state, needs, decisions }) => {
    const open = state === 'pending' ? openNeeds(needs, decisions) : [];
    const waited = new Set(
      open.map((need) => peopleInWords(language, stillAsked(need, decisions))),
    );
    return waited.size === 0 ? '' : approvals.waitsFor([...waited].join('; '));
  };
}

/** Of a step only those who have not answered yet, and how many of them it still takes. */
function stillAsked(need: ShownNeed, decisions: Asked['decisions']) {
  const heard = decisions.filter(
    ({ ruleId, step }) => ruleId === need.ruleId && step === need.step,
  );
  const isHeard = (id: string) => heard.some(({ principalId }) => principalId === id);
  return {
    quorum: need.quorum - heard.length,
    names: need.names.filter((_, index) => !isHeard(need.people[index] ?? '')),
  };
}

type StepsShown = Omit<Asked, 'state'> & Pick<ApprovalWithLines, 'changes'>;

/** Every step with its rule, of whom it asks and what they said. */
export const ApprovalSteps = ({ needs, decisions, changes }: StepsShown) => {
  const { approvalChange, approvals } = useWords();
  const language = useLanguage();
  const figures = useFigures();
  /** What somebody agreed to before less was left of it; as it is now it is not said again. */
  const seenMinor = ({ version }: ShownDecision) =>
    changes.find((change) => change.version === version + 1)?.wasGrossMinor;
  return (
    <ol class="plain-list approval-steps">
      {needs.map((need) => (
        <li>
          <p>
            <strong>{ruleInWords(language, need)}</strong>{' '}
            <small class="meta">
              {needs.some((one) => one.ruleId === need.ruleId && one.step > 1) &&
                `${approvals.step(need.step)}, `}
              {approvals.measured(figures.money(need.grossMinor), figures.massT(need.weightG))}
            </small>
          </p>
          <p>
            <Status mood={isDone(need, decisions) ? 'ok' : 'idle'}>
              {peopleInWords(language, need)}
            </Status>
          </p>
          {need.hasLapsed && <p class="meta">{approvalChange.lapsed}</p>}
          {need.isEscalated && <p class="meta">{approvals.escalated}</p>}
          {decisions
            .filter(({ ruleId, step }) => ruleId === need.ruleId && step === need.step)
            .map((decision) => (
              <p class="meta">
                {approvals[decision.verdict === 'approved' ? 'agreed' : 'declined'](
                  decision.decidedByName,
                )}
                {decision.principalId !== decision.decidedBy &&
                  ` (${approvals.insteadOf(decision.principalName)})`}
                {decision.byMail && `, ${approvals.byMail}`},{' '}
                {figures.moment(new Date(decision.at))}
                {seenMinor(decision) !== undefined &&
                  `, ${approvalChange.toVersion(figures.money(seenMinor(decision) ?? 0))}`}
                {decision.note !== '' && `: ${decision.note}`}
              </p>
            ))}
        </li>
      ))}
    </ol>
  );
};
