import { foldText } from '../catalogue/fold-text.ts';
import type { Form } from '../catalogue/form.ts';
import { cataloguedGrade } from '../catalogue/grade-names.ts';
import { knownLimits } from './known-limits.ts';
import type { Band, GradeLimits } from './limit.ts';

const byName = new Map<string, GradeLimits[]>();
for (const limits of knownLimits) {
  const name = foldText(limits.grade);
  byName.set(name, [...(byName.get(name) ?? []), limits]);
}

/** The limits of a grade for a form, under whatever name the grade is known; `undefined`: none is known to us. */
export function limitsOf(grade: string, form: Form | undefined): GradeLimits | undefined {
  const ofGrade = namesOf(grade).flatMap((name) => byName.get(name) ?? []);
  return (
    ofGrade.find(({ forms }) => form !== undefined && forms?.includes(form)) ??
    ofGrade.find(({ forms }) => forms === undefined)
  );
}

/**
 * Whether two names mean one grade: «А500С» and «A500C», «09Г2С-15» and «09Г2С
 * (С345)», S355J2+N and S355J2. «35ГС (А400)» and «25Г2С (А400)» share a class
 * and are two grades.
 */
export function isSameGrade(one: string, other: string): boolean {
  const [some, others] = [namesOf(one), namesOf(other)];
  if (some.length > 1 && others.length > 1) return some[0] === others[0];
  return some.some((name) => others.includes(name));
}

/**
 * How a grade may be called. In «09Г2С (С345)» each name counts; how steel was
 * treated (+N, +AR, +M) and the category of its impact tests (ГОСТ 19281) make
 * it no other grade.
 */
function namesOf(grade: string): readonly string[] {
  const [, first = '', second = ''] = /^([^(]*)(?:\((.*)\))?\s*$/u.exec(grade.trim()) ?? [];
  return [first, second]
    .map((name) => name.trim().replace(/\s*\+\s*[A-Z]+$|(?<=С)-1[2-5]$/u, ''))
    .filter((name) => name !== '')
    .map((name) => foldText(cataloguedGrade(name)));
}

/** The band of a thickness: the first that reaches it. `undefined` beyond the last: no limit is known there. */
export function bandOf<Limit>(
  bands: readonly Band<Limit>[] | undefined,
  thicknessUm: number,
): Band<Limit> | undefined {
  return bands?.find(({ upToUm = Infinity }) => thicknessUm <= upToUm);
}
