import type { ChangeCounts, ChangedProduct } from '../../src/pricing/price-change.queries.ts';
import { remarksAmong } from '../../src/pricing/price-list.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import { useWords } from '../language.tsx';
import { Check, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { AffectedCompanies } from './affected-companies.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { PriceDifferences, RemarkCounts } from './price-differences.tsx';
import { PriceListFacts } from './price-list.tsx';

type Shown = {
  place: OfficePlace;
  list: PriceListCard;
  draft: { number: number; edits: number };
  /** The gravest of them, as many as fit a page. */
  changes: readonly ChangedProduct[];
  counts: ChangeCounts;
  affected: Parameters<typeof AffectedCompanies>[0]['affected'];
  /** Whether coefficients change, though perhaps no price does. */
  isOtherFormula: boolean;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** All that a draft changes, the gravest first, with what should be looked at; then from which day on it counts. */
export const PriceReviewPage = (shown: Shown) => {
  const { office, prices } = useWords();
  const { list, draft, changes, counts, isOtherFormula } = shown;
  const remarks = remarksAmong(counts);
  const draftHref = `/office/price-lists/${list.id}/draft`;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{office.draftOf(list.code, draft.number)}</h1>
      <PriceListFacts list={list} />
      <p>
        <a href={draftHref}>{office.backToDraft}</a>
      </p>
      {isOtherFormula && <Notice mood="info">{prices.formulaChanges}</Notice>}
      {counts.changed === 0 && !isOtherFormula ? (
        <Notice mood="info">{office.nothingChanged}</Notice>
      ) : (
        <>
          <Notice mood={remarks > 0 ? 'warn' : 'ok'}>
            {remarks > 0 ? office.remarks(remarks) : office.noRemarks}{' '}
            <RemarkCounts counts={counts} hrefOf={(only) => `${draftHref}?only=${only}`} />
          </Notice>
          <AffectedCompanies affected={shown.affected} />
          <h2>{office.changed(counts.changed)}</h2>
          <PriceDifferences changes={changes} changed={counts.changed} />
          <PublishForm {...shown} remarks={remarks} />
        </>
      )}
    </OfficeFrame>
  );
};

const PublishForm = (shown: Shown & { remarks: number }) => {
  const { office } = useWords();
  const { list, draft, counts, values, problems, remarks } = shown;
  return (
    <form
      class="form"
      method="post"
      action={`/office/price-lists/${list.id}/draft/publish`}
      hx-sync="this:drop"
      data-confirm={office.publishQuestion(counts.changed)}
    >
      <ProblemList problems={problems} labels={{ from: office.publishFrom }} />
      <input type="hidden" name="seenEdits" value={String(draft.edits)} />
      <Field
        name="from"
        label={office.publishFrom}
        type="date"
        size="medium"
        required
        value={values['from']}
        problem={problems['from']}
      />
      {remarks > 0 && <Check name="hasReadRemarks" label={office.remarksRead} />}
      <button type="submit" class="primary">
        {office.publish}
      </button>
    </form>
  );
};
