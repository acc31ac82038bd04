import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { iconNames } from '../../views/icon-names.ts';
import { formGlyphs } from './form-glyphs.ts';

/**
 * Makes the fonts and the sprite in `public/` again. Their sources are not
 * dependencies of the program: install @ibm/plex-sans 1.1.0, @ibm/plex-mono 2.5.0,
 * subset-font 2.5.0 and @tabler/icons 3.52.0 in a folder outside the repository and
 * give that folder as the argument.
 */
const folder = path.resolve(process.argv[2] ?? '.');
const from = createRequire(path.join(folder, 'package.json'));
const inPackages = (file: string) => path.join(folder, 'node_modules', file);
const publicFolder = path.resolve(import.meta.dirname, '../../public');

type Subset = (font: Buffer, text: string, options: { targetFormat: 'sfnt' }) => Promise<Buffer>;
type Convert = (font: Buffer, toFormat: 'woff2', fromFormat: 'sfnt') => Promise<Buffer>;
const subset: Subset = from('subset-font');
const { convert }: { convert: Convert } = from('fontverter');

const span = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)).join('');

/** What the three languages and the trade's signs need; ⌀ is not in the face, Ø stands for it. */
const alphabet = [
  span(0x20, 0x7e),
  span(0xa0, 0xff),
  span(0x410, 0x44f),
  'ЁёІіӘәҒғҚқҢңӨөҰұҮүҺһ',
  '₸№€…–—−‑‘’‚“”„•′″ ≈≠≤≥←→↑↓×·\u2007\u2009\u202f',
].join('');

/**
 * The licence reserves the name "Plex" for the unchanged fonts, and a subset is
 * a change: the names inside the file become our own, of the same length, so
 * that no table moves.
 */
function rename(font: Buffer): Buffer {
  const renamed = Buffer.from(font);
  const pairs = [
    ['IBM Plex', 'CW Gauge'],
    ['IBMPlex', 'CWGauge'],
  ] as const;
  for (const [was, is] of pairs) {
    for (const [search, put] of [
      [Buffer.from(was, 'latin1'), Buffer.from(is, 'latin1')],
      [Buffer.from(was, 'utf16le').swap16(), Buffer.from(is, 'utf16le').swap16()],
    ] as const) {
      for (let at = renamed.indexOf(search); at >= 0; at = renamed.indexOf(search, at + 1)) {
        put.copy(renamed, at);
      }
    }
  }
  return renamed;
}

async function makeFont(source: string, target: string): Promise<void> {
  const cut = await subset(readFileSync(inPackages(source)), alphabet, { targetFormat: 'sfnt' });
  const packed = await convert(rename(cut), 'woff2', 'sfnt');
  writeFileSync(path.join(publicFolder, 'fonts', target), packed);
}

/** The drawing inside a Tabler file, without its frame and its invisible square. */
function drawingOf(name: string): string {
  const file = readFileSync(inPackages(`@tabler/icons/icons/outline/${name}.svg`), 'utf8');
  return [...file.matchAll(/<path d="([^"]+)"/g)].map(([, d]) => d).join('');
}

function makeSprite(): void {
  const symbol = (id: string, d: string) =>
    `<symbol id="${id}" viewBox="0 0 24 24"><path d="${d}"/></symbol>`;
  const symbols = [
    ...iconNames.map((name) => symbol(name, drawingOf(name))),
    ...Object.entries(formGlyphs).map(([form, d]) => symbol(`form-${form}`, d)),
  ];
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`;
  writeFileSync(path.join(publicFolder, 'icons.svg'), sprite);
}

const plex = (family: string, style: string) =>
  `@ibm/plex-${family.toLowerCase()}/fonts/complete/woff2/IBMPlex${family}-${style}.woff2`;

await makeFont(plex('Sans', 'Regular'), 'plex-sans-400.woff2');
await makeFont(plex('Sans', 'SemiBold'), 'plex-sans-600.woff2');
await makeFont(plex('Mono', 'Regular'), 'plex-mono-400.woff2');
makeSprite();
copyFileSync(inPackages('@ibm/plex-sans/LICENSE.txt'), path.join(publicFolder, 'fonts/OFL.txt'));
copyFileSync(inPackages('@tabler/icons/LICENSE'), path.join(publicFolder, 'icons-LICENSE.txt'));
