import type { Form } from '../../src/platform/db/schema.ts';

const ring = (radius: number) =>
  `M${12 - radius} 12a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;

/** How the cut end of each form looks, as path data on a square of 24; a fill is never used. */
export const formGlyphs: Record<Form, string> = {
  rebar: `${ring(7)}M5 12h-2M21 12h-2M8 15l7 -7M10 17.5l7 -7`,
  wire_rod: `${ring(9)}${ring(6.5)}M12 3v2.5M12 18.5v2.5`,
  wire: `${ring(3)}M12 3v2M12 19v2M3 12h2M19 12h2`,
  mesh: 'M7 3v18M12 3v18M17 3v18M3 7h18M3 12h18M3 17h18',
  beam: 'M5 3.5h14v3h-5.5v11h5.5v3h-14v-3h5.5v-11h-5.5z',
  channel: 'M7 3.5h11v3h-8v11h8v3h-11z',
  channel_bent:
    'M18 4h-8a3 3 0 0 0 -3 3v10a3 3 0 0 0 3 3h8v-2h-8a1 1 0 0 1 -1 -1v-10a1 1 0 0 1 1 -1h8z',
  angle: 'M5 3.5h3v12a1 1 0 0 0 1 1h11.5v3.5h-15.5z',
  round_bar: ring(8.5),
  square_bar: 'M4.5 4.5h15v15h-15z',
  hex_bar: 'M7.300 4h9.400l4.700 8l-4.700 8h-9.400l-4.700 -8z',
  flat_bar: 'M2.5 9h19v6h-19z',
  sheet: 'M2.5 14l4 -5h15l-4 5zM2.5 14v1.5h15l4 -5v-1.5',
  checkered_sheet: 'M2.5 14h19v3h-19zM4 11.5l3 -2M9 11.5l3 -2M14 11.5l3 -2M19 11.5l2 -1.300',
  expanded_sheet:
    'M3 8l4.5 4l4.5 -4l4.5 4l4.5 -4M3 16l4.5 -4l4.5 4l4.5 -4l4.5 4M7.5 12l-4.5 -4M7.5 12l-4.5 4M16.5 12h0',
  profiled_sheet: 'M2 16h2.5l2 -8h4l2 8h3l2 -8h4.5',
  pipe_vgp: `${ring(9)}${ring(7)}M12 8.5v7M9.5 10h5`,
  pipe_welded: `${ring(9)}${ring(6.5)}M11 3l1 2.5l1 -2.5`,
  pipe_seamless: `${ring(9)}${ring(5)}`,
  tube_square:
    'M6 3.5h12a2.5 2.5 0 0 1 2.5 2.5v12a2.5 2.5 0 0 1 -2.5 2.5h-12a2.5 2.5 0 0 1 -2.5 -2.5v-12a2.5 2.5 0 0 1 2.5 -2.5zM6.5 6.5h11v11h-11z',
  tube_rect:
    'M4.5 6h15a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1 -2.5 2.5h-15a2.5 2.5 0 0 1 -2.5 -2.5v-7a2.5 2.5 0 0 1 2.5 -2.5zM5 9h14v6h-14z',
};
