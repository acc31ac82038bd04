import type { Tx } from '../platform/db/database.ts';
import { newId } from '../platform/id.ts';
import { findPastSaleFacts, insertPastSales, type PastSale } from './past-sale.queries.ts';
import type { PastSaleRow, RowProblem } from './past-sale-file.ts';

/** Noon of the day in Almaty: a file of another system knows the day of a sale, not the minute. */
const momentOf = (day: string) => new Date(`${day}T12:00:00+05:00`);

const BP_PER_WHOLE = 10_000;

/**
 * Brings sales of another system into the one history, as delivered orders. A
 * sale is the rows of one number; by its source and number it is known again,
 * so that a file may come twice. A row that names a company, branch or product
 * we do not have, or a sale whose rows disagree about their head, is told, and
 * then nothing is written. Returns how many sales are new and how many were known.
 */
export async function importPastSales(
  tx: Tx,
  file: { source: string; rows: readonly PastSaleRow[] },
): Promise<{ imported: number; known: number; problems: RowProblem[] }> {
  const { source, rows } = file;
  const facts = await findPastSaleFacts(tx, {
    bins: rows.map(({ bin }) => bin),
    skus: rows.map(({ sku }) => sku),
    branchCodes: rows.map(({ branchCode }) => branchCode),
  });
  const problems = rows.flatMap((row) => problemOf(row, facts));
  const byNumber = new Map<string, PastSaleRow[]>();
  for (const row of rows) {
    byNumber.set(row.externalNumber, [...(byNumber.get(row.externalNumber) ?? []), row]);
  }
  const sales = [...byNumber.values()].flatMap((saleRows) => {
    const [head] = saleRows;
    if (!head) return [];
    const stranger = saleRows.find((row) => headOf(row) !== headOf(head));
    if (stranger) {
      problems.push({
        row: stranger.row,
        problem: `sale ${head.externalNumber} has another date, company, channel or branch in row ${head.row}`,
      });
    }
    const companyId = facts.companies.get(head.bin);
    return companyId ? [saleOf(source, companyId, head, saleRows)] : [];
  });
  if (problems.length > 0) {
    return { imported: 0, known: 0, problems: problems.toSorted((a, b) => a.row - b.row) };
  }
  const imported = await insertPastSales(tx, sales);
  return { imported, known: sales.length - imported, problems };
}

const headOf = ({ day, bin, channel, branchCode, purchaseNumber }: PastSaleRow) =>
  JSON.stringify([day, bin, channel, branchCode, purchaseNumber]);

function problemOf(
  { row, bin, sku, branchCode }: PastSaleRow,
  facts: Awaited<ReturnType<typeof findPastSaleFacts>>,
): RowProblem[] {
  if (!facts.companies.has(bin)) return [{ row, problem: `no company has the BIN ${bin}` }];
  if (!facts.branchCodes.has(branchCode)) return [{ row, problem: `no branch ${branchCode}` }];
  return facts.skus.has(sku) ? [] : [{ row, problem: `no product has the SKU ${sku}` }];
}

function saleOf(
  source: string,
  companyId: string,
  head: PastSaleRow,
  rows: readonly PastSaleRow[],
): PastSale {
  const { externalNumber, day, channel, branchCode, purchaseNumber } = head;
  return {
    ...{ id: newId(), companyId, source, externalNumber, channel, branchCode, purchaseNumber },
    placedAt: momentOf(day),
    pricedOn: day,
    lines: rows.map(({ sku, weightG, netMinor, vatMinor }) => ({
      ...{ id: newId(), sku, weightG, netMinor, vatMinor },
      vatRateBp: netMinor === 0 ? 0 : Math.round((vatMinor * BP_PER_WHOLE) / netMinor),
    })),
  };
}
