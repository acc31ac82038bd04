/** A pattern for LIKE that finds a text anywhere, whatever signs it holds. */
export const containing = (text: string): string =>
  `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
