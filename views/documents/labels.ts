import type { GoodsLabels } from '../../src/payments/goods-labels.ts';
import type { Block, Paper } from '../../src/platform/paper.ts';
import type { Tongue } from './tongue.ts';

const SIZE_MM = { width: 100, height: 70 };
/** Of the label without its margins. */
const WIDTH_PT = 263;
const QR_PT = 84;
/** Beside the code. */
const LEFT_PT = WIDTH_PT - QR_PT;
const BARS_PT = 40;

type Label = GoodsLabels['labels'][number];

/** The labels of a vehicle, one to a page: what it is, its heat, how much, and both codes. */
export function labelsPaper(content: GoodsLabels, tongue: Tongue, shopAt: string): Paper {
  const { words, language } = tongue;
  const { shipmentNumber, printedOn } = content;
  return {
    title: `${words.goods.shipment} ${shipmentNumber}`,
    ...{ language, issuedOn: printedOn, isWide: false, labelMm: SIZE_MM },
    content: content.labels.map((label, index) => ({
      stack: labelOf(label, content, tongue, shopAt),
      ...(index === 0 ? {} : { pageBreak: 'before' as const }),
    })),
    pageOf: words.pageOf,
  };
}

/** Every text has one line, but the name, which has two: whatever it says, a label is one page. */
function labelOf(label: Label, content: GoodsLabels, tongue: Tongue, shopAt: string): Block[] {
  const { words, figures, nameOf } = tongue;
  const { goods } = words;
  const { certificatesPath, buyerName, shipmentNumber } = content;
  const { pieces, lengthMm, massG, certificates, millName } = label;
  const much = [
    pieces === null ? '' : figures.pieces(pieces),
    lengthMm === null ? '' : figures.lengthM(lengthMm),
  ].filter(Boolean);
  const [certificate] = certificates;
  const origin = [certificate === undefined ? '' : goods.certificates(certificate), millName ?? ''];
  const line = (text: string, fontSize: number, bold = false): Block => ({
    ...{ text: cut(text, Math.floor(LEFT_PT / (fontSize * (bold ? 0.68 : 0.58)))), fontSize, bold },
    margin: [0, 2, 0, 0],
  });
  const code = certificatesPath && `${shopAt}${certificatesPath}`;
  return [
    { text: cut(nameOf(label.name), NAME_CHARS), bold: true, fontSize: 11 },
    {
      columns: [
        {
          stack: [
            line(`${label.grade} · ${label.standard}`, 9),
            line(goods.heat(label.heatNumber, null), 11, true),
            line(much.join(' × '), 10),
            {
              text: [{ text: figures.massKg(massG), bold: true, fontSize: 14 }, ` ${goods.theory}`],
              margin: [0, 1, 0, 0],
            },
            line(origin.filter(Boolean).join(' · '), 8),
            line(`${shipmentNumber} · ${buyerName}`, 8),
          ],
          width: LEFT_PT,
        },
        ...(code
          ? [{ stack: [{ qr: code, fit: QR_PT, eccLevel: 'L' as const }], width: QR_PT }]
          : []),
      ],
      margin: [0, 0, 0, 4],
    },
    { code128: label.code, size: { width: WIDTH_PT, height: BARS_PT } },
    {
      ...{ text: `${label.code}    ${cut(label.sku, 24)}`, fontSize: 9 },
      ...{ alignment: 'center', margin: [0, 2, 0, 0] },
    },
  ];
}

/** Two lines of a label hold so much. */
const NAME_CHARS = 60;

const cut = (text: string, chars: number) =>
  text.length <= chars ? text : `${text.slice(0, chars - 1)}…`;
