import type { PropsWithChildren } from 'hono/jsx';

/**
 * The place of a wide table: scrolls sideways by itself, so that the page never
 * does. It has a name and takes the focus, because only then can a keyboard
 * scroll it. `tall` scrolls downwards too, under its own head; where it `folds`,
 * a row of its table becomes a few lines on a narrow screen.
 */
export const ScrollRegion = (
  props: PropsWithChildren<{ label: string; tall?: boolean; folds?: boolean }>,
) => (
  <section
    class={`scroll${props.tall ? ' tall' : ''}${props.folds ? ' folds' : ''}`}
    aria-label={props.label}
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- else no keyboard could scroll it
    tabindex={0}
  >
    {props.children}
  </section>
);
