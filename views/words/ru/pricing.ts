import type { Words } from '../en.ts';

export const pricing: Words['pricing'] = {
  buyMore: (weight, name) => `Ещё ${weight} проката этой группы, например «${name}»:`,
  totalFalls: (saved) => `итог ниже на ${saved}`,
  totalThen: (total) => `(${total})`,
};
