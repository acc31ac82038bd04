import { units } from '../../src/measures/quantity.ts';
import type { Offer, QuoteVersion } from '../../src/ordering/quote.ts';
import { totalOfVersion } from '../../src/ordering/quote-delivery.ts';
import type { QuoteAsked } from '../../src/ordering/quote.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Check, Field, TextField } from '../parts/field.tsx';
import { ProblemList } from '../parts/problem-list.tsx';
import { QuoteCut } from '../parts/quote-cut.tsx';
import { QuoteDeliveryFields } from './quote-delivery-fields.tsx';

/** A draft as it stands in the fields. */
export type DraftTyped = {
  number: number;
  edits: number;
  /** The draft as it was saved, for what follows from its offers. */
  saved: Pick<QuoteVersion, 'offers' | 'delivery'>;
  /** How many rows are shown, the empty ones at the end included. */
  rows: number;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

type Shown = {
  draft: DraftTyped;
  base: string;
  before: QuoteVersion | undefined;
  /** Where the company has goods brought. */
  sites: QuoteAsked['sites'];
};

/** The answer while it is written: rows of offers, until when it holds, on what conditions. */
export const QuoteDraft = (shown: Shown) => {
  const { draft, base } = shown;
  const { values, problems } = draft;
  const { quotes, quoteDelivery } = useWords();
  const { office } = quotes;
  const figures = useFigures();
  return (
    <section id="draft">
      <h2>{office.draft(draft.number)}</h2>
      <p class="meta">{office.draftNote}</p>
      <form class="form wide" method="post" action={`${base}/draft/offers`} hx-sync="this:drop">
        <ProblemList
          problems={problems}
          labels={{ ...labelsOf(draft, office), ...labelsOfDelivery(quoteDelivery) }}
        />
        <input type="hidden" name="seenEdits" value={String(draft.edits)} />
        <Rows {...shown} />
        <QuoteDeliveryFields sites={shown.sites} values={values} problems={problems} />
        <p>
          {office.total}:{' '}
          <strong class="amount">{figures.money(totalOfVersion(draft.saved).grossMinor)}</strong>
        </p>
        <div class="field-row">
          <Field
            name="validOn"
            label={office.validOn}
            type="date"
            value={values['validOn']}
            problem={problems['validOn']}
            size="medium"
          />
          <Field
            name="validAt"
            label={office.validAt}
            hint={office.validAtHint}
            value={values['validAt']}
            problem={problems['validAt']}
            size="short"
            maxlength={5}
          />
        </div>
        <Check name="takesPart" label={office.takesPart} checked={values['takesPart'] === 'yes'} />
        <TextField
          name="conditions"
          label={office.conditions}
          value={values['conditions']}
          problem={problems['conditions']}
        />
        <p class="actions">
          <button type="submit" name="deed" value="save" data-key="Ctrl+s">
            {office.save}
          </button>{' '}
          <button type="submit" name="deed" value="send" class="primary" data-key="Ctrl+Enter">
            {office.send}
          </button>
        </p>
      </form>
      <form method="post" action={`${base}/draft/discard`} hx-sync="this:drop">
        <button type="submit" class="quiet">
          {office.discard}
        </button>
      </form>
    </section>
  );
};

const labelsOfDelivery = (words: ReturnType<typeof useWords>['quoteDelivery']) => ({
  ...{ delivery: words.way, deliverySite: words.site },
  ...{ freight: words.price, freightOfPart: words.part },
});

type OfficeWords = ReturnType<typeof useWords>['quotes']['office'];

const labelsOf = ({ rows }: DraftTyped, office: OfficeWords): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: rows }, (_, index) => index + 1).flatMap((row) => [
      [`line.${row}`, office.inRow(office.line, row)],
      [`sku.${row}`, office.inRow(office.article, row)],
      [`text.${row}`, office.inRow(office.words, row)],
      [`quantity.${row}`, office.inRow(office.quantity, row)],
      [`cuts.${row}`, office.inRow(office.cuts, row)],
      [`price.${row}`, office.inRow(office.price, row)],
      [`note.${row}`, office.inRow(office.remark, row)],
    ]),
  );

const Rows = (shown: Shown) => {
  const { quotes } = useWords();
  const { office } = quotes;
  const { rows } = shown.draft;
  return (
    <div
      class="table-scroll"
      role="region"
      aria-label={office.draft(shown.draft.number)}
      tabindex={0}
    >
      <table class="table grid quote-grid" data-t="grid">
        <thead>
          <tr>
            <th scope="col">{office.line}</th>
            <th scope="col">{office.article}</th>
            <th scope="col">{office.words}</th>
            <th scope="col">{office.quantity}</th>
            <th scope="col">{office.unit}</th>
            <th scope="col">{office.cuts}</th>
            <th scope="col" class="num">
              {office.listNow}
            </th>
            {shown.before && (
              <th scope="col" class="num">
                {office.before}
              </th>
            )}
            <th scope="col">{office.price}</th>
            <th scope="col">{office.more}</th>
            <th scope="col">{office.remark}</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, index) => (
            <>
              <Row {...shown} row={index + 1} />
              <CutRow offer={shown.draft.saved.offers[index]} columns={shown.before ? 11 : 10} />
            </>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Row = ({ draft, before, row }: Shown & { row: number }) => {
  const words = useWords();
  const { office } = words.quotes;
  const figures = useFigures();
  const saved = draft.saved.offers[row - 1];
  const old = before?.offers.find(
    (offer) => offer.position === saved?.position && offer.alternative === saved.alternative,
  );
  const perTonne = (minor: number | null | undefined) =>
    minor === null || minor === undefined ? '—' : figures.bare.perTonne(minor);
  const cell = (name: string, label: string, isNumber = false) => (
    <Cell
      draft={draft}
      name={`${name}.${row}`}
      label={office.inRow(label, row)}
      isNumber={isNumber}
    />
  );
  const unit = draft.values[`unit.${row}`] ?? 't';
  return (
    <tr>
      <td class="short">{cell('line', office.line, true)}</td>
      <td>{cell('sku', office.article)}</td>
      <td>{cell('text', office.words)}</td>
      <td class="short">{cell('quantity', office.quantity, true)}</td>
      <td>
        <select name={`unit.${row}`} aria-label={office.inRow(office.unit, row)}>
          {units.map((one) => (
            <option value={one} selected={one === unit}>
              {words.units[one]}
            </option>
          ))}
        </select>
      </td>
      <td>{cell('cuts', office.cuts)}</td>
      <td class="num">{perTonne(saved?.listPerTonneMinor)}</td>
      {before && <td class="num">{perTonne(old?.pricePerTonneMinor)}</td>}
      <td class="short">
        {cell('price', office.price, true)}
        {saved && (
          <small class="meta">{saved.includesVat ? office.withVat : office.withoutVat}</small>
        )}
      </td>
      <td>
        <input
          type="checkbox"
          name={`more.${row}`}
          value="yes"
          checked={draft.values[`more.${row}`] === 'yes'}
          aria-label={office.inRow(office.more, row)}
        />
      </td>
      <td>{cell('note', office.remark)}</td>
    </tr>
  );
};

/** Below a row that is cut: what becomes of the rest of the bars, as the buyer said it, and what cutting comes to, as the draft was saved. */
const CutRow = ({ offer, columns }: { offer: Offer | undefined; columns: number }) =>
  offer?.cutting ? (
    <tr class="service">
      <td colspan={columns}>
        <QuoteCut cutting={offer.cutting} services={offer.services} rests={offer.rests} />
      </td>
    </tr>
  ) : null;

const Cell = (cell: { draft: DraftTyped; name: string; label: string; isNumber: boolean }) => {
  const { draft, name, label, isNumber } = cell;
  return (
    <input
      id={name}
      name={name}
      value={draft.values[name]}
      aria-label={label}
      aria-invalid={draft.problems[name] ? 'true' : undefined}
      inputmode={isNumber ? 'decimal' : undefined}
      data-num={isNumber ? '' : undefined}
      maxlength={isNumber ? 20 : 300}
    />
  );
};
