import { readCatalogueData } from './data-files.ts';
import { type Reference, readReference } from './nomenclature.ts';

let read: Reference | undefined;

/** The tables that ship with the program, read once: what masses are looked up in wherever no product stands behind them. */
export function massTables(): Reference {
  read ??= readReference({
    sections: readCatalogueData('sections'),
    sheets: readCatalogueData('sheets'),
    grades: readCatalogueData('grades'),
  });
  return read;
}
