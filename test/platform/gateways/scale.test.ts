import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { readScaleAddresses } from '../../../src/platform/gateways/scale-address.ts';
import { tcpScale } from '../../../src/platform/gateways/scale.ts';
import { aScale } from '../../support/scale.ts';
import { at } from '../../support/world.ts';

/** An indicator on loopback that says these bytes to whoever calls, and how often it was called. */
async function anIndicator(speak: (socket: Socket) => void) {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.on('error', () => undefined);
    speak(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const address = { host: '127.0.0.1', port, deviceId: 'VT-60', divisionG: 20_000 };
  return {
    scale: tcpScale(address, () => at),
    calls: () => calls,
    close: () => server.close(),
  };
}

test('the scale says what stands on it, whether it stands still, when, and which scale it is', async () => {
  const { scale, show, close } = await aScale({ massG: 9_040_000, isStable: true });
  expect(await scale.read()).toEqual({ massG: 9_040_000, isStable: true, at, deviceId: 'VT-60' });
  show({ massG: 29_060_000, isStable: false });
  expect(await scale.read()).toMatchObject({ massG: 29_060_000, isStable: false });
  show({ massG: -20_000, isStable: true });
  expect(await scale.read()).toMatchObject({ massG: -20_000 });
  await close();
});

test.each([
  ['an overloaded scale', 'overloaded', /overloaded/],
  ['a scale that says nothing', 'silent', /in time/],
] as const)('%s gives no weight', async (_what, display, why) => {
  const { scale, show, close } = await aScale();
  show(display);
  await expect(scale.read()).rejects.toThrow(why);
  show({ massG: 9_040_000, isStable: true });
  expect(await scale.read()).toMatchObject({ massG: 9_040_000 });
  await close();
});

test('a scale that is switched off gives no weight, and gives one again once it is on', async () => {
  const { scale, close } = await aScale();
  await close();
  await expect(scale.read()).rejects.toMatchObject({ name: 'ScaleSilent' });
});

test.each([
  ['in tonnes', 'ST,GS,+  12.340 t\r\n', 12_340_000, true],
  ['with spaces', 'ST, GS,   12340 kg\r\n', 12_340_000, true],
  ['with decimals', 'US,GS,+0012340.5kg\r\n', 12_340_500, false],
  ['in the middle of a line', '+0099999kg\r\nST,GS,+0012340kg\r\n', 12_340_000, true],
  ['after a greeting', 'READY\r\nST,GS,+0012340kg\r\n', 12_340_000, true],
])('a line is understood %s', async (_how, said, massG, isStable) => {
  const { scale, close } = await anIndicator((socket) => socket.write(said));
  expect(await scale.read()).toMatchObject({ massG, isStable });
  close();
});

test.each([
  ['net weight, since somebody pressed its own tare', 'ST,NT,+0003300kg\r\n'],
  ['pounds', 'ST,GS,+0027210lb\r\n'],
  ['a weight that is no number', 'ST,GS,+-12-40kg\r\n'],
  ['a page of the web', `HTTP/1.1 400 Bad Request\r\n${'x'.repeat(8_000)}\r\n`],
])('%s is no weight', async (_what, said) => {
  const { scale, close } = await anIndicator((socket) => socket.write(said));
  await expect(scale.read()).rejects.toMatchObject({ name: 'ScaleSilent' });
  close();
});

test('a line that comes in pieces is read whole, and one that is cut off is not read', async () => {
  const slow = await anIndicator((socket) => {
    socket.write('ST,GS,+00');
    setTimeout(() => socket.write('12340kg\r\n'), 20);
  });
  expect(await slow.scale.read()).toMatchObject({ massG: 12_340_000 });
  slow.close();
  const cut = await anIndicator((socket) => socket.end('ST,GS,+00123'));
  await expect(cut.scale.read()).rejects.toMatchObject({ name: 'ScaleSilent' });
  cut.close();
});

test('who asks while the scale is being read gets the same reading, since it takes one caller', async () => {
  const { scale, calls, close } = await anIndicator((socket) =>
    setTimeout(() => socket.write('ST,GS,+0012340kg\r\n'), 20),
  );
  const read = await Promise.all([scale.read(), scale.read(), scale.read()]);
  expect(read.map(({ massG }) => massG)).toEqual([12_340_000, 12_340_000, 12_340_000]);
  expect(calls()).toBe(1);
  await scale.read();
  expect(calls()).toBe(2);
  close();
});

test('the environment names the scale of each branch', () => {
  const read = readScaleAddresses(
    'ALA=tcp://10.1.0.7:4001/VT-60?divisionKg=50, AST=tcp://[::1]:4002',
  );
  expect([...(read ?? [])]).toEqual([
    ['ALA', { host: '10.1.0.7', port: 4001, deviceId: 'VT-60', divisionG: 50_000 }],
    ['AST', { host: '::1', port: 4002, deviceId: '[::1]:4002', divisionG: 20_000 }],
  ]);
});

test.each([
  'tcp://10.1.0.7:4001',
  'ALA=http://10.1.0.7:4001',
  'ALA=tcp://10.1.0.7',
  'ALA=tcp://10.1.0.7:4001/VT?divisionKg=0',
  'ALA=tcp://10.1.0.7:4001/VT?divisionKg=2.5',
  `ALA=tcp://10.1.0.7:4001/${'x'.repeat(61)}`,
  'ALA=tcp://10.1.0.7:4001,ALA=tcp://10.1.0.8:4001',
  'ALA=nonsense',
  ',',
])('scales written as %s are refused', (text) => {
  expect(readScaleAddresses(text)).toBeUndefined();
});
