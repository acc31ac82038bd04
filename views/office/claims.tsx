import type { ClaimRow } from '../../src/claims/claims.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { ClaimDue, ClaimStatus } from '../parts/claim-status.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { OpenOrAll } from './open-or-all.tsx';

type Shown = {
  claims: readonly ClaimRow[];
  which: 'open' | 'all';
  at: Date;
  place: OfficePlace;
};

const BASE = '/office/claims';

/** What customers complain of, the most urgent first. */
export const OfficeClaimsPage = (shown: Shown) => {
  const { claims: words } = useWords();
  const { claims, which, place } = shown;
  return (
    <OfficeFrame {...place}>
      <h1>{words.title}</h1>
      <p class="meta">{words.office.lead}</p>
      <OpenOrAll
        label={words.columns.state}
        base={BASE}
        which={which}
        open={words.office.live}
        all={words.office.all}
      />
      {claims.length === 0 ? (
        <p class="empty">{which === 'open' ? words.office.none : words.office.noneYet}</p>
      ) : (
        <Table {...shown} />
      )}
    </OfficeFrame>
  );
};

const Table = ({ claims, at }: Shown) => {
  const { claims: words } = useWords();
  const figures = useFigures();
  return (
    <ScrollRegion label={words.title}>
      <table class="compact">
        <thead>
          <tr>
            <th scope="col">{words.columns.number}</th>
            <th scope="col">{words.columns.company}</th>
            <th scope="col">{words.columns.kind}</th>
            <th scope="col">{words.columns.state}</th>
            <th scope="col">{words.columns.next}</th>
            <th scope="col">{words.columns.handler}</th>
            <th scope="col" class="num">
              {words.columns.amount}
            </th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <tr>
              <th scope="row">
                <a href={`${BASE}/${claim.id}`}>{claim.number}</a>
                <br />
                <small class="meta">{words.ofOrder(claim.orderNumber)}</small>
              </th>
              <td>{claim.companyName}</td>
              <td>{words.kinds[claim.kind]}</td>
              <td>
                <ClaimStatus state={claim.state} isProposed={claim.isProposed} />
              </td>
              <td>
                <ClaimDue dueAt={claim.dueAt} at={at} />
              </td>
              <td>{claim.handlerName ?? words.nobody}</td>
              <td class="num">
                {claim.disputedMinor > 0 ? figures.bare.money(claim.disputedMinor) : '—'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};
