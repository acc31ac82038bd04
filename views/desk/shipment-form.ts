/** What was typed into a form of a shipment, and what is wrong with it. */
export type Typed = {
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
};

/** A form that was not sent yet. */
export const nothingTyped: Typed = { values: {}, problems: {} };

/** A field of a form that may have come back: what was typed, and what is wrong with it. */
export const fieldOf =
  ({ values, problems }: Typed) =>
  (name: string, otherwise = '') => ({
    ...{ name, value: values[name] ?? otherwise, problem: problems[name] },
  });
