import { attributesOf, IMPORTANCE, importanceOf } from './attribute.ts';
import type { Instrument } from './instrument.ts';
import { drawOf } from './prompt.ts';

/**
 * What was drawn for a prompt, with importance asked of one thing by a lot that is always
 * the same for a person and an event; the probability of the drawn item is shared out
 * among all that it could have been asked of. Everything else stays as it was drawn.
 */
export function withAttribute<
  Decision extends {
    items: string[];
    itemProbability: number | null;
    inclusionProbability: number | null;
  },
>(
  decision: Decision,
  instrument: Instrument,
  lot: { personId: string; eventId: string },
): Decision {
  if (!decision.items.includes(IMPORTANCE)) return decision;
  const attributes = attributesOf(instrument);
  const place = Math.floor(drawOf(`${lot.personId}|${lot.eventId}|attribute`) * attributes.length);
  const drawn = attributes[place];
  // Nothing to ask the importance of: better no question than one with a gap in it.
  const items = decision.items.flatMap((item) => {
    if (item !== IMPORTANCE) return [item];
    return drawn === undefined ? [] : [importanceOf(drawn)];
  });
  const share = (probability: number | null) =>
    probability === null ? null : probability / Math.max(1, attributes.length);
  const { itemProbability, inclusionProbability } = decision;
  return {
    ...{ ...decision, items },
    itemProbability: share(itemProbability),
    inclusionProbability: share(inclusionProbability),
  };
}
