import { metresOf } from '../measures/length.ts';
import type { CuttingMethod } from '../platform/db/schema.ts';
import type { ServiceDerivation, StorageService } from '../pricing/service-derivation.ts';
import { freeUntil } from '../pricing/storage-charge.ts';
import type { Named } from './document-parties.ts';

/** What the saws are called on paper. */
const methods: Record<CuttingMethod, Named> = {
  guillotine: { en: 'guillotine', ru: 'гильотинные ножницы', kk: 'гильотина қайшы' },
  abrasive: { en: 'abrasive saw', ru: 'абразивная отрезка', kk: 'абразивті кесу' },
  'band-saw': { en: 'band saw', ru: 'ленточная пила', kk: 'таспалы ара' },
  gas: { en: 'gas cutting', ru: 'газовая резка', kk: 'газбен кесу' },
};

/**
 * What a service of an order is called on a document. It is frozen with the
 * document like the name of goods, and goes into the electronic invoice; that is
 * why it stands here and not among the words of pages.
 */
export function serviceName(service: ServiceDerivation): Named {
  if (service.kind === 'cutting') {
    const { method, cuts } = service;
    return {
      en: `Cutting to length, ${methods[method].en}, cuts: ${cuts}`,
      ru: `Резка в размер, ${methods[method].ru}, резов: ${cuts}`,
      kk: `Өлшемге кесу, ${methods[method].kk}, кесу саны: ${cuts}`,
    };
  }
  if (service.kind === 'freight') {
    const { branchCode, city } = service;
    if (service.format === 2) {
      return {
        en: `Delivery by road, ${branchCode} to ${city}, as agreed`,
        ru: `Доставка автотранспортом, ${branchCode} — ${city}, по согласованной цене`,
        kk: `Автокөлікпен жеткізу, ${branchCode} — ${city}, келісілген баға бойынша`,
      };
    }
    if (service.format === 3) {
      return {
        en: `Delivery by road, ${branchCode} to ${city}, as quoted`,
        ru: `Доставка автотранспортом, ${branchCode} — ${city}, по коммерческому предложению`,
        kk: `Автокөлікпен жеткізу, ${branchCode} — ${city}, коммерциялық ұсыныс бойынша`,
      };
    }
    const { km } = service;
    return {
      en: `Delivery by road, ${branchCode} to ${city}, ${km} km`,
      ru: `Доставка автотранспортом, ${branchCode} — ${city}, ${km} км`,
      kk: `Автокөлікпен жеткізу, ${branchCode} — ${city}, ${km} км`,
    };
  }
  if (service.kind === 'storage') return storageName(service);
  const metres = metresOf(service.remnantsMm);
  const decimalComma = String(metres).replace('.', ',');
  return {
    en: `Reduction for usable remnants left with the seller, ${metres} m`,
    ru: `Уменьшение цены за деловые остатки, оставленные у поставщика, ${decimalComma} м`,
    kk: `Өнім берушіде қалған жарамды қалдықтар үшін бағаны азайту, ${decimalComma} м`,
  };
}

/** The days that are charged, for what weight, and until when it was free. */
function storageName(stored: StorageService): Named {
  const { days, weightG } = stored;
  const tonnes = (weightG / 1_000_000).toFixed(3);
  const decimalComma = tonnes.replace('.', ',');
  const until = freeUntil(stored).split('-').toReversed().join('.');
  return {
    en: `Storage, ${tonnes} t, days: ${days}, free until ${until}`,
    ru: `Хранение, ${decimalComma} т, суток: ${days}, бесплатно до ${until}`,
    kk: `Сақтау, ${decimalComma} т, тәулік: ${days}, ${until} дейін тегін`,
  };
}
