import { massOnDemoScale } from './demo/demo-scale.queries.ts';
import { listBranches } from './people/branch.queries.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db/database.ts';
import { type Scale, type ScaleOf, tcpScale } from './platform/gateways/scale.ts';
import type { ScaleAddress } from './platform/gateways/scale-address.ts';
import { openScaleSimulator } from './platform/gateways/scale-simulator.ts';
import type { Ending } from './shutdown.ts';

const DEMO_DIVISION_G = 20_000;

/**
 * The scales of the yards, as the environment names them. The demo without any has a
 * simulated one in each branch, reached over loopback as a real one is. Never in
 * production.
 */
export async function openScales(
  db: Db,
  { config, clock }: { config: Config; clock: Clock },
  endings: Ending[],
): Promise<ScaleOf> {
  const isSimulated = !config.scales && config.demo && !config.production;
  const addresses = isSimulated ? await openDemoScales(db, endings) : config.scales;
  const scales = new Map<string, Scale>(
    [...(addresses ?? [])].map(([branchCode, address]) => [branchCode, tcpScale(address, clock)]),
  );
  return (branchCode) => scales.get(branchCode);
}

/** A scale on loopback for each branch. */
async function openDemoScales(db: Db, endings: Ending[]): Promise<Map<string, ScaleAddress>> {
  const branches = await listBranches(db);
  const opened = await Promise.all(
    branches.map(async ({ code }) => {
      const { port, close } = await openScaleSimulator({
        shows: async () => ({ massG: await massOnDemoScale(db, code), isStable: true }),
      });
      endings.push({ name: `scale of ${code}`, end: close });
      const scale = { host: '127.0.0.1', port, deviceId: `DEMO-${code}` };
      return [code, { ...scale, divisionG: DEMO_DIVISION_G }] as const;
    }),
  );
  return new Map(opened);
}
