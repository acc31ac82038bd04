import type { RefusalReason } from '../../src/platform/refusal.ts';
import { useWords } from '../language.tsx';
import {
  DocumentFilterForm,
  DocumentList,
  type DocumentListShown,
} from '../parts/document-list.tsx';
import { DocumentSheet, type DocumentShown } from '../parts/document-sheet.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { RefusalNotice } from '../refusals.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

type Shown = Omit<DocumentListShown, 'base' | 'ordersAt' | 'showsCompany'> & {
  place: OfficePlace;
  company: { typed: string; name: string | undefined };
};

const ours = { base: '/office/documents', ordersAt: '/office/orders' };

/** The documents of all companies. */
export const OfficeDocumentsPage = (shown: Shown) => {
  const { papers: words } = useWords();
  const { company } = shown;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{words.title}</h1>
      <p class="meta">{words.lead}</p>
      <DocumentFilterForm {...shown} {...ours}>
        <Field
          name="company"
          type="search"
          label={words.company}
          hint={words.companyHint}
          value={company.name ?? company.typed}
          maxlength={100}
          size="medium"
        />
      </DocumentFilterForm>
      <OfficeDocumentsList {...shown} />
    </OfficeFrame>
  );
};

/** Replaced whole when the filter changes; says whose they are. */
export const OfficeDocumentsList = (shown: Shown) => {
  const { papers: words } = useWords();
  const { company } = shown;
  return (
    <DocumentList {...shown} {...ours} showsCompany>
      {company.typed !== '' && (
        <p class="meta">
          {company.name === undefined ? words.noSuchCompany : words.onlyOf(company.name)}
        </p>
      )}
    </DocumentList>
  );
};

type Refused = {
  values: Record<string, string>;
  problems: Record<string, string>;
  refusal?: RefusalReason | undefined;
};

/** One document in the office: the same as its company reads, and what those who keep the books do with it. */
export const OfficeDocumentPage = (
  shown: Pick<DocumentShown, 'document' | 'content'> & {
    place: OfficePlace;
    mayKeep: boolean;
    refused?: Refused | undefined;
  },
) => {
  const { papers: words } = useWords();
  const { document, place, mayKeep } = shown;
  const stands = document.state === 'issued';
  return (
    <OfficeFrame {...place}>
      {shown.refused?.refusal && <RefusalNotice reason={shown.refused.refusal} />}
      <DocumentSheet {...shown} {...ours}>
        {mayKeep && stands && document.kind === 'tax-invoice' && (
          <p>
            <a href={`${ours.base}/${document.id}/credit-note`}>{words.credit.open}</a>
          </p>
        )}
        {mayKeep && document.turnoverOn !== null && <Register {...shown} />}
        {mayKeep && stands && <MakeVoid {...shown} />}
      </DocumentSheet>
    </OfficeFrame>
  );
};

const MakeVoid = (shown: Parameters<typeof OfficeDocumentPage>[0]) => {
  const { papers } = useWords();
  const { makeVoid: words } = papers;
  const { document, refused } = shown;
  const { values = {}, problems = {} } = refused ?? {};
  return (
    <section id="void">
      <h2>{words.title}</h2>
      <p class="meta">{words.lead}</p>
      <form
        class="form"
        method="post"
        action={`${ours.base}/${document.id}/void`}
        hx-sync="this:drop"
        data-confirm={words.question}
      >
        <ProblemList
          problems={only('voidReason', problems)}
          labels={{ voidReason: words.reason }}
        />
        <TextField
          name="voidReason"
          label={words.reason}
          value={values['voidReason']}
          problem={problems['voidReason']}
          rows={2}
          required
        />
        <button type="submit">{words.deed}</button>
      </form>
    </section>
  );
};

/** Under which number the state register took a tax document: noted when it is known, also of one that is void by then. */
const Register = (shown: Parameters<typeof OfficeDocumentPage>[0]) => {
  const { papers } = useWords();
  const { register: words } = papers;
  const { document, refused } = shown;
  const { values = {}, problems = {} } = refused ?? {};
  const name = 'registrationNumber';
  return (
    <section id="register">
      <h2>{words.title}</h2>
      <p class="meta">{words.lead}</p>
      <form
        class="form"
        method="post"
        action={`${ours.base}/${document.id}/registration`}
        hx-sync="this:drop"
      >
        <ProblemList problems={only(name, problems)} labels={{ [name]: words.number }} />
        <Field
          name={name}
          label={words.number}
          hint={words.hint}
          value={values[name] ?? document.registrationNumber ?? ''}
          problem={problems[name]}
          maxlength={60}
          required
        />
        <button type="submit">{words.deed}</button>
      </form>
    </section>
  );
};

/** Of what is wrong the part of one field: the page has a form for each. */
const only = (name: string, problems: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(problems).filter(([field]) => field === name));
