/** The name of the field in which is typed how much of a lot goes for a line: pieces or kilograms. */
export const takeName = (line: { position: number }, lotId: string): string =>
  `take${line.position}-${lotId}`;

/** The name of the field that says where a lot lies. */
export const placeName = (lotId: string): string => `place-${lotId}`;

/** The name of the field for the tags of a line's weighed bundles. */
export const tagsName = (line: { position: number }): string => `tags${line.position}`;

/** The name of the field in which is typed how much of a lot goes to another branch, or arrived there: pieces or kilograms. */
export const sentLotName = (lotId: string): string => `take-${lotId}`;
