/** The last part of a category's address: `beam_B` is `beam-b`. */
export const slugOf = (code: string): string => code.toLowerCase().replaceAll('_', '-');
