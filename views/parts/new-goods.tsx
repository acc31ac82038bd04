import { useNameOf, useWords } from '../language.tsx';

type Named = { nameEn: string; nameRu: string; nameKk: string };

/** What a company buys for the first time, by name, where one of its rules asks for that; a product of two lines once. */
export const NewGoods = ({ goods }: { goods: readonly Named[] }) => {
  const { approvals } = useWords();
  const nameOf = useNameOf();
  const names = new Set(goods.map(nameOf));
  if (names.size === 0) return null;
  return <p class="meta">{approvals.newGoods([...names].join('; '))}</p>;
};
