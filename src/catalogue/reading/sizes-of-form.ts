import type { Named } from './forms.ts';
import type { Draft, Meaning, SpokenForm } from './meaning.ts';
import { type Sizes, sizesIn } from './numbers.ts';
import * as sizes from './sizes.ts';
import { readMeshNumber, readTableNumber } from './tables.ts';

/** A form with its sizes as the trade orders them for it, and what its words mean for it alone. */
export function finish(
  form: SpokenForm | 'tube',
  draft: Draft,
  found: readonly Sizes[],
  names: ReadonlySet<Named>,
): Meaning {
  const { said } = draft;
  const whole = { ...said, ...READERS[form](found, draft) };
  if (form === 'tube' || form === 'tube_square' || form === 'tube_rect') {
    const { heightUm, widthUm } = whole;
    return { form: heightUm === widthUm ? 'tube_square' : 'tube_rect', ...whole };
  }
  if (form === 'rebar' && names.has('deformed')) return { form, ...whole, surface: 'deformed' };
  if (form === 'sheet' && names.has('deformed') && !whole.surface)
    return { form, ...whole, surface: 'lentil' };
  if (form === 'plate') {
    const { process: _, ...plate } = whole;
    return { form, ...plate };
  }
  return { form, ...whole };
}

type Reader = (found: readonly Sizes[], draft: Draft) => Meaning;

const roundSizes: Reader = (found, { said }) => {
  const read = said.diametersUm === undefined ? sizes.roundOf(found) : { said: {}, rest: found };
  return { ...read.said, ...bareLength(read.rest, said) };
};
const pipeSizes: Reader = (found, { said }) =>
  said.diametersUm === undefined ? sizes.pipeOf(found, said).said : {};
const sideSizes: Reader = (found) => sizes.tubeOf(found).said;
const flatSizes: Reader = (found) => sizes.flatsOf(found).said;
const sheetSizes: Reader = (found) => sizes.sheetOf(found).said;
const tableSizes =
  (form: 'beam' | 'channel'): Reader =>
  (found, draft) => {
    // «Швеллер 160х64х5» names its sizes and no number.
    const isSized = form === 'channel' && found.some(({ numbers }) => numbers.length > 1);
    if (isSized && draft.said.number === undefined) return sizes.bentOf(found).said;
    const { text, said } = readTableNumber(draft, form);
    return { ...said, ...bareLength(sizesIn(text), said) };
  };
/** ПВЛ 506: the number of the mesh, then the sheet. */
const expandedSizes: Reader = (_, draft) => {
  const { text, said } = readMeshNumber(draft);
  return { ...sizes.sheetOf(sizesIn(text)).said, ...said };
};

/** In which order each form is measured. */
const READERS: Record<SpokenForm | 'tube', Reader> = {
  rebar: roundSizes,
  wire_rod: roundSizes,
  round_bar: roundSizes,
  wire: roundSizes,
  electrode: roundSizes,
  pipe: pipeSizes,
  pipe_welded: pipeSizes,
  pipe_seamless: pipeSizes,
  pipe_spiral: pipeSizes,
  pipe_vgp: (found, { said }) => sizes.boreOf(found, said).said,
  tube: sideSizes,
  tube_square: sideSizes,
  tube_rect: sideSizes,
  angle: sideSizes,
  channel_bent: (found) => sizes.bentOf(found).said,
  flat_bar: (found) => sizes.stripOf(found).said,
  square_bar: flatSizes,
  hex_bar: flatSizes,
  mesh: (found, { said }) => sizes.meshOf(found, said).said,
  beam: tableSizes('beam'),
  channel: tableSizes('channel'),
  disc: (found) => sizes.discOf(found).said,
  flange: (found) => sizes.flangeOf(found).said,
  profiled_sheet: (found, { said }) => sizes.profiledOf(found, said).said,
  sheet: sheetSizes,
  plate: sheetSizes,
  coil: sheetSizes,
  checkered_sheet: sheetSizes,
  expanded_sheet: expandedSizes,
};

/** As bars leave the mill: such a number behind the size needs no «м». */
const FULL_BARS_M = [11.7, 11.75, 12, 6];

/** A bare number behind the size is the length where a bar has it and a quantity follows: «12у 11,7 3 тн». */
function bareLength(rest: readonly Sizes[], said: Meaning): Meaning {
  const [metres, ...more] = rest[0]?.numbers ?? [];
  const isLength = metres !== undefined && more.length === 0 && FULL_BARS_M.includes(metres);
  const isClear = said.quantity !== undefined || metres === 11.7;
  return isLength && isClear && said.lengthMm === undefined
    ? { lengthMm: Math.round(metres * 1000) }
    : {};
}
