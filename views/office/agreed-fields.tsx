import {
  carriers,
  freightChargings,
  freightPrices,
  orderDocuments,
} from '../../src/customers/agreed.ts';
import { claimKinds } from '../../src/claims/claim.ts';
import { languages, useWords } from '../language.tsx';
import { Check, Choice, Field } from '../parts/field.tsx';

/** The names of the fields of what is agreed of orders, in words. */
export const agreedLabels = ({ agreed, claims }: ReturnType<typeof useWords>) => ({
  ...Object.fromEntries(
    claimKinds.map((kind) => [`claimDays.${kind}`, `${agreed.claimDays}: ${claims.kinds[kind]}`]),
  ),
  carrier: agreed.carrier,
  deliveryPlace: agreed.deliveryPlace,
  freight: agreed.freight,
  freightPrice: agreed.freightPrice,
  freeFromTonnes: agreed.freeFromTonnes,
  freeFromSum: agreed.freeFromSum,
  storageFreeDays: agreed.storageFreeDays,
  storageFee: agreed.storageFee,
  storageMostDays: agreed.storageMostDays,
  documentsLanguage: agreed.documentsLanguage,
  holdHours: agreed.holdHours,
  lettersTo: agreed.lettersTo,
  instruction: agreed.instruction,
});

/** Delivery, documents and what this customer needs, as they are typed. */
export const AgreedFieldsets = ({
  values,
  problems,
}: {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const words = useWords();
  const { agreed } = words;
  const labels = agreedLabels(words);
  const field = (name: keyof typeof labels) => ({
    ...{ name, label: labels[name], value: values[name], problem: problems[name] },
  });
  return (
    <>
      <fieldset>
        <legend>{agreed.delivery}</legend>
        <div class="field-row">
          <Choice
            {...field('carrier')}
            options={carriers.map((value) => ({ value, label: agreed.carriers[value] }))}
          />
          <Choice
            {...field('freight')}
            options={freightChargings.map((value) => ({ value, label: agreed.freights[value] }))}
          />
        </div>
        <div class="field-row">
          <Choice
            {...field('freightPrice')}
            options={freightPrices.map((value) => ({ value, label: agreed.freightPrices[value] }))}
          />
          <Field {...field('freeFromTonnes')} inputmode="decimal" size="short" maxlength={12} />
          <Field {...field('freeFromSum')} inputmode="decimal" size="medium" maxlength={24} />
        </div>
        <Field {...field('deliveryPlace')} hint={agreed.deliveryPlaceHint} maxlength={200} />
        <div class="field-row">
          <Field {...field('storageFreeDays')} inputmode="numeric" size="short" maxlength={3} />
          <Field {...field('storageFee')} inputmode="decimal" size="medium" maxlength={24} />
          <Field
            {...field('storageMostDays')}
            hint={agreed.storageMostDaysHint}
            inputmode="numeric"
            size="short"
            maxlength={3}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>{agreed.documentSet}</legend>
        {orderDocuments.map((one) => (
          <Check
            name={`document.${one}`}
            label={agreed.documents[one]}
            checked={values[`document.${one}`] === 'yes'}
          />
        ))}
        <Choice
          {...field('documentsLanguage')}
          options={[
            { value: '', label: agreed.companyLanguage },
            ...languages.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
      </fieldset>
      <fieldset>
        <legend>{agreed.claimDays}</legend>
        <p class="hint">{agreed.claimDaysHint}</p>
        <div class="field-row">
          {claimKinds.map((kind) => (
            <Field
              name={`claimDays.${kind}`}
              label={words.claims.kinds[kind]}
              value={values[`claimDays.${kind}`]}
              problem={problems[`claimDays.${kind}`]}
              inputmode="numeric"
              size="short"
              maxlength={4}
            />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{agreed.needs}</legend>
        <p class="hint">{agreed.needsHint}</p>
        <div class="field-row">
          <Field {...field('holdHours')} inputmode="numeric" size="short" maxlength={3} />
          <Field {...field('lettersTo')} type="email" autocomplete="off" maxlength={254} />
        </div>
        <Field {...field('instruction')} maxlength={300} />
      </fieldset>
    </>
  );
};
