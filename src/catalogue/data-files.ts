import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { CsvRow } from './section.ts';

/** The tables that ship with the program; their sources are in data/README.md. */
export type CatalogueFile = 'sections' | 'sheets' | 'grades' | 'catalogue_seed' | 'catalogue_stock';

/** Reads one of the shipped tables, a row per line, column name to text. Throws when the file is missing or broken. */
export function readCatalogueData(name: CatalogueFile): readonly CsvRow[] {
  return readCsvFile(fileURLToPath(import.meta.resolve(`#root/src/catalogue/data/${name}.csv`)));
}

/** Reads any table in the same shape, such as a standard's sections kept elsewhere. Throws when it is missing or broken. */
export function readCsvFile(path: string): readonly CsvRow[] {
  return parse<Record<string, string>>(readFileSync(path), { columns: true, bom: true });
}
