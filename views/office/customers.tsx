import type { CustomerTerms } from '../../src/history/customer-terms.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { Pager } from '../parts/pager.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = {
  place: OfficePlace;
  customers: readonly CustomerTerms[];
  filter: { text?: string | undefined; whose: 'mine' | 'all' };
  page: number;
  pages: number;
};

/** Whom we sell to on what terms: found by name, BIN or phone, or one after the other. */
export const OfficeCustomersPage = (shown: Shown) => {
  const { office } = useWords();
  const { filter, page, pages } = shown;
  const query = new URLSearchParams({
    whose: filter.whose,
    ...(filter.text && { text: filter.text }),
  });
  return (
    <OfficeFrame {...shown.place}>
      <h1>{office.sections.customers}</h1>
      <form class="row filters" method="get" action="/office/customers">
        <Field
          name="text"
          label={office.findCompany}
          value={filter.text}
          type="search"
          size="medium"
          autofocus
        />
        <Choice
          name="whose"
          label={office.ofOne}
          value={filter.whose}
          options={[
            { value: 'mine', label: office.mine },
            { value: 'all', label: office.everyone },
          ]}
        />
        <button type="submit">{office.find}</button>
      </form>
      {shown.customers.length === 0 ? (
        <p>{office.noCustomers}</p>
      ) : (
        <Customers customers={shown.customers} />
      )}
      <Pager
        page={page}
        pages={pages}
        hrefOf={(number) => `/office/customers?${query.toString()}&page=${number}`}
      />
    </OfficeFrame>
  );
};

const Customers = ({ customers }: { customers: readonly CustomerTerms[] }) => {
  const { columns, company, office, deskScreens } = useWords();
  return (
    <ScrollRegion label={office.sections.customers}>
      <table data-t="results">
        <thead>
          <tr>
            <th scope="col">{columns.company}</th>
            <th scope="col">{company.bin}</th>
            <th scope="col">{deskScreens.manager}</th>
            <th scope="col">{office.paymentTerms}</th>
            <th scope="col" class="n">
              {company.creditUsed}, ₸
            </th>
            <th scope="col" class="n">
              {company.creditLimit}, ₸
            </th>
          </tr>
        </thead>
        <tbody>
          {customers.map((customer) => (
            <CustomerRow customer={customer} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const CustomerRow = ({ customer }: { customer: CustomerTerms }) => {
  const { checkout, company, office } = useWords();
  const { bare } = useFigures();
  const { payment, paymentDays, creditKind, limitMinor } = customer;
  return (
    <tr>
      <th scope="row">
        <a href={`/office/customers/${customer.companyId}`}>{customer.name}</a>
      </th>
      <td class="code">{customer.bin}</td>
      <td>{customer.managerName}</td>
      <td>
        {payment === null ? office.noAgreement : checkout.payments[payment]}
        {payment === 'on-account' && paymentDays !== null && (
          <>, {company.paymentDays(paymentDays)}</>
        )}
      </td>
      <td class="n">{bare.money(customer.exposureMinor)}</td>
      <td class="n">
        {creditKind === 'amount' ? bare.money(limitMinor ?? 0) : company.creditKinds[creditKind]}
      </td>
    </tr>
  );
};
