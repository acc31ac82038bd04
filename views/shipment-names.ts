/** The name of the field in which is typed how much of a lot goes for a line: pieces or kilograms. */
export const takeName = (line: { position: number }, lotId: string): string =>
  `take${line.position}-${lotId}`;
