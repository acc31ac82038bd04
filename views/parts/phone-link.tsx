import type { WhoOrdered } from '../../src/ordering/who-ordered.queries.ts';
import { useWords } from '../language.tsx';

/** Whom to call about an order, with the number to press. */
export const WhoOrderedLine = ({ who: { name, phone } }: { who: WhoOrdered }) => {
  const { missingGoods: words } = useWords();
  return (
    <>
      {name},{' '}
      {phone === null ? (
        <span class="meta">{words.noPhone}</span>
      ) : (
        <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>
      )}
    </>
  );
};
