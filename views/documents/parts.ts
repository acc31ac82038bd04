import type { DocumentContent } from '../../src/payments/document.ts';
import type { Buyer, Seller } from '../../src/payments/document-parties.ts';
import type { Block, Cell, Paper } from '../../src/platform/paper.ts';
import type { Tongue } from './tongue.ts';

const TITLE_PT = 12;
const HEAD_PT = 7.5;
const LABEL_WIDTH_PT = 108;
const SIGNED_ON = '_'.repeat(26);

/** Figures stand at the right, so that their places are under each other. */
export const num = (text: string, looks: { bold?: boolean } = {}): Cell => ({
  text,
  alignment: 'right',
  ...looks,
});

/** The head of a column. */
export const head = (text: string, looks: { colSpan?: number } = {}): Cell => ({
  text,
  bold: true,
  fontSize: HEAD_PT,
  alignment: 'center',
  ...looks,
});

/** The frame of every paper: its name above, in the file and in the foot, its day, its language. */
export function paperOf(
  content: DocumentContent,
  { language, words, figures }: Tongue,
  made: { kindName: string; isWide?: boolean; above?: readonly Block[]; blocks: readonly Block[] },
): Paper {
  const { number, issuedOn } = content;
  const heading: Block = {
    text: words.titleOf(made.kindName, number, figures.dateWritten(issuedOn)),
    fontSize: TITLE_PT,
    bold: true,
    margin: [0, 4, 0, 6],
  };
  return {
    title: words.titleOf(made.kindName, number, figures.date(issuedOn)),
    language,
    issuedOn,
    isWide: made.isWide ?? false,
    content: [...(made.above ?? []), heading, ...made.blocks],
    pageOf: words.pageOf,
  };
}

/** Who and what, line by line; a line that has nothing to say is left out. */
export function facts(
  rows: readonly (readonly [label: string, value: string | null | undefined])[],
  labelWidth = LABEL_WIDTH_PT,
): Block {
  const body = rows
    .filter(([, value]) => value)
    .map(([label, value]): Cell[] => [label, { text: value ?? '', bold: false }]);
  return {
    table: { widths: [labelWidth, '*'], body: body.length > 0 ? body : [['', '']] },
    layout: 'plain',
    margin: [0, 0, 0, 6],
  };
}

/** A party in one line: name, number, address, telephone. */
export function partyLine(
  party: Pick<Buyer | Seller, 'name' | 'bin' | 'address' | 'phone'>,
  { words }: Tongue,
): string {
  return [
    party.name,
    party.bin && `${words.bin} ${party.bin}`,
    party.address,
    party.phone && phoneIn(party.phone, { words }),
  ]
    .filter((part) => part)
    .join(', ');
}

/** A telephone number, which never breaks over a line. */
export const phoneIn = (phone: string, { words }: Pick<Tongue, 'words'>): string =>
  `${words.phone} ${phone}`.replaceAll(' ', '\u00a0');

/** The sum written out, in bold. */
export const writtenOut = (text: string): Block => ({ text, bold: true, margin: [0, 1, 0, 1] });

/** Both sides sign beside each other. */
export function bothSign(
  [ours, theirs]: readonly [Side, Side],
  { words }: Pick<Tongue, 'words'>,
): Block {
  const side = ({ party, name }: Side): Block => ({
    stack: [
      { text: words.onBehalfOf(party.name), bold: true, margin: [0, 8, 0, 14] },
      { text: `${SIGNED_ON}  ${name ?? ''}` },
      { text: words.stamp, margin: [0, 8, 0, 0] },
    ],
    unbreakable: true,
  });
  return { columns: [side(ours), side(theirs)], columnGap: 16 };
}

type Side = { party: { name: string }; name: string | null };

/** Who answers for the paper: post, place for the hand, name. */
export function signatures(
  people: readonly (readonly [post: string, name: string | null])[],
  options: { stamp?: string } = {},
): Block {
  const rows = people.map(([post, name]): Cell[] => [
    { text: post, margin: [0, 5, 0, 0] },
    { text: SIGNED_ON, margin: [0, 5, 0, 0] },
    { text: name ?? '', margin: [0, 5, 0, 0] },
  ]);
  const stamp = options.stamp;
  return {
    stack: [
      {
        table: { widths: [LABEL_WIDTH_PT, 'auto', '*'], body: rows },
        layout: 'plain',
      },
      ...(stamp ? [{ text: stamp, margin: [LABEL_WIDTH_PT, 8, 0, 0] } as const] : []),
    ],
    unbreakable: true,
    margin: [0, 8, 0, 0],
  };
}
