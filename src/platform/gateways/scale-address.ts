/** Where the scale of a branch listens, how it is called, and what it cannot tell apart. Grams. */
export type ScaleAddress = { host: string; port: number; deviceId: string; divisionG: number };

const GRAMS_PER_KG = 1000;
const DIVISION_MAX_KG = 1000;
const DEVICE_MAX = 60;
const DEFAULT_DIVISION_KG = 20;

/**
 * Reads `ALA=tcp://10.1.0.7:4001/VT-60?divisionKg=20,AST=…`: of each branch where its
 * scale listens, by which name it stands on tickets, and its division. Nothing where
 * it cannot be read, or a branch has two.
 */
export function readScaleAddresses(text: string): ReadonlyMap<string, ScaleAddress> | undefined {
  const addresses = new Map<string, ScaleAddress>();
  for (const entry of text.split(',')) {
    const [, branchCode = '', address = ''] = /^\s*([A-Z]{2,8})=(\S+)\s*$/.exec(entry) ?? [];
    const scale = addressOf(address);
    if (!scale || addresses.has(branchCode)) return undefined;
    addresses.set(branchCode, scale);
  }
  return addresses;
}

function addressOf(text: string): ScaleAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname, searchParams } = new URL(text);
  const deviceId = pathname.slice(1) || `${hostname}:${port}`;
  const divisionKg = Number(searchParams.get('divisionKg') ?? DEFAULT_DIVISION_KG);
  const isRight =
    protocol === 'tcp:' &&
    hostname !== '' &&
    Number(port) > 0 &&
    deviceId.length <= DEVICE_MAX &&
    Number.isInteger(divisionKg) &&
    divisionKg >= 1 &&
    divisionKg <= DIVISION_MAX_KG;
  if (!isRight) return undefined;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return { host, port: Number(port), deviceId, divisionG: divisionKg * GRAMS_PER_KG };
}
