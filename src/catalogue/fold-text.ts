/** Small Cyrillic letters and the small Latin ones that their capitals look like, in step. */
const CYRILLIC = 'авсенкмортхуі';
const LATIN = 'abcehkmoptxyi';
const twinOf = new Map(Array.from(CYRILLIC, (letter, at) => [letter, LATIN.charAt(at)]));
const lookAlikeOf = new Map(Array.from(LATIN, (letter, at) => [letter, CYRILLIC.charAt(at)]));

/** Small look-alike Cyrillic letters as Latin ones: «а500с», «a500c» and a mixture are one text. */
export const twins = (text: string): string =>
  text.replace(/[а-яі]/g, (letter) => twinOf.get(letter) ?? letter);

/** The other way: folded text as a Russian mill writes a mark, in capitals. */
export const cyrillic = (folded: string): string =>
  folded
    .replace(/[a-z]/g, (letter) => (letter === 'i' ? letter : (lookAlikeOf.get(letter) ?? letter)))
    .toUpperCase();

/**
 * Folds what is printed and what is typed to one writing, so that the two meet
 * (names.md §1). Used alike for the key of a product and for the words of a
 * buyer; never shown. Small letters, ё as е, look-alike Cyrillic letters as Latin
 * (а500с is a500c), one sign x between sizes, decimal points without idle zeros,
 * no diameter sign, `mm` or quotes, Ду and DN as `dn50`, a series beside its
 * number (20 Б1 is 20б1), ГОСТ apart from its number. Folding twice changes nothing.
 */
export function foldText(text: string): string {
  return signs(sizes(letters(text)))
    .replace(/\s+/g, ' ')
    .trim();
}

function letters(text: string): string {
  return twins(
    text
      .replaceAll('\0', ' ')
      .replace(/[№"'«»“”„`]/g, ' ')
      .normalize('NFKC')
      .toLowerCase()
      .replace(/ё/g, 'е'),
  );
}

function sizes(text: string): string {
  return text
    .replace(/(\d)\s*mm(?![a-zа-я])/g, '$1')
    .replace(/(\d),(?=\d)/g, '$1.')
    .replace(/(\d)\s*[x×*/]\s*(?=[\d.])/g, '$1x')
    .replace(/(?:дy|du|dn)\s*(?=\d)/g, 'dn')
    .replace(/(\d\.\d*?)0+(?!\d)/g, '$1')
    .replace(/\.(?!\d)/g, '')
    .replace(/(^|[\s(])[ø⌀∅фdд]\s*(?=\d+(?:\.\d+)?(?:x|\s|\)|,|;|$))/g, '$1');
}

function signs(text: string): string {
  return text
    .replace(/[,;:!?()[\]{}|\\=]/g, ' ')
    .replace(/(^|[^\d])\.+/g, '$1')
    .replace(/([a-zа-яәғқңөұүһ])-(?=\d)/g, '$1')
    .replace(/(\d)-(?=[a-zа-я])/g, '$1 ')
    .replace(/(гoct|cto)\s*(?=\d)/g, '$1 ')
    .replace(/(^|\s)(\d+)\s(?=(?:[бшk]\d|п)(?:\s|$))/g, '$1$2');
}
