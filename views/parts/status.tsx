import type { PropsWithChildren } from 'hono/jsx';
import type { OrderStage } from '../../src/platform/db/schema.ts';
import type { IconName } from '../icon-names.ts';
import { useFigures, useWords } from '../language.tsx';
import { Icon } from './icon.tsx';

type Mood = 'ok' | 'warn' | 'err' | 'info' | 'idle';

const icons: Record<Mood, IconName> = {
  ok: 'check',
  warn: 'alert-triangle',
  err: 'alert-circle',
  info: 'info-circle',
  idle: 'clock',
};

/** A state as word, picture and colour together, so that none of them is needed alone. */
export const Status = (props: PropsWithChildren<{ mood: Mood; icon?: IconName }>) => (
  <span class={`status ${props.mood}`}>
    <Icon name={props.icon ?? icons[props.mood]} /> {props.children}
  </span>
);

const stageLooks: Record<OrderStage, { mood: Mood; icon: IconName }> = {
  placed: { mood: 'idle', icon: 'clock' },
  confirmed: { mood: 'info', icon: 'check' },
  picking: { mood: 'info', icon: 'forklift' },
  ready: { mood: 'info', icon: 'building-warehouse' },
  shipped: { mood: 'info', icon: 'truck-delivery' },
  delivered: { mood: 'ok', icon: 'check' },
  cancelled: { mood: 'err', icon: 'ban' },
};

/** Where an order stands. */
export const StageStatus = ({ stage }: { stage: OrderStage }) => (
  <Status {...stageLooks[stage]}>{useWords().stages[stage]}</Status>
);

/** A message in the flow of a page. `role` only where it appears after something was done. */
export const Notice = (props: PropsWithChildren<{ mood: Mood; role?: 'alert' | 'status' }>) => (
  <div class={`notice ${props.mood}`} role={props.role}>
    <Icon name={icons[props.mood]} />
    <div>{props.children}</div>
  </div>
);

/** How much of a credit limit is taken, as numbers and as a bar; amounts in minor units. */
export const CreditBar = (props: { limitMinor: number; exposureMinor: number }) => {
  const words = useWords();
  const figures = useFigures();
  const { limitMinor, exposureMinor } = props;
  const said = words.company.creditOf(figures.money(exposureMinor), figures.money(limitMinor));
  return (
    <div class="credit" data-t="credit">
      <span>
        {words.company.creditFree}{' '}
        <strong class="amount">{figures.money(Math.max(0, limitMinor - exposureMinor))}</strong>
      </span>
      <meter
        min={0}
        max={Math.max(1, limitMinor)}
        low={limitMinor * 0.8}
        high={limitMinor * 0.95}
        optimum={0}
        value={exposureMinor}
        aria-label={said}
      />
      <span class="meta">{said}</span>
    </div>
  );
};
