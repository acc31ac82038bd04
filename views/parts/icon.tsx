import type { GlyphName, IconName } from '../icon-names.ts';
import { useSprite } from '../language.tsx';

/**
 * A picture from the sprite, beside words; alone it needs a `label`, which
 * readers of the screen hear and the mouse shows.
 */
export const Icon = ({ name, label }: { name: IconName | GlyphName; label?: string }) => (
  <svg class="icon" role={label ? 'img' : undefined} aria-hidden={label ? undefined : 'true'}>
    {label && <title>{label}</title>}
    <use href={`${useSprite()}#${name}`} />
  </svg>
);

/** The cross-section of a form, for tables and lists of categories; its name stands beside it. */
export const Glyph = ({ name }: { name: GlyphName }) => (
  <svg class="icon glyph" aria-hidden="true">
    <use href={`${useSprite()}#${name}`} />
  </svg>
);
