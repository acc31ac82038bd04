import type { CaseRow } from '../../src/loyalty/case.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';
import { wordFor } from '../words/refusal-words.ts';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { OpenOrAll } from './open-or-all.tsx';

type Shown = {
  cases: readonly CaseRow[];
  which: 'open' | 'all';
  at: Date;
  place: OfficePlace;
};

const BASE = '/office/cases';

/** The low answers that wait for somebody, the most urgent first. */
export const CasesPage = (shown: Shown) => {
  const { cases: words } = useWords();
  const { cases, which, place } = shown;
  return (
    <OfficeFrame {...place}>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      <OpenOrAll label={words.state} base={BASE} which={which} open={words.open} all={words.all} />
      {cases.length === 0 ? (
        <p class="empty">{which === 'open' ? words.none : words.noneYet}</p>
      ) : (
        <CasesTable {...shown} />
      )}
    </OfficeFrame>
  );
};

const CasesTable = ({ cases, at }: Shown) => {
  const { cases: words, prompts } = useWords();
  const figures = useFigures();
  return (
    <ScrollRegion label={words.title}>
      <table class="compact">
        <thead>
          <tr>
            <th scope="col">{words.customer}</th>
            <th scope="col">{words.about}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.contactUntil}</th>
            <th scope="col">{words.promisedOn}</th>
            <th scope="col">{words.owner}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((one) => (
            <tr>
              <th scope="row">
                <a href={`${BASE}/${one.id}`}>{one.companyName}</a>
                <br />
                <small class="meta">{one.personName}</small>
              </th>
              <td>
                {wordFor(prompts.about, one.touchpoint)}
                {one.number !== null && <span class="code"> {one.number}</span>}
              </td>
              <td>
                <CaseStatus one={one} />
                {one.reopened > 0 && <small class="meta"> {words.reopened(one.reopened)}</small>}
              </td>
              <td>
                {one.state === 'open' ? (
                  <>
                    {figures.moment(one.contactDueAt)}
                    {one.contactDueAt < at && (
                      <>
                        {' '}
                        <Status mood="err">{words.late}</Status>
                      </>
                    )}
                    {one.escalated > 0 && <small class="meta"> {words.escalated}</small>}
                  </>
                ) : (
                  '—'
                )}
              </td>
              <td>{one.promisedOn === null ? '—' : figures.date(one.promisedOn)}</td>
              <td>{one.ownerName ?? words.nobody}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const moods = {
  open: 'warn',
  contacted: 'info',
  promised: 'info',
  resolved: 'idle',
  closed: 'ok',
  withdrawn: 'idle',
} as const;

/** Where a case stands. */
export const CaseStatus = ({ one }: { one: Pick<CaseRow, 'state'> }) => (
  <Status mood={moods[one.state]}>{useWords().cases.states[one.state]}</Status>
);
