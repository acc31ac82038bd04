/** The longest name of a place in a yard, as its people call it: a bay, a rack, a row. */
export const PLACE_MAX = 30;
