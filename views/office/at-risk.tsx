import type { AtRisk } from '../../src/loyalty/nightly/figure.queries.ts';
import type { RiskReason } from '../../src/loyalty/nightly/reckon-standing.ts';
import { useFigures, useWords } from '../language.tsx';
import { ScrollRegion } from '../parts/scroll-region.tsx';
import { OfficeFrame, type OfficePlace } from './frame.tsx';
import { Sparkline } from './loyalty/charts.tsx';

type Shown = {
  place: OfficePlace;
  atRisk: readonly AtRisk[];
  whose: 'mine' | 'all';
  /** To be called now, or put off. */
  show: 'now' | 'later';
  /** The moment that the list is as of; null before the first night. */
  asOf: Date | null;
};

const BASE = '/office/at-risk';

/** Whom to call and why, the dearest to lose first. */
export const AtRiskPage = (shown: Shown) => {
  const { loyalty } = useWords();
  const { moment } = useFigures();
  const { risk } = loyalty;
  const { place, atRisk, whose, show, asOf } = shown;
  const noneOf = (of: Shown['show']) => (of === 'later' ? risk.notes.noneLater : risk.none);
  return (
    <OfficeFrame {...place}>
      <h1>{risk.title}</h1>
      <p class="meta">
        {risk.lead} {asOf !== null && loyalty.night(moment(asOf))}
      </p>
      <div class="row">
        <Chips
          label={risk.customer}
          chips={(['mine', 'all'] as const).map((one) => ({
            ...{ label: risk[one], isHere: whose === one, href: hrefOf(one, show) },
          }))}
        />
        <Chips
          label={risk.notes.act}
          chips={(['now', 'later'] as const).map((one) => ({
            ...{ label: risk.notes[one], isHere: show === one, href: hrefOf(whose, one) },
          }))}
        />
      </div>
      {atRisk.length === 0 ? (
        <p class="empty">{asOf === null ? risk.nightNone : noneOf(show)}</p>
      ) : (
        <AtRiskTable atRisk={atRisk} />
      )}
    </OfficeFrame>
  );
};

const hrefOf = (whose: Shown['whose'], show: Shown['show']) =>
  `${BASE}?whose=${whose}${show === 'later' ? '&show=later' : ''}`;

const Chips = (props: {
  label: string;
  chips: readonly { label: string; href: string; isHere: boolean }[];
}) => (
  <nav class="chips" aria-label={props.label}>
    {props.chips.map(({ label, href, isHere }) => (
      <a class="chip" href={href} aria-current={isHere ? 'page' : undefined}>
        {label}
      </a>
    ))}
  </nav>
);

const AtRiskTable = ({ atRisk }: Pick<Shown, 'atRisk'>) => {
  const { loyalty } = useWords();
  const { risk } = loyalty;
  return (
    <>
      <ScrollRegion label={risk.title} folds>
        <table class="compact" data-t="at-risk">
          <thead>
            <tr>
              <th scope="col">{risk.customer}</th>
              <th scope="col">{risk.why}</th>
              <th scope="col">{risk.stage}</th>
              <th scope="col">{risk.last}</th>
              <th scope="col" class="n">
                {risk.year}
              </th>
              <th scope="col" class="n">
                {risk.losing}
              </th>
            </tr>
          </thead>
          <tbody>
            {atRisk.map((one) => (
              <AtRiskRow one={one} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p class="meta">{risk.losingHint}</p>
    </>
  );
};

const AtRiskRow = ({ one }: { one: AtRisk }) => {
  const { loyalty } = useWords();
  const figures = useFigures();
  const { risk } = loyalty;
  const { percent, bare } = figures;
  return (
    <tr>
      <th scope="row">
        <a href={`/office/customers/${one.companyId}`}>{one.companyName}</a>
        <br />
        <small class="meta">
          {loyalty.segments[one.isTrader ? 'trader' : 'end_user']}
          {one.managerName !== null && `, ${one.managerName}`}
        </small>
      </th>
      <td data-label={risk.why}>
        <Reasons reasons={one.reasons} />
        <LastDone one={one} />
      </td>
      <td data-label={risk.stage}>
        {loyalty.stages[one.stage]}
        {one.stageSince !== null && ` ${risk.since(figures.date(one.stageSince))}`}{' '}
        <small class="meta">
          {risk.purchases(bare.count(one.purchases))}
          {one.alive !== null && `, ${risk.alive(percent(Math.round(one.alive * 100) * 100))}`}
          {one.nps !== null &&
            one.npsOn !== null &&
            `, ${risk.nps(bare.count(one.nps), figures.date(one.npsOn))}`}
        </small>
        <br />
        {risk.messages[messageOf(one)]}
      </td>
      <td data-label={risk.last}>{one.lastOn === null ? '—' : figures.date(one.lastOn)}</td>
      <td class="n" data-label={risk.year}>
        {figures.money(one.yearMinor)}
        <br />
        <Sparkline title={risk.months} values={one.monthsMinor} />
      </td>
      <td class="n" data-label={risk.losing}>
        <strong>{figures.money(one.lostExpectedMinor)}</strong>
        <br />
        <small class="meta">{risk.certain(figures.money(one.lostMinor))}</small>
        {one.worthLowMinor !== null && one.worthHighMinor !== null && (
          <>
            <br />
            <small class="meta">
              {risk.worth(figures.money(one.worthLowMinor), figures.money(one.worthHighMinor))}
            </small>
          </>
        )}
      </td>
    </tr>
  );
};

/** What was done last, what is next, and the way to note more. */
const LastDone = ({ one }: { one: AtRisk }) => {
  const { notes: words } = useWords().loyalty.risk;
  const { date, moment } = useFigures();
  const { snoozedUntil, notedAt, nextOn } = one;
  const isNoted = notedAt !== null || snoozedUntil !== null;
  return (
    <>
      {isNoted && (
        <p class="meta">
          {notedAt !== null && `${moment(notedAt)}: ${one.note ?? ''} `}
          {nextOn !== null && `${words.next(date(nextOn), one.nextStep ?? '')} `}
          {snoozedUntil !== null && `${words.snoozedUntil(date(snoozedUntil))}.`}
        </p>
      )}
      <p>
        <a href={`${BASE}/${one.companyId}`} aria-label={`${words.act}: ${one.companyName}`}>
          {words.act}
        </a>
      </p>
    </>
  );
};

/** What to say to him. Who is late needs help with the next order first, however far the relation had come. */
export const messageOf = ({ stage, alarm }: Pick<AtRisk, 'stage' | 'alarm'>) => {
  const isLate = alarm === 'late' || alarm === 'very_late';
  return isLate && stage !== 'lapsed' && stage !== 'customer_hostage' ? 'unstabilised' : stage;
};

/** Why a company is on the list, each reason a sentence. */
export const Reasons = ({ reasons }: { reasons: readonly RiskReason[] }) => {
  const figures = useFigures();
  const words = useWords().loyalty.risk.reasons;
  const count = (value: number) => figures.bare.count(value);
  const told = reasons.map((reason) => {
    switch (reason.code) {
      case 'late':
        return words.late(count(reason.usualDays), count(reason.silentDays));
      case 'very-late':
        return words.veryLate(count(reason.usualDays), count(reason.silentDays));
      case 'low-nps':
        return words.lowNps(count(reason.nps), figures.date(reason.on));
      case 'open-case':
        return words.openCase(figures.date(reason.since));
      case 'buys-less':
        return words.buysLess(figures.money(reason.nowMinor), figures.money(reason.beforeMinor));
      case 'declined':
        return words.declined(count(reason.quotes));
      case 'unanswered':
        return words.unanswered(count(reason.shown));
    }
  });
  return <>{told.join(' ')}</>;
};
