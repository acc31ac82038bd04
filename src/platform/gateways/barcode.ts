import bwip from 'bwip-js/node';
import { z } from 'zod';

/** One row of bars and spaces, each so many modules wide, a bar first. */
const Drawn = z.tuple([z.object({ sbs: z.array(z.int().positive()) })]);

/**
 * The bars of a Code 128 symbol for a text of printable ASCII: widths in modules,
 * bar and space by turns, a bar first and last. Throws for signs that it cannot say.
 */
export const code128Widths = (text: string): readonly number[] =>
  Drawn.parse(bwip.raw({ bcid: 'code128', text }))[0].sbs;

/** White on both sides, as the standard of the symbol asks: ten modules. */
const QUIET_MODULES = 10;
/** A bar of half a millimetre is read from a step away; a short code need not fill its room. */
const MODULE_PT_MAX = 1.4;

/** The same as filled rectangles in the middle of so much room; points. */
export function code128Bars(text: string, size: { width: number; height: number }): object[] {
  const widths = code128Widths(text);
  const modules = widths.reduce((sum, width) => sum + width, 0) + 2 * QUIET_MODULES;
  const modulePt = Math.min(MODULE_PT_MAX, size.width / modules);
  let x = (size.width - modules * modulePt) / 2 + QUIET_MODULES * modulePt;
  return widths.flatMap((width, index) => {
    const bar = { type: 'rect', x, y: 0, w: width * modulePt, h: size.height, color: 'black' };
    x += bar.w;
    return index % 2 === 0 ? [bar] : [];
  });
}
