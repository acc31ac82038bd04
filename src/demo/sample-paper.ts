/** What the one page says: whoever opens it must not take it for a paper of a mill. */
const LINES = [
  'SAMPLE',
  'Here the paper is kept as the mill issued it.',
  'The demo world has one sample for all its certificates.',
];

/** A PDF of one page (ISO 32000-1, 7.5), the same bytes each time. */
export function samplePaper(): Buffer {
  const text = LINES.map(
    (line, index) => `BT /F1 ${index === 0 ? 28 : 12} Tf 60 ${760 - index * 40} Td (${line}) Tj ET`,
  ).join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ].map((body, index) => `${index + 1} 0 obj\n${body}\nendobj\n`);
  const head = '%PDF-1.4\n';
  const offsets = objects.map((_, index) => (head + objects.slice(0, index).join('')).length);
  const body = head + objects.join('');
  const entries = offsets
    .map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
    .join('');
  const count = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${count}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}
