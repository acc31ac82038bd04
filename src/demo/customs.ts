import type { Insertable } from 'kysely';
import type { GoodsCustoms } from '../payments/goods-customs.queries.ts';
import type { DB } from '../platform/db/schema.ts';

/**
 * Codes of the customs nomenclature for the demo's goods, to the subheading (HS 2022,
 * chapters 72-76): a trader enters those of his own goods. What Kazakhstan rolls has
 * another sign of origin than what comes from abroad.
 */
const codes: Readonly<Record<string, readonly [tnvedCode: string, originCode: number]>> = {
  ...{ rebar_a500c: ['721420', 4], rebar_a400: ['721420', 4], rebar_a240: ['721499', 4] },
  ...{ angle: ['721621', 4], angle_unequal: ['721621', 4], channel: ['721631', 4] },
  ...{ channel_bent: ['721661', 4], beam_B: ['721632', 2], beam_EN: ['721633', 2] },
  ...{ beam_K: ['721633', 2], beam_M: ['721632', 2], beam_Sh: ['721633', 2] },
  ...{ beam_slope: ['721632', 2], flat_bar: ['721491', 2], hex_bar: ['721499', 2] },
  ...{ round_bar: ['721499', 2], square_bar: ['721499', 2], mesh: ['731420', 4] },
  ...{ pipe_seamless: ['730439', 2], pipe_vgp: ['730630', 2], pipe_welded: ['730630', 2] },
  ...{ tube_rect: ['730661', 2], tube_square: ['730661', 2], profiled: ['721041', 4] },
  ...{ sheet_hot: ['720851', 4], sheet_cold: ['720916', 4], sheet_checkered: ['720840', 2] },
  ...{ sheet_zinc: ['721049', 4], sheet_pvl: ['731450', 2], wire: ['721710', 2] },
  ...{ wire_rod: ['721391', 4], stainless_sheet: ['721933', 2], stainless_long: ['722211', 2] },
  ...{ aluminium: ['760429', 2], brass: ['740721', 2], copper: ['740710', 2] },
};

/** What the register asks of a category of the demo; `undefined` for one that is not sold there. */
export function demoCustomsOf(categoryCode: string): GoodsCustoms | undefined {
  const [tnvedCode, originCode] = codes[categoryCode] ?? [];
  if (tnvedCode === undefined || originCode === undefined) return undefined;
  return { tnvedCode, originCode, tnvedName: null };
}

/** The same as rows, of the categories that there are. */
export const demoCustoms = (
  categories: readonly { code: string }[],
  keptAt: Date,
): Insertable<DB['goodsCustoms']>[] =>
  categories.flatMap(({ code: categoryCode }) => {
    const customs = demoCustomsOf(categoryCode);
    if (!customs) return [];
    const { originCode, tnvedCode } = customs;
    return [{ categoryCode, originCode, tnvedCode: tnvedCode ?? '', keptBy: null, keptAt }];
  });
