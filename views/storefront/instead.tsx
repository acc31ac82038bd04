import type { Analogue } from '../../src/stock/analogue.ts';
import { useNameOf, useWords } from '../language.tsx';
import { Analogues } from '../parts/analogues.tsx';

type Named = { sku: string; nameEn: string; nameRu: string; nameKk: string };
type Shown = { product: Named; analogues: readonly Analogue[]; seesPrices: boolean };

/** On the page of goods that are not to be had: asked for by the page itself, or by its link. */
export const InsteadLater = ({ sku }: { sku: string }) => {
  const { catalogue } = useWords();
  const href = `/p/${encodeURIComponent(sku)}/analogues`;
  return (
    <p hx-get={href} hx-trigger="load" hx-target="this" hx-swap="outerHTML" hx-sync="this:replace">
      <a href={href}>{catalogue.findAnalogues}</a>
    </p>
  );
};

/** What may be taken instead, or that there is nothing. */
export const Instead = ({ analogues, seesPrices }: Omit<Shown, 'product'>) => {
  const { catalogue } = useWords();
  if (analogues.length === 0) return <p class="meta">{catalogue.noAnalogues}</p>;
  return <Analogues analogues={analogues} seesPrices={seesPrices} />;
};

/** The same as a page, without scripts. */
export const AnaloguesPage = (shown: Shown) => {
  const nameOf = useNameOf();
  const { product } = shown;
  return (
    <>
      <div class="page-head">
        <h1>
          <a href={`/p/${encodeURIComponent(product.sku)}`}>{nameOf(product)}</a>
        </h1>
      </div>
      <Instead {...shown} />
    </>
  );
};
