import type { StorageStanding } from '../../src/history/storage-standing.ts';
import type { StorageService } from '../../src/pricing/service-derivation.ts';
import { freeUntil } from '../../src/pricing/storage-charge.ts';
import { useFigures, useWords } from '../language.tsx';
import { Notice } from './status.tsx';

/** Until when goods that are ready lie for nothing, and what has come together since; that nobody told the buyer is for our own people. */
export const StorageNotice = ({
  storage,
  seesPrices,
  showsCompany = false,
  lyingHref,
}: {
  storage: StorageStanding;
  seesPrices: boolean;
  showsCompany?: boolean;
  /** Where our own people do something about it. */
  lyingHref?: string | undefined;
}) => {
  const { storage: words } = useWords();
  const figures = useFigures();
  if (storage.kind === 'not-told') {
    return showsCompany ? <Notice mood="warn">{words.notTold}</Notice> : null;
  }
  const { until, feeMinor, days, weightG, grossMinor, isWaived, unwoundFrom } = storage;
  const day = figures.date(until);
  const ended =
    unwoundFrom !== null && words[showsCompany ? 'mayEnd' : 'unwound'](figures.date(unwoundFrom));
  if (isWaived) {
    return (
      <Notice mood="info">
        {words.waived} {ended}
      </Notice>
    );
  }
  if (days === 0) {
    return (
      <Notice mood="info">
        {words.free(day)} {seesPrices && words.fee(figures.money(feeMinor))}
      </Notice>
    );
  }
  return (
    <Notice mood="warn">
      {words.since(day)}{' '}
      {seesPrices && words.soFar(days, figures.massT(weightG), figures.moneyExact(grossMinor))}{' '}
      {ended} {lyingHref !== undefined && <a href={lyingHref}>{words.office.title}</a>}
    </Notice>
  );
};

/** How a charge for storage came about: what left, for how many days, at which fee, and until when it was free. */
function useStorageWhy(): (stored: StorageService) => string {
  const { storage: words } = useWords();
  const figures = useFigures();
  return (stored) =>
    [
      words.product(figures.massT(stored.weightG), stored.days, figures.money(stored.feeMinor)),
      words.freeUntil(figures.date(freeUntil(stored))),
      ...(stored.mostDays === null ? [] : [words.capped(stored.mostDays)]),
    ].join(' ');
}

/** The same to be unfolded beside its sum. */
export const StorageWhy = ({ stored }: { stored: StorageService }) => {
  const { storage: words } = useWords();
  return (
    <details class="why" data-t="derivation">
      <summary>{words.follows}</summary>
      <p class="reasons">{useStorageWhy()(stored)}</p>
    </details>
  );
};

/** What the goods of a vehicle were charged for having lain, and why. */
export const StorageCharged = ({ stored }: { stored: StorageService }) => {
  const { storage: words } = useWords();
  const figures = useFigures();
  return (
    <p>
      {words.of(stored.days)}: <strong>{figures.moneyExact(stored.grossMinor)}</strong>.{' '}
      <small class="meta">{useStorageWhy()(stored)}</small>
    </p>
  );
};
