import type { KeyShown } from '../../src/people/api-key.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Field } from '../parts/field.tsx';
import { Day, Moment } from '../parts/measures.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { Notice, Status } from '../parts/status.tsx';

export type KeysShown = {
  keys: readonly KeyShown[];
  /** Just made; the only time that its text is seen. */
  made?: { name: string; key: string; address: string } | undefined;
  isEnded: boolean;
  /** Names the key that the form makes, so that a second click makes no second one. */
  formKey: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** The keys of a company's programs, for its administrators. */
export const KeysPage = (shown: KeysShown) => {
  const { apiKeys, company } = useWords();
  return (
    <>
      <Crumbs above={[{ href: '/company', name: company.title }]} />
      <div class="page-head">
        <h1>{apiKeys.title}</h1>
      </div>
      {shown.isEnded && (
        <Notice mood="ok" role="status">
          {apiKeys.ended}
        </Notice>
      )}
      {shown.made && <Made {...shown.made} />}
      <p class="meta">
        {apiKeys.lead}{' '}
        <a href="/api/openapi.json" hx-boost="false">
          {apiKeys.description}
        </a>
      </p>
      {shown.keys.length === 0 ? <p class="empty">{apiKeys.none}</p> : <Keys keys={shown.keys} />}
      <KeyForm {...shown} />
    </>
  );
};

const Made = ({ name, key, address }: NonNullable<KeysShown['made']>) => {
  const { apiKeys } = useWords();
  return (
    <Notice mood="ok" role="status">
      <div class="stack">
        <strong>{apiKeys.made(name)}</strong>
        <label for="made-key">{apiKeys.copyNow}</label>
        <input id="made-key" class="size-full code" value={key} readonly autofocus />
        <span class="meta">{apiKeys.tryIt}:</span>
        <pre class="code">
          {`curl -H "Authorization: Bearer ${key}" "${address}/api/v1/parse?q=channel+20P+24+m"`}
        </pre>
      </div>
    </Notice>
  );
};

const Keys = ({ keys }: Pick<KeysShown, 'keys'>) => {
  const { apiKeys, shell } = useWords();
  const figures = useFigures();
  return (
    <ScrollRegion label={`${apiKeys.title}: ${shell.tableScrolls}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{apiKeys.name}</th>
            <th scope="col">{apiKeys.madeBy}</th>
            <th scope="col">{apiKeys.madeAt}</th>
            <th scope="col">{apiKeys.lastUsed}</th>
            <th scope="col">{apiKeys.state}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr>
              <th scope="row">{key.name}</th>
              <td>{key.madeBy}</td>
              <td>
                <Moment at={key.madeAt} />
              </td>
              <td>{key.lastUsedOn === null ? apiKeys.never : <Day on={key.lastUsedOn} />}</td>
              <td>
                {key.endedAt === null ? (
                  <End keyShown={key} />
                ) : (
                  <Status mood="idle">{apiKeys.endedAt(figures.moment(key.endedAt))}</Status>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
};

const End = ({ keyShown }: { keyShown: KeyShown }) => {
  const { apiKeys } = useWords();
  const { id, name } = keyShown;
  return (
    <form
      class="row"
      method="post"
      action={`/company/keys/${id}/end`}
      hx-boost="false"
      data-confirm={apiKeys.endQuestion(name)}
    >
      <Status mood="ok">{apiKeys.inUse}</Status>
      <button type="submit" class="small danger" aria-label={`${apiKeys.end}: ${name}`}>
        {apiKeys.end}
      </button>
    </form>
  );
};

/** A whole page comes back, so that the key stands in no part that htmx would keep. */
const KeyForm = ({ formKey, values, problems }: KeysShown) => {
  const { apiKeys } = useWords();
  return (
    <section>
      <h2>{apiKeys.make}</h2>
      <form class="form" method="post" action="/company/keys" hx-boost="false">
        <ProblemList problems={problems} labels={{ name: apiKeys.name }} />
        <input type="hidden" name="key" value={formKey} />
        <Field
          name="name"
          label={apiKeys.name}
          hint={apiKeys.nameHint}
          value={values['name']}
          problem={problems['name']}
          maxlength={100}
          required
        />
        <button type="submit" class="primary">
          {apiKeys.make}
        </button>
      </form>
    </section>
  );
};
