import { forms } from '../../src/catalogue/form.ts';
import type { MissedGroup, MissedWish } from '../../src/stock/missed-demand.queries.ts';
import { useBranches, useBranchName, useFigures, useWords } from '../language.tsx';
import { Choice } from '../parts/field.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Filter = { days: number; branch?: string | undefined; form?: string | undefined };
type Shown = { place: OfficePlace; filter: Filter; groups: readonly MissedGroup[] };

const SPANS = [7, 30, 90, 365];
const BASE = '/office/missed-demand';

/** What was asked for and not sold: what to keep next. */
export const MissedDemandPage = (shown: Shown) => {
  const { office, forms: formWords } = useWords();
  const { demand } = office;
  const { filter, place } = shown;
  return (
    <OfficeFrame {...place}>
      <h1>{demand.title}</h1>
      <p class="meta">{demand.lead}</p>
      <form
        class="row filters"
        method="get"
        action={BASE}
        hx-get={BASE}
        hx-trigger="change, submit"
        hx-target="#missed"
        hx-swap="outerHTML"
        hx-replace-url="true"
        hx-sync="this:replace"
      >
        <Choice
          name="days"
          label={demand.days}
          value={String(filter.days)}
          options={[...new Set([...SPANS, filter.days])].map((days) => ({
            value: String(days),
            label: demand.daysOf(days),
          }))}
        />
        <Choice
          name="branch"
          label={demand.branch}
          value={filter.branch ?? ''}
          options={[{ value: '', label: demand.allBranches }, ...useBranches()]}
        />
        <Choice
          name="form"
          label={demand.form}
          value={filter.form ?? ''}
          options={[
            { value: '', label: demand.allForms },
            ...forms.map((form) => ({ value: form, label: formWords[form] })),
          ]}
        />
        <button type="submit">{demand.show}</button>
      </form>
      <MissedDemandTable {...shown} />
    </OfficeFrame>
  );
};

/** The groups; replaced when the filter changes. */
export const MissedDemandTable = ({ filter, groups }: Shown) => {
  const { office, shell } = useWords();
  const { demand } = office;
  if (groups.length === 0) {
    return (
      <section id="missed" data-t="missed-demand">
        <p class="empty" role="status">
          {demand.none}
        </p>
      </section>
    );
  }
  return (
    <section id="missed" class="stack" data-t="missed-demand">
      <p>
        <a href={`${BASE}/list.csv?${queryOf(filter)}`} hx-boost="false" download>
          {demand.download}
        </a>
      </p>
      <div
        class="scroll folds"
        role="region"
        tabindex={0}
        aria-label={`${demand.title}: ${shell.tableScrolls}`}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{demand.asked}</th>
              <th scope="col">{demand.branch}</th>
              <th scope="col" class="n">
                {demand.companies}
              </th>
              <th scope="col" class="n">
                {demand.times}
              </th>
              <th scope="col" class="n">
                {demand.tonnes}
              </th>
              <th scope="col">{demand.last}</th>
              <th scope="col">{demand.channels}</th>
              <th scope="col">{demand.why}</th>
              <th scope="col">{demand.now}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <GroupRow group={group} filter={filter} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

const GroupRow = ({ group, filter }: { group: MissedGroup; filter: Filter }) => {
  const words = useWords();
  const figures = useFigures();
  const branchName = useBranchName();
  const { demand } = words.office;
  const { branchCode, weightG, nowSku, nowG } = group;
  return (
    <tr>
      <th scope="row">
        <a href={`${BASE}/wishes?${queryOf(filter)}&key=${encodeURIComponent(group.key)}`}>
          {askedFor(group, words.forms)}
        </a>
      </th>
      <td data-label={demand.branch}>
        {branchCode === null ? demand.noBranch : branchName(branchCode)}
      </td>
      <td class="n" data-label={demand.companies}>
        {figures.bare.count(group.companies)}
      </td>
      <td class="n" data-label={demand.times}>
        {figures.bare.count(group.times)}
      </td>
      <td class="n" data-label={demand.tonnes}>
        {weightG === null ? '—' : figures.bare.t(weightG)}
      </td>
      <td data-label={demand.last}>{figures.moment(group.lastAt)}</td>
      <td data-label={demand.channels}>
        {group.channels.map((channel) => words.channels[channel]).join(', ')}
      </td>
      <td data-label={demand.why}>
        {group.reasons.map((reason) => demand.reasons[reason]).join(', ')}
      </td>
      <td data-label={demand.now}>
        {nowSku === null ? (
          '—'
        ) : (
          <a href={`/p/${encodeURIComponent(nowSku)}`}>
            {nowSku}
            {nowG !== null && `, ${figures.bare.t(nowG)} ${words.units.t}`}
          </a>
        )}
      </td>
    </tr>
  );
};

/** Form, size and grades where they were understood, else the words. */
function askedFor(
  { form, size, grades, typed }: MissedGroup,
  names: Readonly<Record<string, string>>,
): string {
  if (form === null && size === '') return typed;
  return [form === null ? '' : names[form], size, grades.join(', ')]
    .filter((part) => part !== '')
    .join(' ');
}

type Wishes = {
  place: OfficePlace;
  filter: Filter;
  wishes: readonly MissedWish[];
  opensCustomers: boolean;
};

/** Who asked for it, when, how much, and in which words. */
export const MissedWishesPage = ({ place, filter, wishes, opensCustomers }: Wishes) => {
  const words = useWords();
  const figures = useFigures();
  const branchName = useBranchName();
  const { demand } = words.office;
  const [first] = wishes;
  return (
    <OfficeFrame {...place}>
      <h1>{first ? demand.who(first.typed) : demand.title}</h1>
      <p>
        <a href={`${BASE}?${queryOf(filter)}`}>{demand.back}</a>
      </p>
      {wishes.length === 0 ? (
        <p class="empty">{demand.none}</p>
      ) : (
        <div
          class="scroll folds"
          role="region"
          tabindex={0}
          aria-label={`${demand.title}: ${words.shell.tableScrolls}`}
        >
          <table data-t="wishes">
            <thead>
              <tr>
                <th scope="col">{demand.customer}</th>
                <th scope="col">{demand.person}</th>
                <th scope="col">{demand.words}</th>
                <th scope="col" class="n">
                  {demand.quantity}
                </th>
                <th scope="col">{demand.last}</th>
                <th scope="col">{demand.channels}</th>
                <th scope="col">{demand.branch}</th>
                <th scope="col">{demand.why}</th>
              </tr>
            </thead>
            <tbody>
              {wishes.map((wish) => (
                <tr>
                  <th scope="row">
                    {wish.companyId === null || !opensCustomers ? (
                      (wish.companyName ?? demand.guest)
                    ) : (
                      <a href={`/office/customers/${wish.companyId}`}>{wish.companyName}</a>
                    )}
                  </th>
                  <td data-label={demand.person}>{wish.personName ?? '—'}</td>
                  <td data-label={demand.words}>{wish.typed}</td>
                  <td class="n" data-label={demand.quantity}>
                    {wish.quantityMilli === null || wish.unit === null
                      ? '—'
                      : figures.quantity({ amountMilli: wish.quantityMilli, unit: wish.unit })}
                  </td>
                  <td data-label={demand.last}>{figures.moment(wish.at)}</td>
                  <td data-label={demand.channels}>{words.channels[wish.channel]}</td>
                  <td data-label={demand.branch}>
                    {wish.branchCode === null ? demand.noBranch : branchName(wish.branchCode)}
                  </td>
                  <td data-label={demand.why}>{demand.reasons[wish.why]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </OfficeFrame>
  );
};

function queryOf({ days, branch, form }: Filter): string {
  const query = new URLSearchParams({ days: String(days) });
  if (branch) query.set('branch', branch);
  if (form) query.set('form', form);
  return query.toString();
}
