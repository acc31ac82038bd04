import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { transact } from '../../src/platform/db/transact.ts';
import { mediaTypeOfPaper } from '../../src/platform/media-type.ts';
import {
  hasStoredFile,
  readStoredFile,
  storeFile,
} from '../../src/certificates/certificate-file.queries.ts';
import { freshDatabase } from '../support/database.ts';

const { db } = await freshDatabase();
const bytes = Buffer.from('%PDF-1.7\nnot much of one');
const mediaType = 'application/pdf';

test('a file that is sent again is kept once, and comes back as it was', async () => {
  const once = await transact(db, (tx) => storeFile(tx, { bytes, mediaType }));
  const again = await transact(db, (tx) => storeFile(tx, { bytes, mediaType }));

  expect(again).toEqual(once);
  expect(once.sizeBytes).toBe(bytes.length);
  expect(await readStoredFile(db, once.sha256)).toEqual({ bytes, mediaType });
  expect(await hasStoredFile(db, once.sha256)).toBe(true);
  const { rows } = await sql<{
    files: number;
  }>`select count(*) as files from certificate_file`.execute(db);
  expect(rows).toEqual([{ files: 1 }]);
});

test('no name stands for other bytes than its own', async () => {
  const { sha256 } = await transact(db, (tx) => storeFile(tx, { bytes, mediaType }));

  await expect(
    sql`update certificate_file set bytes = ${Buffer.from('another')} where sha256 = ${sha256}`.execute(
      db,
    ),
  ).rejects.toThrow('certificate_file_check');
  expect(await readStoredFile(db, Buffer.alloc(32))).toBeUndefined();
  expect(await hasStoredFile(db, Buffer.alloc(32))).toBe(false);
});

test.each([
  ['%PDF-1.4', 'application/pdf'],
  ['\u0089PNG\r\n\u001A\n', 'image/png'],
  ['\u00FF\u00D8\u00FF\u00E0', 'image/jpeg'],
  ['<html>', undefined],
  ['%PD', undefined],
  ['', undefined],
])('a file that begins with %j is %s, whatever it is called', (begin, type) => {
  expect(mediaTypeOfPaper(Buffer.from(begin, 'latin1'))).toBe(type);
});
