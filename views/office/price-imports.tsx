import type { PriceImport } from '../../src/pricing/price-import.ts';
import type { PriceListCard } from '../../src/pricing/price-list.queries.ts';
import { useWords } from '../language.tsx';
import { Field, TextField } from '../parts/field.tsx';
import { Moment } from '../parts/measures.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { PriceListFacts } from './price-list.tsx';

type Shown = {
  place: OfficePlace;
  list: PriceListCard;
  importId: string;
  recent: readonly PriceImport[];
  /** What is wrong with the file: a code of `words.problems`. */
  problem: string | undefined;
  /** What was pasted, where it could not be taken. */
  typed: string | undefined;
};

/** Where a file of prices is chosen, and the last ones are found again. */
export const PriceImportsPage = ({ place, list, importId, recent, problem, typed }: Shown) => {
  const { priceImport } = useWords();
  const href = `/office/price-lists/${list.id}/imports`;
  return (
    <OfficeFrame {...place}>
      <h1>
        {priceImport.title}: {list.name}
      </h1>
      <PriceListFacts list={list} />
      <p class="meta">{priceImport.lead}</p>
      <form
        method="post"
        action={`${href}/file`}
        enctype="multipart/form-data"
        hx-boost="false"
        class="form"
        data-upload
      >
        <input type="hidden" name="importId" value={importId} />
        <Field
          name="file"
          type="file"
          label={priceImport.file}
          hint={priceImport.formats}
          problem={problem}
          size="medium"
        />
        <TextField name="pasted" label={priceImport.pasted} value={typed} rows={4} />
        <progress max={1} value={0} hidden aria-label={priceImport.upload} />
        <button type="submit" class="primary">
          {priceImport.upload}
        </button>
      </form>
      {recent.length > 0 && (
        <section>
          <h2>{priceImport.recent}</h2>
          <ul class="plain-list">
            {recent.map((one) => (
              <li>
                <a href={`${href}/${one.id}`}>{one.fileName || priceImport.file}</a>{' '}
                {priceImport.stages[one.stage]} · {priceImport.rowsOf(one.rowCount)} ·{' '}
                {one.createdByName} · <Moment at={one.createdAt} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <a href={`/office/price-lists/${list.id}`}>{priceImport.backToList}</a>
      </p>
    </OfficeFrame>
  );
};
