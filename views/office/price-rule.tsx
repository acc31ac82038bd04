import type { PricePage } from '../../src/pricing/price-change.queries.ts';
import { remarksAmong } from '../../src/pricing/price-list.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import type { PriceRule } from '../../src/pricing/price-rule.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { Notice } from '../parts/status.tsx';
import { type DraftFilter, draftQuery, filterFields } from './draft-query.ts';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { PriceDifferences, RemarkCounts } from './price-differences.tsx';
import { PriceListFacts } from './price-list.tsx';

type Shown = {
  place: OfficePlace;
  list: PriceListCard;
  draft: { number: number; edits: number };
  filter: DraftFilter;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
  rule: PriceRule | undefined;
  foreseen: PricePage | undefined;
};

/** What a rule would do to the prices of a draft, and the button that does it. */
export const PriceRulePage = (shown: Shown) => {
  const { office, prices } = useWords();
  const { list, draft, filter, rule, foreseen } = shown;
  return (
    <OfficeFrame {...shown.place}>
      <h1>{office.draftOf(list.code, draft.number)}</h1>
      <PriceListFacts list={list} />
      <p>
        <a href={`/office/price-lists/${list.id}/draft${draftQuery(filter)}`}>
          {office.backToDraft}
        </a>
      </p>
      <h2>{prices.ruleTitle}</h2>
      <RuleForm {...shown} />
      {rule && foreseen && <Foreseen {...shown} rule={rule} foreseen={foreseen} />}
    </OfficeFrame>
  );
};

const Foreseen = (shown: Shown & { rule: PriceRule; foreseen: PricePage }) => {
  const { prices } = useWords();
  const { list, draft, filter, values, foreseen } = shown;
  const { total, counts } = foreseen;
  if (counts.changed === 0) return <Notice mood="info">{prices.ruleChangesNothing(total)}</Notice>;
  const deed = `/office/price-lists/${list.id}/draft/rule${draftQuery(filter)}`;
  return (
    <>
      <Notice mood={remarksAmong(counts) > 0 ? 'warn' : 'ok'}>
        <strong data-t="rule-count">{prices.ruleChanges(counts.changed, total)}</strong>{' '}
        <RemarkCounts counts={counts} />
      </Notice>
      <form method="post" action={deed} hx-sync="this:drop">
        <input type="hidden" name="seenEdits" value={String(draft.edits)} />
        {['basis', 'value', 'roundTo'].map((name) => (
          <input type="hidden" name={name} value={values[name]} />
        ))}
        <button type="submit" class="primary">
          {prices.applyRule(counts.changed)}
        </button>
      </form>
      <PriceDifferences
        changes={foreseen.products.slice(0, counts.changed)}
        changed={counts.changed}
      />
    </>
  );
};

/** Asks by how much the prices that the filter means shall change; what comes of it is shown before anything is written. */
export const RuleForm = (shown: {
  list: { id: string };
  filter: DraftFilter;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const { office, prices } = useWords();
  const figures = useFigures();
  const { list, filter, values, problems } = shown;
  const labels = { basis: prices.basis, value: prices.ruleValue, roundTo: office.roundTo };
  const own = Object.fromEntries(Object.entries(problems).filter(([name]) => name in labels));
  return (
    <form class="row filters" method="get" action={`/office/price-lists/${list.id}/draft/rule`}>
      <ProblemList problems={own} labels={labels} />
      {filterFields(filter).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Choice
        name="basis"
        label={prices.basis}
        value={values['basis'] ?? 'share'}
        problem={own['basis']}
        options={(['share', 'price', 'cost'] as const).map((value) => ({
          value,
          label: prices.bases[value],
        }))}
      />
      <Field
        name="value"
        label={prices.ruleValue}
        hint={prices.ruleHint}
        value={values['value']}
        problem={own['value']}
        inputmode="decimal"
        size="short"
        maxlength={16}
        required
      />
      <Choice
        name="roundTo"
        label={office.roundTo}
        value={values['roundTo'] ?? '100'}
        problem={own['roundTo']}
        options={[1, 10, 50, 100, 500, 1000].map((tenge) => ({
          value: String(tenge),
          label: figures.bare.count(tenge),
        }))}
      />
      <button type="submit">{prices.foresee}</button>
    </form>
  );
};
