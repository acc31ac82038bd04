import type { ShipmentStage } from '../../src/platform/db/schema.ts';
import type { IconName } from '../icon-names.ts';
import { useWords } from '../language.tsx';
import { Status } from './status.tsx';

const looks: Record<
  ShipmentStage,
  { mood: 'ok' | 'warn' | 'err' | 'info' | 'idle'; icon: IconName }
> = {
  planned: { mood: 'idle', icon: 'clock' },
  loading: { mood: 'info', icon: 'forklift' },
  loaded: { mood: 'info', icon: 'building-warehouse' },
  weighed: { mood: 'info', icon: 'check' },
  left: { mood: 'info', icon: 'truck-delivery' },
  arrived: { mood: 'info', icon: 'truck-delivery' },
  'handed-over': { mood: 'ok', icon: 'check' },
  cancelled: { mood: 'err', icon: 'ban' },
};

/** Where a shipment stands. */
export const ShipmentStatus = ({ stage }: { stage: ShipmentStage }) => (
  <Status {...looks[stage]}>{useWords().delivery.stages[stage]}</Status>
);
