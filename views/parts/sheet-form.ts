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
