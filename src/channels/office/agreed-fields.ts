import { z } from 'zod';
import { claimKinds } from '../../claims/claim.ts';
import {
  type Agreed,
  type ClaimDays,
  carriers,
  type FreeFrom,
  freightChargings,
  freightPrices,
  type Need,
  orderDocuments,
  type Storage,
} from '../../customers/agreed.ts';
import { decimalField, MoreThanNothing, TickField, wholeField } from '../trade-fields.ts';
import { grouped } from './instalment-fields.ts';

const PLACE_MAX = 200;
const INSTRUCTION_MAX = 300;
const HOURS_MAX = 720;
const TONNES_MAX = 100_000;
const G_PER_KG = 1000;
const FEE_MAX_TENGE = 10_000_000;

const CLAIM_DAYS_MAX = 1000;

const blankIsNone = (text: unknown) =>
  typeof text === 'string' && text.trim() === '' ? undefined : text;

/** For how many days of business he may complain of a kind; empty where that is as for everybody. */
const ClaimDaysField = z
  .preprocess(blankIsNone, wholeField({ min: 0, max: CLAIM_DAYS_MAX }).optional())
  .optional();

/** The fields of what is agreed of orders: delivery, documents and what this customer needs. */
export const agreedFields = {
  carrier: z.enum(carriers, 'choose').default('pick-up'),
  deliveryPlace: z.string().trim().max(PLACE_MAX).default(''),
  freight: z.enum(freightChargings, 'choose').default('per-shipment'),
  freightPrice: z.enum(freightPrices, 'choose').default('tariff'),
  freeFromTonnes: z
    .preprocess(blankIsNone, decimalField({ decimals: 3, min: 0.001, max: TONNES_MAX }).optional())
    .optional(),
  freeFromSum: z.preprocess(blankIsNone, MoreThanNothing.optional()).optional(),
  storageFreeDays: z
    .preprocess(blankIsNone, wholeField({ min: 0, max: 365 }).optional())
    .optional(),
  storageFee: z
    .preprocess(blankIsNone, decimalField({ decimals: 2, min: 0, max: FEE_MAX_TENGE }).optional())
    .optional(),
  storageMostDays: z
    .preprocess(blankIsNone, wholeField({ min: 1, max: 365 }).optional())
    .optional(),
  'document.invoice': TickField,
  'document.delivery-note': TickField,
  'document.certificates': TickField,
  'document.act': TickField,
  documentsLanguage: z.enum(['', 'en', 'ru', 'kk'], 'choose').default(''),
  holdHours: z
    .preprocess(blankIsNone, wholeField({ min: 1, max: HOURS_MAX }).optional())
    .optional(),
  lettersTo: z
    .preprocess(blankIsNone, z.string().trim().toLowerCase().max(254).pipe(z.email()).optional())
    .optional(),
  instruction: z.string().trim().max(INSTRUCTION_MAX).default(''),
  'claimDays.short': ClaimDaysField,
  'claimDays.damaged': ClaimDaysField,
  'claimDays.wrong-grade': ClaimDaysField,
  'claimDays.wrong-size': ClaimDaysField,
  'claimDays.late': ClaimDaysField,
  'claimDays.certificate': ClaimDaysField,
  'claimDays.price': ClaimDaysField,
  'claimDays.hidden-defect': ClaimDaysField,
};

type Typed = z.infer<z.ZodObject<typeof agreedFields>>;

/** What the fields mean. Free days without a fee, a fee or a cap without free days, and freight that is free from nothing that is said, are a problem of the field that is missing. */
export function agreedOf(typed: Typed, context: z.RefinementCtx): Agreed {
  const { carrier, deliveryPlace, freight } = typed;
  const storage = storageOf(typed, context);
  const freeFrom = freeFromOf(typed);
  if (freeFrom && freeFrom.weightG === null && freeFrom.goodsMinor === null) {
    context.addIssue({ code: 'custom', path: ['freeFromTonnes'], message: 'required' });
  }
  return {
    ...{ carrier, deliveryPlace, freight, freightPrice: typed.freightPrice, freeFrom, storage },
    documents: orderDocuments.filter((one) => typed[`document.${one}`]),
    documentsLanguage: typed.documentsLanguage || null,
    needs: needsOf(typed),
    claimDays: claimKinds.flatMap((kind): ClaimDays[] => {
      const days = typed[`claimDays.${kind}`];
      return days === undefined ? [] : [{ kind, days }];
    }),
  };
}

function storageOf(typed: Typed, context: z.RefinementCtx): Storage | null {
  const { storageFreeDays, storageFee, storageMostDays } = typed;
  const isSaid = [storageFreeDays, storageFee, storageMostDays].some((one) => one !== undefined);
  if (!isSaid) return null;
  if (storageFreeDays !== undefined && storageFee !== undefined) {
    const mostDays = storageMostDays ?? null;
    return { freeDays: storageFreeDays, feeMinor: storageFee, mostDays };
  }
  const missing = storageFreeDays === undefined ? 'storageFreeDays' : 'storageFee';
  context.addIssue({ code: 'custom', path: [missing], message: 'required' });
  return null;
}

function freeFromOf({ freightPrice, freeFromTonnes, freeFromSum }: Typed): FreeFrom | null {
  if (freightPrice !== 'free-from') return null;
  const weightG = freeFromTonnes === undefined ? null : freeFromTonnes * G_PER_KG;
  return { weightG, goodsMinor: freeFromSum ?? null };
}

function needsOf({ holdHours, lettersTo, instruction }: Typed): Need[] {
  return [
    ...(holdHours === undefined ? [] : [{ kind: 'hold-hours', hours: holdHours } as const]),
    ...(lettersTo === undefined ? [] : [{ kind: 'letters-copy', said: lettersTo } as const]),
    ...(instruction === '' ? [] : [{ kind: 'instruction', said: instruction } as const]),
  ];
}

/** The same as the fields show it. */
export function typedAgreed(agreed: Agreed): Record<string, string> {
  const { carrier, deliveryPlace, freight, freightPrice, storage, documents, needs } = agreed;
  const { weightG = null, goodsMinor = null } = agreed.freeFrom ?? {};
  const said = (kind: Need['kind']) => {
    const need = needs.find((one) => one.kind === kind);
    if (!need) return '';
    return need.kind === 'hold-hours' ? String(need.hours) : need.said;
  };
  return {
    ...{ carrier, deliveryPlace, freight, freightPrice },
    freeFromTonnes: weightG === null ? '' : String(weightG / (G_PER_KG * 1000)),
    freeFromSum: goodsMinor === null ? '' : grouped(goodsMinor / 100),
    storageFreeDays: storage ? String(storage.freeDays) : '',
    storageFee: storage ? grouped(storage.feeMinor / 100) : '',
    storageMostDays: storage?.mostDays ? String(storage.mostDays) : '',
    ...Object.fromEntries(documents.map((one) => [`document.${one}`, 'yes'])),
    documentsLanguage: agreed.documentsLanguage ?? '',
    holdHours: said('hold-hours'),
    lettersTo: said('letters-copy'),
    instruction: said('instruction'),
    ...Object.fromEntries(
      agreed.claimDays.map(({ kind, days }) => [`claimDays.${kind}`, String(days)]),
    ),
  };
}
