import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readInstrument } from '../../src/loyalty/instrument.ts';
import { alphaOf } from '../../src/loyalty/metrics/alpha.ts';
import type { Scale } from '../../src/loyalty/metrics/answers.ts';
import { areToldApart, factorQualityOf } from '../../src/loyalty/metrics/ave-cr.ts';
import {
  bgNbdAlive,
  bgNbdExpected,
  bgNbdExpectedOfNew,
  type BgNbdKind,
  bgNbdLogLikelihood,
  fitBgNbd,
} from '../../src/loyalty/metrics/bg-nbd.ts';
import type { BuyingHistories } from '../../src/loyalty/metrics/buying-history.ts';
import { complaintRate } from '../../src/loyalty/metrics/complaint-rate.ts';
import { groupScore, personScore } from '../../src/loyalty/metrics/composite.ts';
import { concentrationOf } from '../../src/loyalty/metrics/concentration.ts';
import { cesOf, csatOf } from '../../src/loyalty/metrics/csat.ts';
import { csiOf } from '../../src/loyalty/metrics/csi.ts';
import { derivedImportanceOf } from '../../src/loyalty/metrics/derived-importance.ts';
import { firstContactOf } from '../../src/loyalty/metrics/first-contact.ts';
import { expectedSpending, fitGammaGamma } from '../../src/loyalty/metrics/gamma-gamma.ts';
import { wilson } from '../../src/loyalty/metrics/interval.ts';
import { ipaOf, type IpaItem } from '../../src/loyalty/metrics/ipa.ts';
import { kanoCategoryOf, type KanoAnswer, kanoOf } from '../../src/loyalty/metrics/kano.ts';
import { durationsOf } from '../../src/loyalty/metrics/kaplan-meier.ts';
import { type AlarmState, lateAlarmOf } from '../../src/loyalty/metrics/late-alarm.ts';
import { lostCustomerCost } from '../../src/loyalty/metrics/lost-customer.ts';
import { contractValue } from '../../src/loyalty/metrics/ltv.ts';
import { npsDifference, npsOf, npsOfClasses } from '../../src/loyalty/metrics/nps.ts';
import { npsOfVoices } from '../../src/loyalty/metrics/nps-weighted.ts';
import {
  fitParetoNbd,
  paretoNbdAlive,
  paretoNbdExpected,
  paretoNbdExpectedOfNew,
  paretoNbdLogLikelihood,
} from '../../src/loyalty/metrics/pareto-nbd.ts';
import { decidePrivacy } from '../../src/loyalty/metrics/privacy-threshold.ts';
import {
  dayNumber,
  logPurchases,
  type PurchaseRow,
} from '../../src/loyalty/metrics/purchase-log.ts';
import { stageOf } from '../../src/loyalty/metrics/relationship-stage.ts';
import { repeatPurchaseOf } from '../../src/loyalty/metrics/repeat-purchase.ts';
import { rfmOf } from '../../src/loyalty/metrics/rfm.ts';
import { seasonalClock, seasonIndexOf } from '../../src/loyalty/metrics/season.ts';
import { differenceReliability, servqualOf } from '../../src/loyalty/metrics/servqual.ts';
import { allocatedShare, shareOfWalletOf } from '../../src/loyalty/metrics/share-of-wallet.ts';
import { responseTimesOf } from '../../src/loyalty/metrics/sla.ts';
import { decidePrompt, type PromptContext, type ShownPrompt } from '../../src/loyalty/prompt.ts';

/** Our copy of the cases. */
export const ours = path.join(import.meta.dirname, 'vectors');
/** Where the cases lie; the environment may name another folder of the same files. */
export const folder = process.env['LOYALTY_VECTORS'] ?? ours;

/** One case of a file. */
export type VectorCase = {
  id: string;
  input: unknown;
  expected: unknown;
  why?: string;
  tolerance?: Partial<Record<'abs' | 'params_abs' | 'loglik_abs', number>>;
};

type Row = Record<string, unknown>;
type Column = (number | null)[];

/** Reads data beside the folder of cases, or our own copy of it. */
function readData(name: string): string {
  const places = [folder, path.dirname(folder), import.meta.dirname].map((at) =>
    path.join(at, name),
  );
  return readFileSync(places.find((place) => existsSync(place)) ?? name, 'utf8');
}

const linesOf = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== '');

/** The columns of a file of figures with a heading, by name. */
function readColumns(name: string): Record<string, number[]> {
  const [heading = '', ...lines] = linesOf(readData(name));
  const rows = lines.map((line) => line.split(',').map(Number));
  return Object.fromEntries(
    heading.split(',').map((key, at) => [key, rows.map((row) => row[at]!)]),
  );
}

/** The purchases of the CDNOW sample, in cents. */
function readPurchases(name: string): PurchaseRow[] {
  return linesOf(readData(name)).map((line) => {
    const [, account = '', date = '', , dollars = ''] = line.trim().split(/\s+/);
    const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
    return { account: Number(account), day, amountMinor: Math.round(Number(dollars) * 100) };
  });
}

const CDNOW = 'data/cdnow_customers_summary.csv';

function readHistories(name: string): BuyingHistories {
  const { frequency = [], recency = [], T = [] } = readColumns(name);
  return { repeats: frequency, recencies: recency, ages: T };
}

const historyOf = ([repeats = 0, recency = 0, age = 0]: number[]) => ({ repeats, recency, age });
const moment = (text: string) => new Date(/Z|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`);
const has = (input: unknown, key: string): input is Row =>
  typeof input === 'object' && input !== null && key in input;

class UnknownShape extends Error {}

const unknownShape = (input: unknown) =>
  new UnknownShape(`no function for an input of ${JSON.stringify(input).slice(0, 200)}`);

function npsCase(input: unknown) {
  if (Array.isArray(input)) return npsOf(input);
  const { n, ...classes } = input as Parameters<typeof npsOfClasses>[0] & { n?: number };
  return npsOfClasses(classes, n);
}

function differenceCase(input: unknown) {
  const classes = (counts: number[]) => {
    const [promoters = 0, passives = 0, detractors = 0] = counts;
    return { promoters, passives, detractors };
  };
  const { before, after } = input as { before: number[]; after: number[] };
  const { pTwoSided, ...rest } = npsDifference(classes(before), classes(after));
  return { ...rest, p_two_sided: pTwoSided };
}

function clusteredCase(input: unknown) {
  const { account, weight, score } = input as {
    account: number[];
    weight: number[];
    score: unknown[];
  };
  const { effectiveN, ...rest } = npsOfVoices(
    account.map((one, at) => ({ account: one, weight: weight[at]!, score: score[at] })),
  );
  return { ...rest, n_eff_kish: effectiveN };
}

function csatCase(input: unknown) {
  const { top, share, meanCi95, ...rest } = csatOf(input as unknown[]);
  return { ...rest, top2: top, csat: share, mean_ci95: meanCi95 };
}

function cesCase(input: unknown) {
  const { share, meanCi95, ...rest } = cesOf(input as unknown[]);
  return { ...rest, share_5to7: share, mean_ci95: meanCi95 };
}

function csiCase(input: unknown) {
  const { items, scale } = input as { items: Parameters<typeof csiOf>[0]; scale: Scale };
  const csi = csiOf(items, scale);
  return {
    items_used: csi.itemsUsed,
    weights: csi.weights,
    item_means: csi.itemMeans,
    weighted_mean: csi.weightedMean,
    csi_0_100: csi.csi0to100,
    csi_tlf: csi.csiTlf,
    se_independent_items: csi.seIndependentItems,
    ci95: csi.ci95,
    weighted_gap: csi.weightedGap,
  };
}

function ipaCase(input: unknown) {
  if (has(input, 'outcome')) return derivedCase(input as Row & { outcome: string });
  const { items, scale_mid: mid } = input as { items: IpaItem[]; scale_mid: [number, number] };
  const ipa = ipaOf(items, mid);
  return {
    center_scale: ipa.centerScale,
    center_data: ipa.centerData,
    items: ipa.items.map(({ scaleCentred, dataCentred, ...rest }) => ({
      ...rest,
      scale_centred: scaleCentred,
      data_centred: dataCentred,
    })),
  };
}

function derivedCase(input: Row & { outcome: string }) {
  const data =
    (input['data'] as Record<string, Column> | undefined) ??
    alphaData((id) => String(input['dataset']).includes(id.replace(/^alpha-\d+-/, '')));
  const { [input.outcome]: outcome = [], ...attributes } = data;
  const { byAttribute, rSquared } = derivedImportanceOf(outcome, attributes);
  const by = (of: (one: (typeof byAttribute)[string]) => unknown) =>
    Object.fromEntries(Object.entries(byAttribute).map(([name, one]) => [name, of(one)]));
  return {
    outcome: input.outcome,
    attributes: Object.keys(byAttribute),
    pearson: by((one) => one.pearson),
    spearman: by((one) => one.spearman),
    partial: by((one) => one.partial),
    pearson_ci95: by((one) => one.pearsonCi95),
    relative_weights: by((one) => one.relativeWeight),
    relative_weights_share: by((one) => one.relativeWeightShare),
    R2: rSquared,
  };
}

/** The data of a case of alpha, to which other cases refer by its id. */
function alphaData(isMeant: (id: string) => boolean): Record<string, Column> {
  const file = [folder, ours].map((at) => path.join(at, 'alpha.json')).find((at) => existsSync(at));
  const { cases } = JSON.parse(readFileSync(file!, 'utf8')) as { cases: VectorCase[] };
  const found = cases.find(({ id }) => isMeant(id))!;
  return (found.input as { data: Record<string, Column> }).data;
}

function kanoCase(input: unknown) {
  const answers: KanoAnswer[] = ['like', 'expect', 'neutral', 'tolerate', 'dislike'];
  if (typeof input === 'string') {
    return answers.flatMap((one) =>
      answers.map((other) => [one, other, kanoCategoryOf(one, other)]),
    );
  }
  const kano = kanoOf(input as [unknown, unknown][]);
  return {
    ...kano,
    fong_mixed: kano.fongMixed,
    category_strength: kano.categoryStrength,
    total_strength: kano.totalStrength,
    better_ci95: kano.betterCi95,
    functional_mean: kano.functionalMean,
    dysfunctional_mean: kano.dysfunctionalMean,
    continuous_category: kano.continuousCategory,
  };
}

function servqualCase(input: unknown) {
  if (has(input, 'r_P')) {
    const { r_P: perceived, r_E: expected, r_PE: both } = input as Record<string, number>;
    return differenceReliability(perceived!, expected!, both!);
  }
  return servqualOf(
    (input as { P: Column; E: Column; weight?: number }[]).map(({ P, E, weight }) => ({
      perceived: P,
      expected: E,
      ...(weight === undefined ? {} : { weight }),
    })),
  );
}

function fcrCase(input: unknown) {
  const {
    tickets,
    as_of: asOf,
    repeat_window_days: days,
  } = input as {
    tickets: {
      id: number;
      account: string;
      topic: string;
      opened: string;
      closed: string | null;
      level1: boolean;
    }[];
    as_of: string;
    repeat_window_days: number;
  };
  const fcr = firstContactOf(
    tickets.map(({ opened, closed, level1, ...rest }) => ({
      ...rest,
      openedAt: moment(opened),
      closedAt: closed === null ? null : moment(closed),
      isFirstLevel: level1,
    })),
    moment(asOf),
    days,
  );
  return {
    new_requests: fcr.newRequests,
    mature: fcr.mature,
    resolved_first: fcr.resolvedFirst,
    gross: fcr.gross,
    gross_ci95: fcr.grossCi95,
    net: fcr.net,
    not_mature: fcr.notMature,
  };
}

function resolutionCase(input: unknown) {
  const { hours, closed } = input as { hours: number[]; closed: number[] };
  const found = durationsOf(hours.map((length, at) => ({ length, hasEnded: Boolean(closed[at]) })));
  return {
    survival: found.survival.map(({ at, share }) => [at, share]),
    median: found.median,
    median_ci95: found.medianCi95,
    p90: found.p90,
    naive_mean_of_closed: found.naiveMeanOfEnded,
    naive_median_of_closed: found.naiveMedianOfEnded,
  };
}

function alphaCase(input: unknown) {
  const {
    data: said,
    reverse,
    scale,
  } = input as {
    data: Record<string, Column> | string;
    reverse?: string[];
    scale?: Scale;
  };
  const data =
    typeof said === 'string'
      ? alphaData((id) => said.startsWith(id.slice(0, 'alpha-00'.length)))
      : said;
  const alpha = alphaOf(data, { ...(reverse && { reverse }), ...(scale && { scale }) });
  return (
    alpha && { ...alpha, avg_r: alpha.averageR, if_deleted: alpha.ifDeleted, n_complete: alpha.n }
  );
}

function factorCase(input: unknown) {
  const { std_loadings: loadings, factor_correlations: correlations } = input as {
    std_loadings: Record<string, number[]>;
    factor_correlations?: Record<string, number>;
  };
  const factors = Object.fromEntries(
    Object.entries(loadings).map(([name, ofFactor]) => [name, factorQualityOf(ofFactor)]),
  );
  const apart = Object.entries(correlations ?? {}).map(([pair, r]) => {
    const [one = '', other = ''] = pair.split('~~');
    return [pair, areToldApart(factors[one]!, factors[other]!, r)];
  });
  return {
    factors: Object.fromEntries(
      Object.entries(factors).map(([name, one]) => [
        name,
        one && { ave: one.ave, cr: one.cr, cr_max_for_ave: one.crMaxForAve },
      ]),
    ),
    fornell_larcker: Object.fromEntries(apart),
  };
}

function compositeCase(input: unknown) {
  const { rows, reverse = [], scale } = input as { rows: Row[]; reverse?: string[]; scale: Scale };
  const ids = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const items = ids.map((id) => ({ id, scale, isReversed: reverse.includes(id) }));
  return {
    person_scores: rows.map((row) => personScore(row, items)),
    group_mean_of_item_means: groupScore(rows, items).score,
  };
}

function repeatCase(input: unknown) {
  const {
    orders,
    as_of: asOf,
    horizon_days: days,
  } = input as {
    orders: [string, string, 'paid' | 'cancelled' | 'returned'][];
    as_of: string;
    horizon_days: number;
  };
  const rows = orders.map(([account, day, standing]) => ({ account, day, standing }));
  const { accountsWithFirstOrder, ...rest } = repeatPurchaseOf(
    logPurchases(rows, asOf),
    asOf,
    days,
  );
  return { ...rest, accounts_with_first_order: accountsWithFirstOrder };
}

function rfmCase(input: unknown) {
  const { file, as_of: asOf } = input as { file: string; as_of: string };
  const log = logPurchases(readPurchases(file), asOf);
  const rfm = rfmOf(log, asOf);
  const counts = (scores: Uint8Array) => {
    const found: Record<string, number> = {};
    for (const score of scores) found[score] = (found[score] ?? 0) + 1;
    return found;
  };
  const examples = log.accounts.map((account, at) => [
    account,
    {
      recency_days: rfm.recencyDays[at],
      frequency: rfm.frequency[at],
      monetary: rfm.monetaryMinor[at]! / 100,
      rfm: `${rfm.scores.r[at]}${rfm.scores.f[at]}${rfm.scores.m[at]}`,
    },
  ]);
  return {
    customers: log.accounts.length,
    breakpoints: rfm.breakpoints && {
      ...rfm.breakpoints,
      m: rfm.breakpoints.m.map((cents) => cents / 100),
    },
    counts_by_score: {
      R: counts(rfm.scores.r),
      F: counts(rfm.scores.f),
      M: counts(rfm.scores.m),
    },
    examples: Object.fromEntries(examples),
  };
}

function lateCase(input: unknown) {
  const given = input as {
    orders: string[];
    today: string;
    season_index: number[];
    pooled_log_variance: number;
    prior_df: number;
    merge_days: number;
  };
  const log = logPurchases(
    given.orders.map((day) => ({ account: 1, day })),
    given.today,
  );
  const alarm = lateAlarmOf(log.days, dayNumber(given.today), {
    clock: seasonalClock(given.season_index),
    prior: { pooledLogVariance: given.pooled_log_variance, degrees: given.prior_df },
    mergeDays: given.merge_days,
  });
  return { ...alarm, purchase_events: alarm.purchaseEvents, s_post: alarm.sPost };
}

type ModelInput = {
  file?: string;
  params?: number[];
  customers?: number[][];
  customer?: number[];
  t?: number | number[];
};

/** What a model of purchasing can be asked, whichever it is. */
type Model = {
  fit: (histories: BuyingHistories) => { params: unknown; logLikelihood: number } | null;
  logLikelihood: (histories: BuyingHistories, params: number[]) => number;
  alive: (history: number[], params: number[]) => number;
  expected: (history: number[], time: number, params: number[]) => number;
  ofNew: (time: number, params: number[]) => number;
};

const modelCase =
  (model: Model) =>
  (input: unknown): unknown => {
    const { file = CDNOW, params, customers, customer, t } = input as ModelInput;
    if (!params) {
      const histories = customers
        ? {
            repeats: customers.map(([x = 0]) => x),
            recencies: customers.map(([, recency = 0]) => recency),
            ages: customers.map(([, , age = 0]) => age),
          }
        : readHistories(file);
      const fit = model.fit(histories);
      return fit && { n: histories.repeats.length, params: fit.params, loglik: fit.logLikelihood };
    }
    const each = (of: (one: number[]) => number) => (customer ? of(customer) : customers?.map(of));
    if (customers || customer) {
      if (typeof t === 'number') return each((one) => model.expected(one, t, params));
      if (t === undefined) return each((one) => model.alive(one, params));
      throw unknownShape(input);
    }
    if (Array.isArray(t)) return t.map((time) => model.ofNew(time, params));
    if (t !== undefined) return model.ofNew(t, params);
    return model.logLikelihood(readHistories(file), params);
  };

const bgParams = ([r = 0, alpha = 0, a = 0, b = 0]: number[]) => ({ r, alpha, a, b });
const bgModel = (kind: BgNbdKind): Model => ({
  fit: (histories) => fitBgNbd(histories, kind),
  logLikelihood: (histories, params) => bgNbdLogLikelihood(histories, bgParams(params), kind),
  alive: (one, params) => bgNbdAlive(historyOf(one), bgParams(params), kind),
  expected: (one, time, params) => bgNbdExpected(historyOf(one), time, bgParams(params), kind),
  ofNew: (time, params) => bgNbdExpectedOfNew(time, bgParams(params), kind),
});

const paretoParams = ([r = 0, alpha = 0, s = 0, beta = 0]: number[]) => ({ r, alpha, s, beta });
const paretoModel: Model = {
  fit: (histories) => {
    const fit = fitParetoNbd(histories);
    return fit && { ...fit, params: Object.values(fit.params) };
  },
  logLikelihood: (histories, params) => paretoNbdLogLikelihood(histories, paretoParams(params)),
  alive: (one, params) => paretoNbdAlive(historyOf(one), paretoParams(params)),
  expected: (one, time, params) => paretoNbdExpected(historyOf(one), time, paretoParams(params)),
  ofNew: (time, params) => paretoNbdExpectedOfNew(time, paretoParams(params)),
};

function spendingCase(input: unknown) {
  const { file, params, customers } = input as ModelInput;
  if (params) {
    const [p = 0, q = 0, gamma = 0] = params;
    return customers!.map(([x = 0, mean = 0]) => expectedSpending(x, mean, { p, q, gamma }));
  }
  const { x = [], zbar = [] } = file
    ? readColumns(file)
    : { x: customers?.map(([n = 0]) => n), zbar: customers?.map(([, mean = 0]) => mean) };
  const fit = fitGammaGamma({ purchases: x, means: zbar });
  return fit && { n: fit.n, params: fit.params, loglik: fit.logLikelihood };
}

function walletCase(input: unknown) {
  if (has(input, 'rank')) {
    const { rank, suppliers } = input as { rank: number; suppliers: number };
    return allocatedShare(rank, suppliers);
  }
  const { ours, stated_total: total } = input as { ours: number; stated_total: number | null };
  const share = shareOfWalletOf(ours, total);
  return share?.flag === null ? share.value : share;
}

function lostCase(input: unknown) {
  const given = input as Record<string, number>;
  const cost = lostCustomerCost({
    firstYear: given['first_year']!,
    yearlyIncrease: given['yearly_increase']!,
    years: given['years']!,
    margin: given['margin']!,
    ...('discount' in given && { discount: given['discount']! }),
    ...('retention' in given && { retention: given['retention']! }),
  });
  return {
    revenues: cost.revenues,
    lost_revenue: cost.lostRevenue,
    lost_margin: cost.lostMargin,
    expected_discounted_margin: cost.expectedDiscountedMargin,
  };
}

function ltvCase(input: unknown) {
  const { margin_per_year: margin, retention, discount } = input as Record<string, number>;
  const { firstNow, firstAfterAYear } = contractValue(margin!, retention!, discount!);
  return { infinite_first_now: firstNow, infinite_first_after_a_year: firstAfterAYear };
}

function concentrationCase(input: unknown) {
  const revenues = Array.isArray(input)
    ? (input as number[])
    : [
        ...rfmOf(
          logPurchases(readPurchases((input as { file: string }).file), '1998-06-30'),
          '1998-06-30',
        ).monetaryMinor,
      ].map((cents) => cents / 100);
  const found = concentrationOf(revenues);
  return {
    ...found,
    gini_unbiased: found.giniUnbiased,
    top20_share: found.top20Share,
    accounts_for_80pct: found.accountsFor80Pct,
    share_of_accounts_for_80pct: found.shareOfAccountsFor80Pct,
  };
}

function slaCase(input: unknown) {
  const { minutes, target } = input as { minutes: number[]; target: number };
  const found = responseTimesOf(minutes, target);
  return {
    n: found.n,
    p50: found.p50.value,
    p90: found.p90.value,
    p95: found.p95.value,
    within_target: found.withinTarget,
    within_ci95: found.withinCi95,
    p50_ci95: found.p50.ci95,
    p90_ci95: found.p90.ci95,
    p95_ci95: found.p95.ci95,
  };
}

function stageCase(input: unknown) {
  const given = input as Row;
  const events = given['purchase_events_24m'] as number;
  const tenureDays = given['tenure_days'] as number;
  return stageOf({
    purchaseEvents24Months: events,
    purchaseEvents12Months: given['purchase_events_12m'] as number,
    alarm: given['alarm'] as AlarmState,
    tenureDays,
    hasEverBought: (given['ever_bought'] as boolean | undefined) ?? (events > 0 || tenureDays > 0),
    okChecks: (given['ok_checks'] as number | undefined) ?? 0,
    veryLateChecks: (given['very_late_checks'] as number | undefined) ?? 0,
    lastNps: (given['last_nps'] as number | undefined) ?? null,
    lastNpsAgeDays: (given['last_nps_age_days'] as number | undefined) ?? null,
    shareOfWallet: (given['share_of_wallet'] as number | undefined) ?? null,
  });
}

function seasonCase(input: unknown) {
  const { monthly, first_month: first } = input as { monthly: number[]; first_month: number };
  return seasonIndexOf(monthly, first);
}

function privacyCase(input: unknown) {
  const { totalShown, shown, hidden } = decidePrivacy(
    Object.entries(input as Record<string, unknown[]>).map(([name, answers]) => ({
      name,
      answers: answers.filter((answer) => answer !== null).length,
    })),
  );
  return { total_shown: totalShown, shown: shown.toSorted(), hidden: hidden.toSorted() };
}

function promptCase(input: unknown) {
  const {
    now,
    touchpoint,
    person,
    event,
    context,
    account,
    answers_90d: answers,
  } = input as {
    now: string;
    touchpoint: string;
    person: {
      id: string;
      audience: 'customer' | 'employee';
      history: { shown_at: string; outcome: ShownPrompt['outcome']; items: string[] }[];
      opted_out?: boolean;
      legal_dispute?: boolean;
      relationship_due_since?: string | null;
    };
    event: { id: string; at: string };
    context?: PromptContext;
    account?: { open_claims?: number; prompts_shown_last_7_days?: number; legal_dispute?: boolean };
    answers_90d?: Record<string, number>;
  };
  const decision = decidePrompt(readInstrument(), {
    now: moment(now),
    touchpoint,
    event: { id: event.id, at: moment(event.at) },
    person: {
      id: person.id,
      audience: person.audience,
      history: person.history.map(({ shown_at: at, ...rest }) => ({
        ...rest,
        shownAt: moment(at),
      })),
      hasOptedOut: person.opted_out ?? false,
      relationshipDueSince: person.relationship_due_since
        ? moment(person.relationship_due_since)
        : null,
    },
    account: {
      openClaims: account?.open_claims ?? 0,
      promptsShownIn7Days: account?.prompts_shown_last_7_days ?? 0,
      isInLegalDispute: account?.legal_dispute ?? person.legal_dispute ?? false,
    },
    context: context ?? {},
    answersIn90Days: answers ?? {},
  });
  return {
    show: decision.reason === 'SHOW',
    reason: decision.reason,
    items: decision.items,
    candidates: decision.candidates,
    u_sample: decision.draws.sample,
    u_item: decision.draws.item,
    p_item: decision.itemProbability,
    inclusion_probability: decision.inclusionProbability,
  };
}

/** Which function of ours answers the cases of a metric, in the words of its file. */
export const functionsOfVectors: Record<string, (input: unknown) => unknown> = {
  alpha: alphaCase,
  ave_cr: factorCase,
  bgnbd: modelCase(bgModel('bg')),
  ces: cesCase,
  complaint_rate: (input) => {
    const { complaints, exposure } = input as { complaints: number; exposure: number };
    return complaintRate(complaints, exposure);
  },
  composite: compositeCase,
  concentration: concentrationCase,
  csat: csatCase,
  csi: csiCase,
  fcr: fcrCase,
  gammagamma: spendingCase,
  ipa: ipaCase,
  kano: kanoCase,
  late_alarm: lateCase,
  lost_customer: lostCase,
  ltv: ltvCase,
  mbgnbd: modelCase(bgModel('mbg')),
  nps: npsCase,
  nps_clustered_weighted: clusteredCase,
  nps_difference: differenceCase,
  paretonbd: modelCase(paretoModel),
  privacy_threshold: privacyCase,
  prompt_engine: promptCase,
  relationship_stage: stageCase,
  repeat_purchase: repeatCase,
  rfm: rfmCase,
  seasonality: seasonCase,
  servqual: servqualCase,
  share_of_wallet: walletCase,
  sla_percentiles: slaCase,
  time_to_resolution: resolutionCase,
  wilson: (input) => {
    const { x, n } = input as { x: number; n: number };
    return wilson(x, n);
  },
};
