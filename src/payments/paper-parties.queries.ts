import { sql } from 'kysely';
import type { Db } from '../platform/db/database.ts';
import type { Language } from '../platform/db/schema.ts';
import { Refusal } from '../platform/refusal.ts';
import type { Buyer, PaperNamed, Seller } from './document-parties.ts';

/** Between whom a document is, by what agreement, and in which language its company wants it. */
export type PaperParties = {
  seller: Seller;
  buyer: Buyer;
  agreement: PaperNamed | null;
  language: Language;
  /** Who looks after the company; null where nobody in particular does. */
  managerName: string | null;
};

type Row = {
  sellerName: string | null;
  sellerBin: string;
  sellerAddress: string;
  sellerPhone: string;
  bankName: string;
  bik: string;
  iik: string;
  kbe: string;
  vatSeries: string | null;
  vatNumber: string | null;
  directorName: string;
  chiefAccountantName: string | null;
  branchEn: string;
  branchRu: string;
  branchKk: string;
  branchAddress: string;
  branchPhone: string;
  companyName: string;
  companyBin: string;
  companyAddress: string | null;
  companyPhone: string | null;
  language: Language;
  agreementNumber: string | null;
  agreedOn: string | null;
  managerName: string | null;
};

/**
 * Seller and buyer as they are on a day, for a document about an order or, without
 * one, about a company's money at a branch. One statement. Throws `seller-unknown`
 * where nobody said who we are on that day: nothing is issued in nobody's name.
 */
export async function readPaperParties(
  db: Db,
  of: { companyId: string; orderId: string | null; branchCode?: string | null; on: string },
): Promise<PaperParties> {
  const parties = await findPaperParties(db, of);
  if (!parties) throw new Refusal({ code: 'seller-unknown', day: of.on });
  return parties;
}

/** The same, `undefined` where nobody said who we are on that day. */
export async function findPaperParties(
  db: Db,
  of: { companyId: string; orderId: string | null; branchCode?: string | null; on: string },
): Promise<PaperParties | undefined> {
  const found = await sql<Row>`
    select seller.name as seller_name, seller.bin as seller_bin, seller.address as seller_address,
           seller.phone as seller_phone, seller.bank_name, seller.bik, seller.iik, seller.kbe, seller.vat_series,
           seller.vat_number, seller.director_name, seller.chief_accountant_name,
           branch.name_en as branch_en, branch.name_ru as branch_ru, branch.name_kk as branch_kk,
           branch.address as branch_address, branch.phone as branch_phone,
           company.name as company_name, company.bin as company_bin, company.address as company_address,
           company.phone as company_phone, coalesce(agreement.documents_language, company.language) as language,
           agreement.number as agreement_number, first.agreed_on, manager.name as manager_name
    from company
    left join sales_order as placed on placed.id = ${of.orderId}::uuid and placed.company_id = company.id
    join branch on branch.code = coalesce(placed.branch_code, ${of.branchCode ?? null}, company.branch_code)
    left join agreement on agreement.id = placed.agreement_id
    left join lateral (
      select min(lower(same.valid_during)) as agreed_on from agreement as same
      where same.company_id = company.id and same.number = agreement.number
    ) as first on true
    left join seller_details as seller on seller.valid_during @> ${of.on}::date
    left join person as manager on manager.id = company.manager_id
    where company.id = ${of.companyId}`.execute(db);
  const [row] = found.rows;
  if (!row || row.sellerName === null) return undefined;
  return {
    seller: sellerOf(row, row.sellerName),
    buyer: {
      ...{ name: row.companyName, bin: row.companyBin },
      ...{ address: row.companyAddress, phone: row.companyPhone },
    },
    agreement:
      row.agreementNumber === null ? null : { number: row.agreementNumber, issuedOn: row.agreedOn },
    language: row.language,
    managerName: row.managerName,
  };
}

function sellerOf(row: Row, name: string): Seller {
  const { bankName, bik, iik, kbe, vatSeries, vatNumber } = row;
  return {
    ...{ name, bin: row.sellerBin, address: row.sellerAddress, phone: row.sellerPhone },
    bank: { bankName, bik, iik, kbe },
    vatCertificate:
      vatSeries === null || vatNumber === null ? null : { series: vatSeries, number: vatNumber },
    branch: {
      name: { en: row.branchEn, ru: row.branchRu, kk: row.branchKk },
      ...{ bin: null, address: row.branchAddress, phone: row.branchPhone },
    },
    directorName: row.directorName,
    chiefAccountantName: row.chiefAccountantName,
  };
}
