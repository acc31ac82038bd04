import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { documentPaper } from '../views/documents/paper.ts';
import { voidedPaper } from '../views/documents/voided.ts';
import { readPrintable, Voided } from './payments/document.ts';
import { renderPdf } from './platform/gateways/pdf.ts';

const Asked = z.object({
  id: z.int(),
  content: z.unknown(),
  language: z.enum(['en', 'ru', 'kk']),
  shopAt: z.string(),
  voided: Voided.optional(),
});

/** A thread that prints what it is asked for, until whoever started it ends it. */
parentPort?.on('message', (message: unknown) => {
  const { id, ...asked } = Asked.parse(message);
  print(asked).then(
    (bytes) => parentPort?.postMessage({ id, bytes }),
    (error: unknown) => parentPort?.postMessage({ id, error: String(error) }),
  );
});

async function print(asked: Omit<z.infer<typeof Asked>, 'id'>): Promise<Uint8Array> {
  const content = readPrintable(asked.content);
  if (!content) throw new Error('a document that does not add up is not printed');
  const paper = documentPaper(content, asked.language, asked.shopAt);
  return renderPdf(asked.voided ? voidedPaper(paper, asked.voided, asked.language) : paper);
}
