import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** Words as they stand on a page, with the places of their edges and their line in points. */
type Words = { text: string; left: number; right: number; line: number };

export type PageRead = { text: string; words: Words[]; width: number };

/** Any space is a plain one, and more of them are one. */
export const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The text of a PDF as a reader selects it, page by page; its name and day too. */
export async function readPdf(
  bytes: Uint8Array,
): Promise<{ pages: PageRead[]; text: string; title: string; createdAt: string }> {
  const document = await getDocument({
    data: new Uint8Array(bytes),
    useSystemFonts: false,
    verbosity: VerbosityLevel.ERRORS,
  }).promise;
  const pages: PageRead[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const words = items.flatMap((item): Words[] => {
      if (!('str' in item) || item.str === '') return [];
      const [, , , , left, line] = item.transform as number[];
      return [{ text: item.str, left: left!, right: left! + item.width, line: line! }];
    });
    const text = spaced(
      words.map((word, at) => gapBefore(word, words[at - 1]) + word.text).join(''),
    );
    pages.push({ text, words, width: page.getViewport({ scale: 1 }).width });
  }
  const info = (await document.getMetadata()).info as { Title?: string; CreationDate?: string };
  await document.destroy();
  return {
    pages,
    text: pages.map((page) => page.text).join(' '),
    title: info.Title ?? '',
    createdAt: info.CreationDate ?? '',
  };
}

/** A word is drawn in parts where it may break; parts that touch are one word. */
const gapBefore = (word: Words, before: Words | undefined): string =>
  before?.line === word.line && Math.abs(word.left - before.right) < 0.5 ? '' : ' ';
