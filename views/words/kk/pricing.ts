import type { Words } from '../en.ts';

export const pricing: Words['pricing'] = {
  buyMore: (weight, name) => `Осы топтан тағы ${weight} алсаңыз, мысалы «${name}»:`,
  totalFalls: (saved) => `жалпы сома ${saved} төмендейді`,
  totalThen: (total) => `(${total})`,
};
