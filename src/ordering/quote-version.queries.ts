import { sql } from 'kysely';
import { addVat } from '../measures/money.ts';
import type { Db, Tx } from '../platform/db/database.ts';
import type { Unit } from '../platform/db/schema.ts';
import type { Derivation } from '../pricing/derivation.ts';
import { readServices, type ServiceDerivation } from '../pricing/service-derivation.ts';
import type { WantedCutting } from './cut-line.ts';
import type { Offer, QuoteVersion } from './quote.ts';
import type { OfferedRests } from './rests-of-cuts.ts';
import type { WrittenDelivery } from './quote-delivery.ts';

type Row = Omit<QuoteVersion, 'offers'> & {
  isOffer: boolean;
} & {
  [Part in keyof Offer as `offer${Capitalize<Part>}`]: Part extends 'services'
    ? unknown[]
    : Offer[Part];
};

/** The versions of a quote with their offers, the draft last; without it unless it is asked for. One statement. */
export async function listVersions(
  db: Db,
  of: { quoteId: string; withDraft: boolean },
): Promise<QuoteVersion[]> {
  const found = await sql<Row>`
    select version.id, version.number, version.edits, version.valid_until, version.takes_part, version.conditions,
           version.sent_at, sender.name as sent_by_name, ${deliverySql} as delivery,
           offer.id is not null as is_offer, offer.id as offer_id, offer.position as offer_position,
           offer.alternative as offer_alternative, offer.product_id as offer_product_id, product.sku as offer_sku,
           product.name_en as offer_name_en, product.name_ru as offer_name_ru, product.name_kk as offer_name_kk,
           offer.typed as offer_typed, offer.quantity_milli as offer_quantity_milli, offer.unit as offer_unit,
           offer.weight_g as offer_weight_g, offer.price_per_tonne_minor as offer_price_per_tonne_minor,
           offer.list_per_tonne_minor as offer_list_per_tonne_minor, offer.includes_vat as offer_includes_vat,
           offer.takes_more as offer_takes_more, offer.note as offer_note, offer.net_minor as offer_net_minor,
           offer.vat_minor as offer_vat_minor, offer.gross_minor as offer_gross_minor, offer.cutting as offer_cutting,
           offer.services as offer_services, offer.rests as offer_rests
    from quote_version as version
    left join person as sender on sender.id = version.sent_by
    left join site on site.id = version.site_id
    left join quote_offer as offer on offer.version_id = version.id
    left join product on product.id = offer.product_id
    where version.quote_id = ${of.quoteId} and (version.sent_at is not null or ${of.withDraft})
    order by version.number nulls last, offer.position, offer.alternative`.execute(db);
  const versions = new Map<string, QuoteVersion & { offers: Offer[] }>();
  for (const row of found.rows) {
    const known = versions.get(row.id);
    const version = known ?? { ...headOf(row), offers: [] };
    if (!known) versions.set(row.id, version);
    if (row.isOffer) version.offers.push(offerOf(row));
  }
  return [...versions.values()];
}

/** How the goods of a version get to the buyer; a check keeps its amounts within what JSON can say exactly. */
const deliverySql = sql`
  case when version.delivery = 'own-vehicle' then jsonb_build_object(
    'way', version.delivery, 'siteId', site.id, 'siteName', site.name, 'city', site.city,
    'netMinor', version.freight_net_minor, 'vatRateBp', version.freight_vat_rate_bp, 'vatMinor', version.freight_vat_minor,
    'grossMinor', version.freight_gross_minor, 'ofPart', version.freight_of_part)
  when version.delivery is not null then jsonb_build_object('way', version.delivery) end`;

const headOf = (row: Row): Omit<QuoteVersion, 'offers'> => ({
  id: row.id,
  number: row.number,
  edits: row.edits,
  validUntil: row.validUntil,
  takesPart: row.takesPart,
  conditions: row.conditions,
  delivery: row.delivery,
  sentAt: row.sentAt,
  sentByName: row.sentByName,
});

const offerOf = (row: Row): Offer => ({
  id: row.offerId,
  position: row.offerPosition,
  alternative: row.offerAlternative,
  productId: row.offerProductId,
  sku: row.offerSku,
  nameEn: row.offerNameEn,
  nameRu: row.offerNameRu,
  nameKk: row.offerNameKk,
  typed: row.offerTyped,
  quantityMilli: row.offerQuantityMilli,
  unit: row.offerUnit,
  weightG: row.offerWeightG,
  pricePerTonneMinor: row.offerPricePerTonneMinor,
  listPerTonneMinor: row.offerListPerTonneMinor,
  includesVat: row.offerIncludesVat,
  takesMore: row.offerTakesMore,
  note: row.offerNote,
  netMinor: row.offerNetMinor,
  vatMinor: row.offerVatMinor,
  grossMinor: row.offerGrossMinor,
  cutting: row.offerCutting,
  services: readServices(row.offerServices),
  rests: row.offerRests,
});

/** Begins the draft of a locked quote. */
export async function insertDraft(
  tx: Tx,
  draft: { id: string; quoteId: string; companyId: string; begunBy: string; at: Date },
): Promise<void> {
  const { at: begunAt, ...begun } = draft;
  await tx
    .insertInto('quoteVersion')
    .values({ ...begun, begunAt })
    .execute();
}

export type NewOffer = {
  id: string;
  position: number;
  alternative: number;
  productId: string | null;
  typed: string;
  quantityMilli: number;
  unit: Unit;
  weightG: number | null;
  pricePerTonneMinor: number | null;
  listPerTonneMinor: number | null;
  includesVat: boolean;
  takesMore: boolean;
  note: string;
  vatRateBp: number | null;
  netMinor: number | null;
  vatMinor: number | null;
  grossMinor: number | null;
  cutting: WantedCutting | null;
  services: readonly ServiceDerivation[];
  rests: OfferedRests | null;
  /** Why the company's own lists ask what they ask. */
  derivation: Derivation | null;
};

/** Writes what a draft says, in the place of what it said, counting the edit. */
export async function writeDraft(
  tx: Tx,
  draft: {
    versionId: string;
    validUntil: Date | null;
    takesPart: boolean;
    conditions: string;
    delivery: WrittenDelivery | null;
    /** The rate of the day, of what bringing costs. */
    vatRateBp: number;
    offers: readonly NewOffer[];
  },
): Promise<void> {
  const { versionId, offers, delivery, vatRateBp, ...said } = draft;
  const head = { ...said, ...deliveryColumns(delivery, vatRateBp) };
  await tx
    .updateTable('quoteVersion')
    .set((row) => ({ ...head, edits: row('edits', '+', 1) }))
    .where('id', '=', versionId)
    .execute();
  await tx.deleteFrom('quoteOffer').where('versionId', '=', versionId).execute();
  if (offers.length === 0) return;
  await tx
    .insertInto('quoteOffer')
    .values(
      offers.map(({ derivation, cutting, services, rests, ...offer }) => ({
        ...offer,
        versionId,
        derivation: derivation && JSON.stringify(derivation),
        cutting: cutting && JSON.stringify(cutting),
        services: JSON.stringify(services),
        rests: rests && JSON.stringify(rests),
      })),
    )
    .execute();
}

function deliveryColumns(delivery: WrittenDelivery | null, vatRateBp: number) {
  if (delivery?.way !== 'own-vehicle') {
    const none = { freightNetMinor: null, freightVatMinor: null, freightGrossMinor: null };
    const nowhere = { siteId: null, freightVatRateBp: null, freightOfPart: null };
    return { delivery: delivery?.way ?? null, ...none, ...nowhere };
  }
  const { way, siteId, netMinor, ofPart } = delivery;
  const { vatMinor, grossMinor } = addVat(netMinor, vatRateBp);
  return {
    ...{ delivery: way, siteId, freightNetMinor: netMinor, freightVatRateBp: vatRateBp },
    ...{ freightVatMinor: vatMinor, freightGrossMinor: grossMinor, freightOfPart: ofPart },
  };
}

/** Freezes the draft of a locked quote as its next version and makes it the current one. Returns its number. */
export async function freezeDraft(
  tx: Tx,
  sending: { quoteId: string; versionId: string; sentBy: string; at: Date },
): Promise<number> {
  const { quoteId, versionId, sentBy, at } = sending;
  const frozen = await sql<{ number: number }>`
    update quote_version set sent_at = ${at}, sent_by = ${sentBy},
      number = (select coalesce(max(number), 0) + 1 from quote_version where quote_id = ${quoteId})
    where id = ${versionId}
    returning number`.execute(tx);
  const number = frozen.rows[0]?.number;
  if (number === undefined) throw new Error(`the draft ${versionId} is gone`);
  await sql`
    update quote set state = 'sent', current_version = ${number}, changed_at = ${at}, version = quote.version + 1,
      valid_until = (select valid_until from quote_version where id = ${versionId}),
      closed_by = null, closed_at = null, close_reason = '', close_note = ''
    where id = ${quoteId}`.execute(tx);
  return number;
}

/** Throws a draft away. */
export async function deleteDraft(tx: Tx, quoteId: string): Promise<void> {
  await sql`
    delete from quote_version where quote_id = ${quoteId} and sent_at is null`.execute(tx);
}
