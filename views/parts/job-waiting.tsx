import type { Child, PropsWithChildren } from 'hono/jsx';

/**
 * What stands where a job's result will be, until it is there: how far it is, that
 * one may go, and what one may do. Asks again by itself; a link among the `deeds`
 * does it without scripts. Not morphed: an element that stays is not loaded again
 * and would ask once only; what has an id keeps the focus.
 */
export const JobWaiting = (
  props: PropsWithChildren<{
    id: string;
    href: string;
    says: Child;
    /** Without a whole that is known it only says that something goes on. */
    progress: { max: number; value: number } | undefined;
    deeds: Child;
  }>,
) => (
  <section
    id={props.id}
    class="stack"
    data-t="job"
    hx-get={props.href}
    hx-trigger="load delay:700ms"
    hx-swap="outerHTML"
    hx-sync="this:replace"
  >
    <p role="status">
      <label for={`${props.id}-progress`}>{props.says}</label>
    </p>
    <progress id={`${props.id}-progress`} {...props.progress} />
    {props.children}
    <div class="toolbar">{props.deeds}</div>
  </section>
);
