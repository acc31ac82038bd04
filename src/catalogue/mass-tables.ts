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

/** The standards whose tables have sections of a form, in the order of the tables. */
export function standardsOf(form: string | undefined): string[] {
  const ofForm = [...massTables().sections.values()].filter((section) => section.form === form);
  return [...new Set(ofForm.map(({ standard }) => standard))];
}
