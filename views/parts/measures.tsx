import type { Unit } from '../../src/platform/db/schema.ts';
import { useFigures, useWords } from '../language.tsx';

/** An amount in minor units; `exact` shows the tiyin, as documents must. */
export const Money = ({ minor, exact = false }: { minor: number; exact?: boolean }) => {
  const figures = useFigures();
  return (
    <data class="amount" value={String(minor)}>
      {exact ? figures.moneyExact(minor) : figures.money(minor)}
    </data>
  );
};

/** The price of a tonne; undefined is a price on request, in words. */
export const PricePerTonne = ({ minor }: { minor: number | undefined }) => {
  const figures = useFigures();
  const words = useWords();
  if (minor === undefined) return <span class="on-request">{words.catalogue.priceOnRequest}</span>;
  return <span class="amount">{figures.unitPrice(minor)}</span>;
};

/** A weight in grams, in tonnes from one tonne on, else in kilograms. */
export const Weight = ({ grams }: { grams: number }) => {
  const figures = useFigures();
  return (
    <span class="amount">{grams >= 1_000_000 ? figures.massT(grams) : figures.massKg(grams)}</span>
  );
};

/** What the buyer said, in his own unit. */
export const Quantity = ({ amountMilli, unit }: { amountMilli: number; unit: Unit }) => (
  <span class="amount">{useFigures().quantity({ amountMilli, unit })}</span>
);

/** A trading day, readable by machines too. */
export const Day = ({ on }: { on: string }) => (
  <time class="amount" datetime={on}>
    {useFigures().date(on)}
  </time>
);

/** A moment, in Almaty. */
export const Moment = ({ at }: { at: Date }) => (
  <time class="amount" datetime={at.toISOString()}>
    {useFigures().moment(at)}
  </time>
);

/** Number, unit, place and freshness: never only "in stock". */
export const Stock = (props: { grams: number; place: string; at?: Date | undefined }) => {
  const words = useWords();
  const figures = useFigures();
  if (props.grams <= 0) return <span class="none-left">{words.product.noStock}</span>;
  const parts = [figures.massKg(props.grams), props.place, props.at && figures.time(props.at)];
  return <span class="amount">{parts.filter(Boolean).join(' · ')}</span>;
};
