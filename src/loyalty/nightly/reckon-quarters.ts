import type { Db } from '../../platform/db/database.ts';
import type { Figure } from './figure.ts';
import { listCoded, listPurchasesOfAll, listVoices } from './inputs.queries.ts';
import { quarterEndsBefore, type QuarterEnd } from './quarter-ends.ts';
import { listQuartersKnown, type QuarterReckoned } from './quarter.queries.ts';
import { reckonFigures } from './reckon-figures.ts';
import { reckonModels } from './reckon-models.ts';

/**
 * The figures as they were at the ends of the last four quarters that are over, as far as
 * a night has to keep them: of one end where there are none yet, and again of each of
 * which an answer of its year was changed or deleted since (1.0). Everything else stays
 * as it was reckoned.
 */
export async function reckonQuarters(db: Db, day: string): Promise<QuarterReckoned[]> {
  const ends = quarterEndsBefore(day);
  const known = await listQuartersKnown(db, ends);
  const missing = known.find(({ kept }) => kept === null);
  const found: QuarterReckoned[] = [];
  for (const one of known) {
    const isDue = one === missing || (one.kept !== null && one.kept !== one.inputs);
    const end = ends.find(({ quarter }) => quarter === one.quarter);
    if (!end || !isDue) continue;
    const figures = await figuresOn(db, end);
    if (figures.length > 0) found.push({ end, inputs: one.inputs, figures });
  }
  return found;
}

/** All figures as of a quarter's end; none from before the first customer. */
async function figuresOn(db: Db, { day, asOf }: QuarterEnd): Promise<Figure[]> {
  const companies = await listPurchasesOfAll(db, asOf);
  if (companies.length === 0) return [];
  const { figures } = await reckonFigures(db, asOf, {
    ...{ day, companies, models: reckonModels(companies, day) },
    ...{ voices: await listVoices(db, asOf), coded: await listCoded(db, asOf) },
  });
  return figures;
}
