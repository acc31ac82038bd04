/** A form of a page of many that came back, with what was typed and what is wrong with it. */
export type SheetForm = {
  /** Which of the page's forms. */
  of: string;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** What came back of one form of the page; nothing where another one did. */
export const cameBack = (
  form: SheetForm | undefined,
  of: string,
): Pick<SheetForm, 'values' | 'problems'> =>
  form?.of === of ? form : { values: {}, problems: {} };

/** The fields of one form as they are shown again: each with what was typed and what is wrong with it. */
export const shownAgain =
  (refused: Pick<SheetForm, 'values' | 'problems'> | undefined) => (name: string) => ({
    name,
    value: refused?.values[name],
    problem: refused?.problems[name],
  });
