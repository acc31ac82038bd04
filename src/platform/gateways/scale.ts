import { connect } from 'node:net';
import type { Clock } from '../clock.ts';
import type { ScaleAddress } from './scale-address.ts';

/** What a scale says at one moment of what stands on it. Grams. */
export type ScaleReading = { massG: number; isStable: boolean; at: Date; deviceId: string };

/** A scale as the shop sees it. Throws `ScaleSilent` where it says no weight. */
export type Scale = { deviceId: string; divisionG: number; read: () => Promise<ScaleReading> };

/** The scale of a branch by its code; `undefined` where it has none. */
export type ScaleOf = (branchCode: string) => Scale | undefined;

/** The scale does not answer, is overloaded, or says what is no weight. */
export class ScaleSilent extends Error {
  override readonly name = 'ScaleSilent';
}

const READ_MS = 3_000;
/** More than any indicator says before a whole line of it has come. */
const SAID_MAX = 4_096;
/** Asks an indicator that speaks only when asked; one that speaks by itself does not mind. */
const QUESTION = 'Q\r\n';
const LINE = /^(ST|US),\s*GS,\s*([+-]?\s*[\d ]+(?:\.\d+)?)\s*(kg|t)\s*$/;
const OTHER_LINE = /^(?:OL|ST|US),/;
const GRAMS = { kg: 1_000, t: 1_000_000 } as const;

/**
 * A weighbridge whose indicator speaks lines over TCP, by itself or when asked: `ST,GS,+
 * 12340kg` is a stable gross weight, `US` one that still moves, `OL` an overload
 * (the common format of A&D and CAS indicators, also behind a converter of a serial
 * line). Who asks while it is being read gets the same reading, since such converters
 * take one caller. It stands on the moment of the first whole line.
 */
export function tcpScale(address: ScaleAddress, clock: Clock): Scale {
  const { deviceId, divisionG } = address;
  let reading: Promise<ScaleReading> | undefined;
  const readOnce = async () => {
    const { massG, isStable } = massIn(await lineFrom(address));
    return { massG, isStable, at: clock(), deviceId };
  };
  return {
    deviceId,
    divisionG,
    read: () => {
      reading ??= readOnce().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}

/** The first whole line that an indicator says of a weight. */
function lineFrom({ host, port }: ScaleAddress): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    let said = '';
    const fail = (why: string) => {
      socket.destroy();
      reject(new ScaleSilent(why));
    };
    const patience = setTimeout(() => fail('it said no weight in time'), READ_MS);
    socket.setEncoding('latin1');
    socket.once('connect', () => socket.write(QUESTION));
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => {
      clearTimeout(patience);
      fail('it hung up');
    });
    socket.on('data', (text: string) => {
      said += text;
      const line = said
        .split(/\r?\n|\r/)
        .slice(0, -1)
        .find((one) => OTHER_LINE.test(one));
      if (line !== undefined) {
        resolve(line);
        socket.destroy();
      } else if (said.length > SAID_MAX) fail('it said too much, and no weight');
    });
  });
}

function massIn(line: string): { massG: number; isStable: boolean } {
  const [, state, figure = '', unit] = LINE.exec(line) ?? [];
  const massG = Math.round(
    Number(figure.replaceAll(' ', '')) * (unit === 't' ? GRAMS.t : GRAMS.kg),
  );
  if (state === undefined || !Number.isSafeInteger(massG)) {
    throw new ScaleSilent(line.startsWith('OL') ? 'it is overloaded' : 'it shows no gross weight');
  }
  return { massG, isStable: state === 'ST' };
}
