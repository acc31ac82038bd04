import type { Site } from '../../src/customers/site.queries.ts';
import { useWords } from '../language.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';

type Shown = {
  sites: readonly Site[];
  /** Those that a tariff knows the way to, in the reader's language. */
  cities: readonly string[];
  /** Made for the form: the new site's id. */
  formKey: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

const PATH = '/company/sites';

/** Where a company has goods brought, and the form for another place. */
export const SitesPage = (shown: Shown) => {
  const { company, sites: words } = useWords();
  const { sites } = shown;
  return (
    <>
      <Crumbs above={[{ href: '/company', name: company.title }]} />
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      {sites.length === 0 && <p class="empty">{company.noSites}</p>}
      <ul class="plain-list approval-cards">
        {sites.map((site) => (
          <OneSite {...site} />
        ))}
      </ul>
      <NewSite {...shown} />
    </>
  );
};

const OneSite = ({ id, name, city, address }: Site) => {
  const { sites: words } = useWords();
  return (
    <li id={`site-${id}`}>
      <h2>{name}</h2>
      <p>
        {city}, {address}
      </p>
      <form
        method="post"
        action={`${PATH}/${id}/end`}
        hx-sync="this:drop"
        data-confirm={words.closeQuestion}
      >
        <button type="submit" class="small danger" aria-label={words.closeOf(name)}>
          {words.close}
        </button>
      </form>
    </li>
  );
};

const NewSite = ({ cities, formKey, values, problems }: Shown) => {
  const { sites: words } = useWords();
  const labels = { name: words.name, city: words.city, address: words.address };
  return (
    <section id="new-site">
      <h2>{words.add}</h2>
      <form class="form" method="post" action={PATH} hx-sync="this:drop">
        <input type="hidden" name="key" value={formKey} />
        <ProblemList problems={problems} labels={labels} />
        <Field
          name="name"
          label={words.name}
          hint={words.nameHint}
          maxlength={100}
          required
          value={values['name']}
          problem={problems['name']}
        />
        <Field
          name="city"
          label={words.city}
          hint={words.cityHint}
          list="cities"
          size="medium"
          maxlength={60}
          required
          value={values['city']}
          problem={problems['city']}
        />
        <datalist id="cities">
          {cities.map((city) => (
            <option>{city}</option>
          ))}
        </datalist>
        <Field
          name="address"
          label={words.address}
          hint={words.addressHint}
          autocomplete="street-address"
          maxlength={200}
          required
          value={values['address']}
          problem={problems['address']}
        />
        <button type="submit" class="primary">
          {words.open}
        </button>
      </form>
    </section>
  );
};
