/** Legal forms say nothing about which company is meant. */
const LEGAL_FORMS = new Set([
  'тоо',
  'ао',
  'ип',
  'оао',
  'зао',
  'пк',
  'кх',
  'ооо',
  'гкп',
  'жшс',
  'ак',
  'жк',
  'шк',
  'тдс',
  'ллп',
  'жсс',
]);

/** Kazakh letters beside the Russian ones that people type for them. */
const KAZAKH: Readonly<Record<string, string>> = {
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
  ё: 'е',
  й: 'и',
  ы: 'и',
  ъ: '',
  ь: '',
};

/** Latin spelling of Kazakh and Russian names, longest first. */
const LATIN: readonly (readonly [string, string])[] = [
  ['shch', 'щ'],
  ['sch', 'щ'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ts', 'ц'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['yu', 'ю'],
  ['ya', 'я'],
  ['yo', 'е'],
  ['gh', 'г'],
  ['a', 'а'],
  ['b', 'б'],
  ['c', 'к'],
  ['d', 'д'],
  ['e', 'е'],
  ['f', 'ф'],
  ['g', 'г'],
  ['h', 'х'],
  ['i', 'и'],
  ['j', 'ж'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['q', 'к'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['v', 'в'],
  ['w', 'в'],
  ['x', 'кс'],
  ['y', 'и'],
  ['z', 'з'],
];
const LATIN_LETTERS = new RegExp(LATIN.map(([latin]) => latin).join('|'), 'g');
const CYRILLIC_OF = new Map(LATIN);

/**
 * A name of a company or a person as it is searched for: small letters, legal
 * forms and signs left out, Kazakh and Latin spelling folded to one Cyrillic, ы and и alike, so
 * that «Алтын Құрылыс», «алтын курылыс» and "Altyn Kurylys LLP" meet.
 */
export function foldCompanyName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(LATIN_LETTERS, (letters) => CYRILLIC_OF.get(letters) ?? letters)
    .replaceAll(/[әғқңөұүһіёйыъь]/g, (letter) => KAZAKH[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !LEGAL_FORMS.has(word))
    .join(' ');
}
