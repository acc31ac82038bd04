import type { MissingCertificate, MissingPage } from '../../src/certificates/cover.queries.ts';
import { useBranches, useBranchName, useFigures, useNameOf, useWords } from '../language.tsx';
import { Choice } from '../parts/field.tsx';
import { Weight } from '../parts/measures.tsx';
import { Pager } from '../parts/pager.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Status } from '../parts/status.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

const BASE = '/office/certificates/missing';

type Shown = MissingPage & {
  place: OfficePlace;
  branch: string | undefined;
  page: number;
  pages: number;
};

/** The tasks of who asks mills for papers: lots that nobody has a certificate of. */
export const MissingCertificatesPage = (shown: Shown) => {
  const { certificates } = useWords();
  const { missing: words } = certificates;
  const figures = useFigures();
  const branches = useBranches();
  const { missing, branch, page, pages } = shown;
  const query = branch ? `branch=${branch}&` : '';
  return (
    <OfficeFrame {...shown.place}>
      <div class="page-head">
        <h1>{words.title}</h1>
        <p class="actions">
          <a href="/office/certificates">{certificates.title}</a>
        </p>
      </div>
      <p class="meta">{words.lead}</p>
      <form class="row filters" method="get" action={BASE} hx-sync="this:replace">
        <Choice
          name="branch"
          label={words.branch}
          value={branch ?? ''}
          options={[{ value: '', label: words.allBranches }, ...branches]}
        />
        <button type="submit">{certificates.list.show}</button>
      </form>
      {missing.length === 0 ? (
        <p class="empty" role="status">
          {words.none}
        </p>
      ) : (
        <>
          <p>{words.inAll(shown.lots, figures.massT(shown.onHandG))}</p>
          <Tasks missing={missing} />
        </>
      )}
      <Pager page={page} pages={pages} hrefOf={(to) => `${BASE}?${query}page=${to}`} />
    </OfficeFrame>
  );
};

const Tasks = ({ missing }: { missing: readonly MissingCertificate[] }) => {
  const { certificates, shell } = useWords();
  const { missing: words, fields } = certificates;
  return (
    <ScrollRegion label={`${words.title}: ${shell.tableScrolls}`} folds>
      <table data-t="missing-certificates">
        <thead>
          <tr>
            <th scope="col">{words.goods}</th>
            <th scope="col">{fields.heat}</th>
            <th scope="col">{fields.mill}</th>
            <th scope="col">{words.branch}</th>
            <th scope="col">{words.received}</th>
            <th scope="col" class="n">
              {words.onHand}
            </th>
            <th scope="col">
              <span class="visually-hidden">{words.bring}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {missing.map((lot) => (
            <Task lot={lot} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const Task = ({ lot }: { lot: MissingCertificate }) => {
  const { certificates } = useWords();
  const { missing: words, fields } = certificates;
  const figures = useFigures();
  const branchName = useBranchName();
  const name = useNameOf()(lot);
  return (
    <tr>
      <th scope="row">
        <a href={`/p/${encodeURIComponent(lot.sku)}`}>{name}</a>
      </th>
      <td class="code" data-label={fields.heat}>
        {lot.heatNumber}
      </td>
      <td data-label={fields.mill}>
        {lot.millName ?? <span class="meta">{words.unknownMill}</span>}
      </td>
      <td data-label={words.branch}>{branchName(lot.branchCode)}</td>
      <td data-label={words.received}>{figures.date(lot.receivedOn)}</td>
      <td class="n" data-label={words.onHand}>
        <Weight grams={lot.onHandG} />{' '}
        {lot.isReserved && <Status mood="warn">{words.reserved}</Status>}
      </td>
      <td class="deed">
        <a
          href={`/office/certificates/new?lot=${lot.lotId}`}
          aria-label={`${words.bring}: ${certificates.heatOf(lot.heatNumber)}`}
        >
          {words.bring}
        </a>
      </td>
    </tr>
  );
};
