const plain = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

/** A pattern for LIKE that finds a text anywhere, whatever signs it holds. */
export const containing = (text: string): string => `%${plain(text)}%`;

/** A pattern for LIKE that finds what begins with a text, whatever signs it holds. */
export const beginningWith = (text: string): string => `${plain(text)}%`;
