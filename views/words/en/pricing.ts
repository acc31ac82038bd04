/** Words of prices that move with weight, and of prices that people agree on. */
export const pricing = {
  buyMore: (weight: string, name: string) =>
    `${weight} more of this tier group, for example ${name}:`,
  totalFalls: (saved: string) => `the total is ${saved} lower`,
  totalThen: (total: string) => `(${total})`,
};
