import type { SessionShown } from '../../src/people/session.queries.ts';
import { useWords } from '../language.tsx';
import { Moment } from '../parts/measures.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';

/** Where a person is signed in, and the way out of all of it at once. */
export const Sessions = ({ sessions }: { sessions: readonly SessionShown[] }) => {
  const { people, company } = useWords();
  return (
    <section id="sessions">
      <h2>{people.sessions}</h2>
      <ScrollRegion label={people.sessions} folds>
        <table>
          <thead>
            <tr>
              <th scope="col">{people.sessionSeen}</th>
              <th scope="col">{people.sessionSince}</th>
              <th scope="col">{company.title}</th>
              <th scope="col">
                <span class="visually-hidden">{people.sessionHere}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr>
                <td class="when">
                  <Moment at={session.seenAt} />
                </td>
                <td data-label={people.sessionSince}>
                  <Moment at={session.createdAt} />
                </td>
                <td>{session.companyName}</td>
                <td class="stage">
                  {session.isThisOne && <Status mood="ok">{people.sessionHere}</Status>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <form
        method="post"
        action="/sign-out/everywhere"
        hx-boost="false"
        data-confirm={people.signOutEverywhereQuestion}
      >
        <button type="submit" class="danger">
          {people.signOutEverywhere}
        </button>
      </form>
    </section>
  );
};
