/** The conditions of a rule that asks of every order. */
export const everyOrder = {
  ...{ form: null, siteId: null, aboveMinor: null, aboveWeightG: null },
  ...{ aboveFreightMinor: null, aboveFreightBp: null },
  ...{ aboveProducts: null, neverBought: false },
  ...{ beyondLimit: false, beyondBudget: false },
};
