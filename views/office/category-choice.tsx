import { useNameOf, useWords } from '../language.tsx';
import { Choice } from '../parts/field.tsx';

/** A heading under which a list has prices. */
export type PricedCategory = { code: string; nameEn: string; nameRu: string; nameKk: string };

/** One of the categories of a list, or all of them. */
export const CategoryChoice = (props: {
  name: string;
  value: string | undefined;
  problem?: string | undefined;
  categories: readonly PricedCategory[];
}) => {
  const { office } = useWords();
  const nameOf = useNameOf();
  const { categories, value = '', ...field } = props;
  return (
    <Choice
      {...field}
      label={office.category}
      value={value}
      options={[
        { value: '', label: office.allCategories },
        ...categories.map((category) => ({ value: category.code, label: nameOf(category) })),
      ]}
    />
  );
};
