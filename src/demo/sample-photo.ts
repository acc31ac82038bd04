import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 360;
const HEIGHT = 270;
const ROD = 18;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Eight bits of red, green and blue a point, from the first line to the last. */
const TRUE_COLOUR = [8, 2, 0, 0, 0];

/** A drawn picture of coils of rod, pressed in at one place and rusty there: a PNG, the same bytes each time. */
export function samplePhoto(): Buffer {
  const lines = Array.from({ length: HEIGHT }, (_, y) => [0, ...lineOf(y)]);
  const size = Buffer.alloc(8);
  size.writeUInt32BE(WIDTH, 0);
  size.writeUInt32BE(HEIGHT, 4);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([size, Buffer.from(TRUE_COLOUR)])),
    chunk('IDAT', deflateSync(Buffer.from(lines.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** One line of points: round rods that shine on top, bent and brown around the dent. */
function lineOf(y: number): number[] {
  return Array.from({ length: WIDTH }, (_, x) => {
    const dent = Math.exp(-(((x - 190) / 55) ** 2) - ((y - 150) / 70) ** 2);
    const across = (((y - 34 * dent + 3 * Math.sin(x / 70)) % ROD) + ROD) % ROD;
    const light = Math.sin((Math.PI * across) / ROD) * (0.85 + 0.15 * Math.sin(x / 9));
    return [
      40 + 125 * light + 62 * dent,
      44 + 128 * light - 12 * dent,
      50 + 132 * light - 66 * dent,
    ].map((value) => Math.max(0, Math.min(255, Math.round(value / 4) * 4)));
  }).flat();
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
