import type { ChangeReport } from '../../src/loyalty/change-report.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { quarterName } from '../quarter-name.ts';
import { Choice } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  reports: readonly ChangeReport[];
  /** Quarters that have something to tell, the newest first. */
  quarters: readonly string[];
  place: OfficePlace;
  refused?:
    | { values: Readonly<Record<string, string>>; problems: Readonly<Record<string, string>> }
    | undefined;
};

const BASE = '/office/changes';

/** The quarters that are told to customers, in their versions, and the form that drafts one. */
export const OfficeChangesPage = (shown: Shown) => {
  const { changes } = useWords();
  const { office: words } = changes;
  const { reports, quarters, place, refused } = shown;
  return (
    <OfficeFrame {...place}>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      <ProblemList problems={refused?.problems ?? {}} labels={{ quarter: words.draftOf }} />
      {reports.length === 0 ? <p class="empty">{words.none}</p> : <Versions reports={reports} />}
      {quarters.length === 0 ? (
        <p class="meta">{words.noQuarter}</p>
      ) : (
        <form class="row" method="post" action={BASE} hx-sync="this:drop">
          <Choice
            name="quarter"
            label={words.draftOf}
            value={refused?.values['quarter'] ?? quarters[0]}
            problem={refused?.problems['quarter']}
            options={quarters.map((day) => ({ value: day, label: quarterName(changes, day) }))}
          />
          <button type="submit">{words.begin}</button>
        </form>
      )}
    </OfficeFrame>
  );
};

const Versions = ({ reports }: Pick<Shown, 'reports'>) => {
  const { changes } = useWords();
  const { office: words } = changes;
  const figures = useFigures();
  return (
    <ScrollRegion label={words.title}>
      <table class="compact">
        <thead>
          <tr>
            <th scope="col">{words.quarterColumn}</th>
            <th scope="col">{words.version}</th>
            <th scope="col">{words.standing}</th>
            <th scope="col">{words.by}</th>
          </tr>
        </thead>
        <tbody>
          {reports.map(({ id, quarter, number, publishedAt, publishedByName }) => (
            <tr>
              <th scope="row">
                <a href={`${BASE}/${id}`}>{quarterName(changes, quarter)}</a>
              </th>
              <td>{number}</td>
              <td>
                {publishedAt === null ? (
                  <Status mood="idle">{words.draft}</Status>
                ) : (
                  <>
                    <Status mood="ok">{words.published}</Status> {figures.moment(publishedAt)}
                  </>
                )}
              </td>
              <td>{publishedByName ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};
