import type { DashboardNotice } from '../../src/loyalty/mail-dashboard.ts';
import { figuresFor } from '../figures.ts';
import { wordsFor } from '../language.tsx';
import {
  type Figures,
  figuresBy,
  isShown,
  numberIn,
  wordIn,
  writeWith,
} from '../office/loyalty/figure.tsx';
import { wordFor } from '../words/refusal-words.ts';

/** What the head of sales looks at first, in this order. */
const METRICS = [
  'nps.contact',
  'csat',
  'index',
  'ces',
  'fcr',
  'ontime',
  'answer.p90',
  'complaints',
  'cases.contact',
  'retention',
] as const;

/**
 * The main figures of loyalty by mail, each with its interval and what stands behind it,
 * as the page shows them: nothing below its thresholds, and nothing of a person. A link
 * leads to the page, and one ends the letters.
 */
export function dashboardLetter(
  notice: DashboardNotice,
  publicUrl: string,
): { subject: string; body: string } {
  const { language, rhythm, asOf, token } = notice;
  const { letters, loyalty, mail, prompts } = wordsFor(language);
  const { moment } = figuresFor(language);
  const figures = figuresBy(notice.figures, { segment: 'all', quarter: undefined });
  const lines = [
    prompts.letter.greeting(notice.readerName),
    '',
    loyalty.night(moment(asOf)),
    '',
    ...METRICS.map((metric) => figureLine(metric, figures, language)),
    ...changedLines(notice, figures),
    '',
    `${loyalty.title}: ${publicUrl}/office/loyalty`,
    `${loyalty.risk.title}: ${publicUrl}/office/at-risk?whose=all`,
    `${loyalty.method}: ${publicUrl}/office/loyalty/method`,
    '',
    letters.ends,
    `${publicUrl}/letters/by-link/${token}`,
    `\n${mail.signature}`,
  ];
  return { subject: letters.subjects[rhythm], body: lines.join('\n') };
}

type Language = DashboardNotice['language'];

function figureLine(metric: string, figures: Figures, language: Language): string {
  const { loyalty } = wordsFor(language);
  const { bare } = figuresFor(language);
  const write = writeWith(figuresFor(language), loyalty);
  const one = figures.of(metric);
  const [label, n] = [wordFor(loyalty.metrics, metric), one?.n ?? 0];
  if (!isShown(one)) return `${label}: ${loyalty.collecting(bare.count(n))}`;
  const side = (value: number | null) => (value === null ? loyalty.openEnd : write(metric, value));
  const interval =
    one.low === null && one.high === null
      ? loyalty.intervalNone
      : loyalty.interval(side(one.low), side(one.high));
  const behind =
    one.shown === null
      ? loyalty.counted(bare.count(one.n))
      : `${loyalty.answers(one.n)}, ${loyalty.accounts(one.accounts)}`;
  const change = wordIn(one, 'change');
  const [before, beforeN] = [numberIn(one, 'before'), numberIn(one, 'beforeN') ?? 0];
  const changed =
    change === null || before === null || beforeN < 10
      ? ''
      : `; ${wordFor(loyalty.change, change)}, ${loyalty.yearBefore(write(metric, before), bare.count(beforeN))}`;
  return `${label}: ${write(metric, one.value)} (${interval}; ${behind}${changed})`;
}

/** Branches whose loading is rated otherwise than before, where chance alone does not explain it. */
function changedLines({ branches, language }: DashboardNotice, figures: Figures): string[] {
  const { loyalty } = wordsFor(language);
  const { number, bare } = figuresFor(language);
  const named = figures.branches('item.AE5').flatMap((one) => {
    const change = wordIn(one, 'change');
    const [is, was] = [numberIn(one, 'recent'), numberIn(one, 'before')];
    if ((change !== 'up' && change !== 'down') || is === null || was === null) return [];
    const known = branches.find(({ code }) => code === one.segment.slice('branch:'.length));
    const branch = known && { en: known.nameEn, ru: known.nameRu, kk: known.nameKk }[language];
    const n = bare.count(numberIn(one, 'recentN') ?? 0);
    const moved = loyalty.changedFrom(number(was, 1), number(is, 1), n);
    return [`${loyalty.change[change]}: ${loyalty.branches}, ${branch ?? ''}: ${moved}`];
  });
  return named.length === 0 ? [] : ['', ...named];
}
