/** Files that are taken as papers, and by what they begin. */
const beginnings: readonly (readonly [mediaType: string, bytes: readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

/** What a scanned paper is by its first bytes, whatever its name says: PDF, PNG or JPEG; `undefined` for anything else. */
export function mediaTypeOfPaper(bytes: Uint8Array): string | undefined {
  return beginnings.find(([, begin]) => begin.every((byte, at) => bytes[at] === byte))?.[0];
}
