/** The conditions of a rule that asks of every order. */
export const everyOrder = {
  ...{ form: null, siteId: null, aboveMinor: null, aboveWeightG: null },
  ...{ aboveFreightMinor: null, aboveFreightBp: null },
  ...{ beyondLimit: false, beyondBudget: false },
};
