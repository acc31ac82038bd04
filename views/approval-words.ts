import type { ApprovalConditions } from '../src/ordering/approval-conditions.ts';
import type { Language } from '../src/platform/db/schema.ts';
import { figuresFor } from './figures.ts';
import { wordsFor } from './language.tsx';

type Rule = { conditions: ApprovalConditions; siteName: string | null };

/** What a rule asks for, as a reader of the language says it: "Rebar, dearer than ₸2,000,000". */
export function ruleInWords(language: Language, { conditions, siteName }: Rule): string {
  const { approvals, forms } = wordsFor(language);
  const { money, massT, percent } = figuresFor(language);
  const { form, aboveMinor, aboveWeightG, beyondLimit, beyondBudget } = conditions;
  const { aboveFreightMinor, aboveFreightBp, aboveProducts, neverBought } = conditions;
  const parts = [
    form ? forms[form] : approvals.any,
    aboveMinor !== null && approvals.above(money(aboveMinor)),
    aboveWeightG !== null && approvals.aboveWeight(massT(aboveWeightG)),
    aboveFreightMinor !== null && approvals.aboveFreight(money(aboveFreightMinor)),
    aboveFreightBp !== null && approvals.aboveFreight(approvals.ofGoods(percent(aboveFreightBp))),
    aboveProducts !== null && approvals.aboveProducts(aboveProducts),
    neverBought && approvals.neverBought,
    siteName !== null && approvals.to(siteName),
    beyondLimit && approvals.beyondLimit,
    beyondBudget && approvals.beyondBudget,
  ];
  const text = parts.filter((part) => part !== false).join(', ');
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}

const lists = new Map<string, Intl.ListFormat>();

function listed(language: Language, names: readonly string[], type: Intl.ListFormatType): string {
  const key = `${language} ${type}`;
  const format = lists.get(key) ?? new Intl.ListFormat(language, { type });
  lists.set(key, format);
  return format.format(names);
}

/** Of whom so many must agree: "Nurlan or Aigul", "Nurlan and Aigul", "2 of Nurlan, Aigul, Daniyar". */
export function peopleInWords(
  language: Language,
  { quorum, names }: { quorum: number; names: readonly string[] },
): string {
  if (quorum >= names.length) return listed(language, names, 'conjunction');
  if (quorum === 1) return listed(language, names, 'disjunction');
  return wordsFor(language).approvals.of(quorum, names.join(', '));
}
