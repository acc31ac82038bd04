import { createContext, type PropsWithChildren, useContext } from 'hono/jsx';
import type { Language as StoredLanguage } from '../src/platform/db/schema.ts';
import type { Branch } from '../src/people/branch.queries.ts';
import { type Figures, figuresFor } from './figures.ts';
import { en, type Words } from './words/en.ts';
import { kk } from './words/kk.ts';
import { ru } from './words/ru.ts';

export type Language = StoredLanguage;

/** The languages in the order in which the switch shows them, each by its own name. */
export const languages = [
  { code: 'kk', name: 'Қазақша' },
  { code: 'ru', name: 'Русский' },
  { code: 'en', name: 'English' },
] as const satisfies readonly { code: Language; name: string }[];

const catalogues: Record<Language, Words> = { en, ru, kk };

/** All words of a language, for titles, letters and whatever is not a component. */
export function wordsFor(language: Language): Words {
  return catalogues[language];
}

type Reading = { language: Language; sprite: string; branches?: readonly Branch[] };

/** English until a provider says otherwise; the sprite's address changes with its content. */
const LanguageContext = createContext<Reading>({ language: 'en', sprite: '/assets/icons.svg' });

/**
 * Everything inside is written in this language. Pages and fragments both need
 * one. `sprite` is the address of the icons, with its hash; `branches` are ours.
 */
export function LanguageProvider(props: PropsWithChildren<Reading>) {
  const { children, ...reading } = props;
  return <LanguageContext.Provider value={reading}>{children}</LanguageContext.Provider>;
}

/** The language that the page is read in. */
export function useLanguage(): Language {
  return useContext(LanguageContext).language;
}

/** The words of the page's language. */
export function useWords(): Words {
  return catalogues[useLanguage()];
}

/** The number and date forms of the page's language. */
export function useFigures(): Figures {
  return figuresFor(useLanguage());
}

/** Where the icons are. */
export function useSprite(): string {
  return useContext(LanguageContext).sprite;
}

/** The one of three names that the reader understands: products, categories and branches carry one in each language. */
export function useNameOf(): (thing: { nameEn: string; nameRu: string; nameKk: string }) => string {
  const language = useLanguage();
  return (thing) => ({ en: thing.nameEn, ru: thing.nameRu, kk: thing.nameKk })[language];
}

/** Our branches with their names in the page's language, as one chooses from them. */
export function useBranches(): readonly { value: string; label: string }[] {
  const nameOf = useNameOf();
  const { branches = [] } = useContext(LanguageContext);
  return branches.map((branch) => ({ value: branch.code, label: nameOf(branch) }));
}

/** A branch as people call it, by its code. */
export function useBranchName(): (code: string) => string {
  const branches = useBranches();
  return (code) => branches.find(({ value }) => value === code)?.label ?? code;
}
