import type { QuoteAsked } from '../../src/ordering/quote.queries.ts';
import { useWords } from '../language.tsx';
import { Choice, Field } from '../parts/field.tsx';

/** How a draft says that the goods get to the buyer. What it says of our own vehicle counts for nothing where another way is chosen. */
export const QuoteDeliveryFields = (shown: {
  sites: QuoteAsked['sites'];
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const { quoteDelivery: words } = useWords();
  const { sites, values, problems } = shown;
  const field = (name: string) => ({ name, value: values[name], problem: problems[name] });
  return (
    <fieldset>
      <legend>{words.one}</legend>
      <div class="field-row">
        <Choice
          {...field('delivery')}
          value={values['delivery'] ?? ''}
          label={words.way}
          options={Object.entries(words.ways).map(([value, label]) => ({ value, label }))}
        />
        <Choice
          {...field('deliverySite')}
          value={values['deliverySite'] ?? ''}
          label={words.site}
          options={[
            { value: '', label: words.noSite },
            ...sites.map(({ id, name, city }) => ({ value: id, label: `${name}, ${city}` })),
          ]}
        />
        <Field
          {...field('freight')}
          label={words.price}
          hint={words.priceHint}
          inputmode="decimal"
          size="amount"
          maxlength={20}
        />
        <Choice
          {...field('freightOfPart')}
          value={values['freightOfPart'] ?? 'whole'}
          label={words.part}
          options={Object.entries(words.parts).map(([value, label]) => ({ value, label }))}
        />
      </div>
    </fieldset>
  );
};
