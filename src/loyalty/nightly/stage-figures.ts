import type { Population } from './inputs.ts';
import type { Stage } from '../metrics/relationship-stage.ts';
import { type Figure, figure, isOf, segmentsOf } from './figure.ts';

/** The stages as they are shown, from the first contact to who is gone. */
export const shownStages = [
  'potential',
  'unstabilised',
  'customer',
  'customer_hostage',
  'customer_attitude_unknown',
  'loyal',
  'lapsed',
] as const satisfies readonly Stage[];

/** How many companies of a population and branch stand at a stage. */
export type StageCount = {
  stage: string;
  population: Population;
  branchCode: string;
  companies: number;
};

/** How many companies stand where, and how many moved between which stages in which month (1.21). Counts, no shares. */
export function stageFigures(counted: {
  stages: readonly StageCount[];
  branches: readonly string[];
  moves: readonly { month: string; fromStage: string | null; toStage: string; companies: number }[];
}): Figure[] {
  const months = new Map<string, { from: string; to: string; companies: number }[]>();
  for (const { month, fromStage, toStage, companies } of counted.moves) {
    if (fromStage === null) continue;
    months.set(month, [...(months.get(month) ?? []), { from: fromStage, to: toStage, companies }]);
  }
  return [
    ...segmentsOf(counted.branches).flatMap((segment) =>
      shownStages.map((stage) => {
        const n = counted.stages
          .filter((one) => one.stage === stage && isOf(segment)(one))
          .reduce((sum, one) => sum + one.companies, 0);
        return figure(`stage.${stage}`, segment, { value: n, n, accounts: n });
      }),
    ),
    ...[...months].map(([month, moves]) => {
      const n = moves.reduce((sum, one) => sum + one.companies, 0);
      return figure(`moves.${month}`, 'all', { value: n, n, accounts: n, detail: { moves } });
    }),
  ];
}
