import { deflateRawSync } from 'node:zlib';

/** What a hostile file may say of one of its parts. */
type Part = { name: string; content: string | Buffer; flags?: number; method?: number };

/**
 * A ZIP file written without looking: parts may have any name, come twice, be
 * called encrypted, or be packed already. Its sums are wrong on purpose, since
 * no reader of ours may trust them.
 */
export function zipFile(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, content, flags = 0, method = 8 } of parts) {
    const packed = Buffer.isBuffer(content) ? content : deflateRawSync(content);
    const label = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(flags, 2);
    facts.writeUInt16LE(method, 4);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(1, 18);
    facts.writeUInt16LE(label.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    bodies.push(Buffer.from('PK\x03\x04'), facts, label, packed);
    list.push(Buffer.from('PK\x01\x02\x14\x00'), facts, place, label);
    at += 30 + label.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...list, end]);
}

/** What of a workbook a test cares for; all else is as Excel would write it. */
export type WorkbookParts = {
  sheets: readonly (string | Buffer)[];
  strings?: string | Buffer;
  styles?: string;
  workbook?: string;
  more?: readonly Part[];
};

/** An XLSX file around sheets that are given as the XML between `sheetData`, or as packed bytes. */
export function xlsxFile({ sheets, strings, styles, workbook, more = [] }: WorkbookParts): Buffer {
  const list = sheets.map((_, i) => `<sheet name="${i}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const targets = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="w" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  return zipFile([
    { name: '[Content_Types].xml', content: '<Types/>' },
    {
      name: 'xl/workbook.xml',
      content: workbook ?? `<workbook><sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${targets.join('')}</Relationships>`,
    },
    ...(strings === undefined ? [] : [{ name: 'xl/sharedStrings.xml', content: strings }]),
    ...(styles === undefined ? [] : [{ name: 'xl/styles.xml', content: styles }]),
    ...sheets.map((sheet, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content:
        typeof sheet === 'string'
          ? `<?xml version="1.0"?><worksheet><sheetData>${sheet}</sheetData></worksheet>`
          : sheet,
    })),
    ...more,
  ]);
}
