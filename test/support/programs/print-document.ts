// Prints the document whose content comes as JSON on the standard input, in the language of the
// argument, and says the fingerprint of its bytes: a process that shares nothing with the test.
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { documentPaper } from '../../../views/documents/paper.ts';
import { readDocument } from '../../../src/payments/document.ts';
import { renderPdf } from '../../../src/platform/gateways/pdf.ts';

const content = readDocument(JSON.parse(await text(process.stdin)));
const language = process.argv[2];
if (!content || (language !== 'ru' && language !== 'kk' && language !== 'en'))
  throw new Error('no document');
const bytes = await renderPdf(documentPaper(content, language, 'https://shop.example'));
process.stdout.write(createHash('sha256').update(bytes).digest('hex'));
