import { z } from 'zod';
import { isIban } from './iban.ts';

/** A name in the three languages, so that one content can be printed in any of them. */
export const Named = z.object({ en: z.string(), ru: z.string(), kk: z.string() });
export type Named = z.infer<typeof Named>;

/** A day of the calendar, `YYYY-MM-DD`. */
export const Day = z.iso.date();

/** Another paper that a document names: by its number and day. */
export const PaperNamed = z.object({ number: z.string(), issuedOn: Day.nullable() });
export type PaperNamed = z.infer<typeof PaperNamed>;

/** Twelve digits of a business or a person; a buyer from abroad has none. */
const Bin = z.string().regex(/^\d{12}$/);

/** Where money for the seller goes: bank, БИК, ИИК (IBAN), and КБе, the beneficiary's residence and sector. */
const BankAccount = z.object({
  bankName: z.string(),
  bik: z.string().regex(/^[0-9A-Z]{8}$/),
  iik: z.string().refine(isIban, 'iban'),
  kbe: z.string().regex(/^[12]\d$/),
});

/** Who sells, as of the day of the document, and the branch that did it. */
export const Seller = z.object({
  name: z.string(),
  bin: Bin,
  address: z.string(),
  phone: z.string(),
  bank: BankAccount,
  /** The certificate of a payer of VAT; null for a seller who is none. */
  vatCertificate: z.object({ series: z.string(), number: z.string() }).nullable(),
  branch: z.object({
    name: Named,
    /** Of a branch that is registered by itself. */
    bin: Bin.nullable(),
    address: z.string(),
    phone: z.string(),
  }),
  directorName: z.string(),
  /** Null where the director keeps the books himself. */
  chiefAccountantName: z.string().nullable(),
});
export type Seller = z.infer<typeof Seller>;

/** Who buys, as of the day of the document. */
export const Buyer = z.object({
  name: z.string(),
  /** Null for a buyer from abroad. */
  bin: Bin.nullable(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
});
export type Buyer = z.infer<typeof Buyer>;
