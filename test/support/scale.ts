import { type Scale, type ScaleOf, tcpScale } from '../../src/platform/gateways/scale.ts';
import { type Display, openScaleSimulator } from '../../src/platform/gateways/scale-simulator.ts';
import { at } from './world.ts';

const DIVISION_G = 20_000;

/** A scale on loopback that shows what it is told to, and the way to it as a branch has one. */
export async function aScale(shows: Display = { massG: 0, isStable: true }): Promise<{
  show: (display: Display) => void;
  scale: Scale;
  scaleOf: ScaleOf;
  close: () => Promise<void>;
}> {
  let display = shows;
  const { port, close } = await openScaleSimulator({ shows: () => display });
  const address = { host: '127.0.0.1', port, deviceId: 'VT-60', divisionG: DIVISION_G };
  const scale = tcpScale(address, () => at);
  const show = (next: Display) => {
    display = next;
  };
  return { show, scale, scaleOf: () => scale, close };
}
