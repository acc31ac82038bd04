import type { Named } from './forms.ts';
import type { Draft, Meaning, SpokenForm } from './meaning.ts';
import type { Sizes } from './numbers.ts';

/** What a standard says of a pipe. */
const PIPE_OF_STANDARD: Record<string, SpokenForm> = {
  'ГОСТ 8732': 'pipe_seamless',
  'ГОСТ 8734': 'pipe_seamless',
  'ГОСТ 9940': 'pipe_seamless',
  'ГОСТ 9941': 'pipe_seamless',
  'ГОСТ 10704': 'pipe_welded',
  'ГОСТ 10705': 'pipe_welded',
  'ГОСТ 20295': 'pipe_welded',
  'ГОСТ 3262': 'pipe_vgp',
};

/**
 * The form that the words name together with what else was said: a standard says
 * how a pipe is made, three numbers make it a hollow section. Without a noun the
 * series, the grade or the shape of the sizes says it. `undefined`: nothing does.
 */
export function formOf(
  names: ReadonlySet<Named>,
  draft: Draft,
  found: readonly Sizes[],
): SpokenForm | 'tube' | undefined {
  const { said } = draft;
  const has = (...wanted: Named[]) => wanted.some((name) => names.has(name));
  const isTriple = found.some(({ numbers }) => numbers.length === 3);
  if (has('electrode')) return 'electrode';
  if (has('disc')) return 'disc';
  if (has('flange')) return 'flange';
  if (has('mesh')) return 'mesh';
  if (has('expanded_sheet')) return 'expanded_sheet';
  if (has('profiled_sheet') || (has('tube') && has('sheet'))) return 'profiled_sheet';
  if (has('wire_rod')) return 'wire_rod';
  if (has('coil') && !has('rebar', 'wire')) return 'coil';
  if (has('channel')) return has('bent') ? 'channel_bent' : 'channel';
  if (has('pipe_vgp')) return 'pipe_vgp';
  if (has('tube') || (has('square') && has('pipe'))) return 'tube';
  if (has('pipe_seamless')) return 'pipe_seamless';
  if (has('pipe_spiral')) return 'pipe_spiral';
  if (has('pipe_welded')) return isTriple ? 'tube' : 'pipe_welded';
  if (has('pipe')) return pipeOf(said, found, isTriple);
  if (has('beam')) return 'beam';
  if (has('angle')) return 'angle';
  if (has('hex_bar')) return 'hex_bar';
  if (has('square')) return 'square_bar';
  if (has('flat_bar')) return 'flat_bar';
  if (has('rebar')) return 'rebar';
  if (has('round_bar')) return 'round_bar';
  if (has('wire')) return 'wire';
  if (has('plate')) return 'plate';
  if (has('sheet')) return 'sheet';
  return unnamed(draft, found, isTriple);
}

function pipeOf(said: Meaning, found: readonly Sizes[], isTriple: boolean): SpokenForm | 'tube' {
  const [standard = ''] = (said.standard ?? '').split('-');
  const byStandard = PIPE_OF_STANDARD[standard];
  if (byStandard) return byStandard;
  if (isTriple) return 'tube';
  const isSized = found.some(({ numbers }) => numbers.length > 1);
  return said.boreMm !== undefined && !isSized ? 'pipe_vgp' : 'pipe';
}

/** A line without a noun: the series, the grade or the shape of the sizes says what it is. */
function unnamed(
  { said, text }: Draft,
  found: readonly Sizes[],
  isTriple: boolean,
): SpokenForm | 'tube' | undefined {
  const [series = ''] = said.series ?? [];
  if (/^(?:UPN|UPE)$/u.test(series)) return 'channel';
  if (series !== '') return 'beam';
  if (/^А\d|^B[45]/u.test(said.grade ?? '') || said.gradeClass !== undefined) return 'rebar';
  if (said.grade === 'Вр-1') return 'wire';
  if (said.boreMm !== undefined) return 'pipe_vgp';
  if (said.use === 'tying') return 'wire';
  if (said.coating === 'zinc' && found.length > 0) return 'sheet';
  const drawn = /^\s*(?:\|\s*)*-\s?\d/u.test(text);
  if (drawn) return found[0]?.numbers.length === 2 ? 'flat_bar' : 'sheet';
  return isTriple ? 'tube' : undefined;
}
