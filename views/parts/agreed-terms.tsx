import type { Agreed, FreeFrom } from '../../src/customers/agreed.ts';
import { languages, useFigures, useWords } from '../language.tsx';

/** From what size something is free, in words. */
export function useFreeFrom(): (freeFrom: FreeFrom | null) => string {
  const { agreed } = useWords();
  const figures = useFigures();
  return (freeFrom) =>
    [
      ...(freeFrom && freeFrom.weightG !== null ? [figures.massT(freeFrom.weightG)] : []),
      ...(freeFrom && freeFrom.goodsMinor !== null ? [figures.money(freeFrom.goodsMinor)] : []),
    ].join(` ${agreed.or} `) || '—';
}

/** Every part of what is agreed of orders with its name and its value as a reader knows it. */
export function useAgreedInWords() {
  const { agreed, claims } = useWords();
  const figures = useFigures();
  const needs = (of: Agreed) =>
    of.needs.map((need) =>
      need.kind === 'hold-hours'
        ? agreed.holdFor(figures.bare.count(need.hours))
        : agreed.needOf[need.kind](need.said),
    );
  const fromSize = useFreeFrom();
  const freightPrice = ({ freightPrice: price, freeFrom }: Agreed) =>
    freeFrom ? agreed.freeFromSize(fromSize(freeFrom)) : agreed.freightPrices[price];
  return {
    carrier: { label: agreed.carrier, value: (of: Agreed) => agreed.carriers[of.carrier] },
    deliveryPlace: { label: agreed.deliveryPlace, value: (of: Agreed) => of.deliveryPlace || '—' },
    freight: { label: agreed.freight, value: (of: Agreed) => agreed.freights[of.freight] },
    freightPrice: {
      label: agreed.freightPrice,
      value: (of: Agreed) => freightPrice(of),
    },
    freeFrom: { label: agreed.freeFrom, value: ({ freeFrom }: Agreed) => fromSize(freeFrom) },
    storage: {
      label: agreed.storage,
      value: ({ storage }: Agreed) =>
        storage
          ? [
              agreed.storageOf(
                figures.bare.count(storage.freeDays),
                figures.money(storage.feeMinor),
              ),
              ...(storage.mostDays === null
                ? []
                : [agreed.storageAtMost(figures.bare.count(storage.mostDays))]),
            ].join(', ')
          : agreed.storageFree,
    },
    documents: {
      label: agreed.documentSet,
      value: (of: Agreed) =>
        of.documents.map((one) => agreed.documents[one]).join(', ') || agreed.noDocuments,
    },
    documentsLanguage: {
      label: agreed.documentsLanguage,
      value: (of: Agreed) =>
        languages.find(({ code }) => code === of.documentsLanguage)?.name ?? agreed.companyLanguage,
    },
    claimDays: {
      label: agreed.claimDays,
      value: (of: Agreed) =>
        of.claimDays
          .map(({ kind, days }) => agreed.claimDaysOf(claims.kinds[kind], figures.bare.count(days)))
          .join('; ') || agreed.claimDaysCommon,
    },
    needs: { label: agreed.needs, value: (of: Agreed) => needs(of).join('; ') || agreed.noNeeds },
  };
}

/** What is agreed of an order beside its price and payment; what it costs is for those who see prices. */
export const AgreedTerms = ({ agreed, seesPrices }: { agreed: Agreed; seesPrices: boolean }) => {
  const { agreed: words } = useWords();
  const say = useAgreedInWords();
  const ofMoney = seesPrices ? [say.freightPrice, say.freight, say.storage] : [];
  const shown = [
    say.carrier,
    ...(agreed.deliveryPlace === '' ? [] : [say.deliveryPlace]),
    ...ofMoney,
    say.documents,
    ...(agreed.documentsLanguage ? [say.documentsLanguage] : []),
    ...(agreed.claimDays.length > 0 ? [say.claimDays] : []),
    ...(agreed.needs.length > 0 ? [say.needs] : []),
  ];
  return (
    <details>
      <summary>{words.title}</summary>
      <dl class="facts">
        {shown.map(({ label, value }) => (
          <>
            <dt>{label}</dt>
            <dd>{value(agreed)}</dd>
          </>
        ))}
      </dl>
    </details>
  );
};
