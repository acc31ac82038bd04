import type { AgreementVersion } from '../../src/customers/agreement.ts';
import { useFigures, useWords } from '../language.tsx';
import { TextField } from '../parts/field.tsx';
import { Notice, Status } from '../parts/status.tsx';
import { TermsChanges } from './agreement-versions.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';

/** What was just decided, said once above the page. */
export type TermsDeed = 'approved' | 'sent-back' | 'withdrawn';

type Draft = {
  companyId: string;
  companyName: string;
  managerName: string | null;
  draft: AgreementVersion;
  /** The terms that it would replace; undefined for a company that has none. */
  before: AgreementVersion | undefined;
  isOutdated: boolean;
  isOwn: boolean;
};

type Shown = {
  place: OfficePlace;
  drafts: readonly Draft[];
  deed: TermsDeed | undefined;
  /** Whether the reader approves what others drafted. */
  decides: boolean;
  opensCustomers: boolean;
  /** The draft whose form has what was typed, and what is wrong with it. */
  typedFor: string | undefined;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** Terms beyond their author's authority that wait for a second person, the oldest first. */
export const TermsDraftsPage = (shown: Shown) => {
  const { terms } = useWords();
  const { drafts, deed } = shown;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{terms.title}</h1>
      {deed && (
        <Notice mood="ok" role="status">
          {terms.deeds[deed]}
        </Notice>
      )}
      <p>{terms.lead}</p>
      {drafts.length === 0 && <p class="empty">{terms.none}</p>}
      {drafts.map((draft) => (
        <WaitingDraft {...shown} {...draft} />
      ))}
    </OfficeFrame>
  );
};

const WaitingDraft = (shown: Shown & Draft) => {
  const { office, terms } = useWords();
  const figures = useFigures();
  const { draft, before, companyId, companyName, isOutdated } = shown;
  const when = figures.moment(draft.changedAt);
  return (
    <section id={`draft-${draft.id}`} aria-labelledby={`name-${draft.id}`}>
      <h2 id={`name-${draft.id}`}>
        {shown.opensCustomers ? (
          <a href={`/office/customers/${companyId}`}>{companyName}</a>
        ) : (
          companyName
        )}
      </h2>
      <p class="meta">
        {office.version(draft.version)} · {terms.draftedBy(draft.changedByName ?? '', when)}
        {draft.plannedFrom !== null && <> · {terms.wishedFrom(figures.date(draft.plannedFrom))}</>}
      </p>
      <p>
        {draft.beyond.map((what) => (
          <>
            <Status mood="warn">{terms.beyond[what]}</Status>{' '}
          </>
        ))}
      </p>
      <TermsChanges before={before} after={draft} />
      <p>
        {office.changeReason}: {draft.reason}
      </p>
      {isOutdated && <Notice mood="warn">{terms.outdated}</Notice>}
      <Deeds {...shown} />
    </section>
  );
};

const Deeds = (shown: Shown & Draft) => {
  const { terms } = useWords();
  const { draft, isOwn, decides, isOutdated, companyName, typedFor, values, problems } = shown;
  const base = `/office/terms/${draft.id}`;
  if (isOwn) {
    return (
      <form class="row" method="post" action={`${base}/withdrawal`} hx-sync="this:drop">
        <span class="grow">{terms.yours}</span>
        <button type="submit">{terms.withdraw}</button>
      </form>
    );
  }
  if (!decides) return <p class="meta">{terms.waitsForOther}</p>;
  const isTyped = typedFor === draft.id;
  return (
    <div class="stack">
      {!isOutdated && (
        <form
          method="post"
          action={`${base}/approval`}
          hx-sync="this:drop"
          data-confirm={terms.approveQuestion(companyName)}
        >
          <button type="submit" class="primary">
            {terms.approve}
          </button>
        </form>
      )}
      <form class="form" method="post" action={`${base}/return`} hx-sync="this:drop">
        <TextField
          name="note"
          prefix={`${draft.id}-`}
          label={terms.note}
          rows={2}
          required
          value={isTyped ? values['note'] : undefined}
          problem={isTyped ? problems['note'] : undefined}
        />
        <button type="submit">{terms.sendBack}</button>
      </form>
    </div>
  );
};
