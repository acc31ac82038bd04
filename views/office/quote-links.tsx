import type { SentLink } from '../../src/ordering/quote-in-office.queries.ts';
import { useFigures, useWords } from '../language.tsx';
import { Field } from '../parts/field.tsx';

/** To whom without a membership a quote was sent, what became of it, and the form to send it once more. */
export const QuoteLinks = (shown: {
  links: readonly SentLink[];
  /** The quote's own address. */
  base: string;
  /** Something may be accepted now. */
  maySend: boolean;
  values: Readonly<Record<string, string>>;
  problems: Readonly<Record<string, string>>;
}) => {
  const { links, base, maySend, values, problems } = shown;
  const { byLink } = useWords().quotes;
  if (links.length === 0 && !maySend) return null;
  return (
    <section id="links">
      <h2>{byLink.title}</h2>
      <p class="meta">{byLink.lead}</p>
      {links.length > 0 && (
        <ul class="plain-list stack">
          {links.map((link) => (
            <Link link={link} base={base} />
          ))}
        </ul>
      )}
      {maySend && (
        <form class="form" method="post" action={`${base}/links`} hx-sync="this:drop">
          <Field
            name="guestName"
            label={byLink.name}
            value={values['guestName']}
            problem={problems['guestName']}
            maxlength={200}
          />
          <Field
            name="guestEmail"
            label={byLink.email}
            type="email"
            value={values['guestEmail']}
            problem={problems['guestEmail']}
            autocomplete="off"
            maxlength={254}
          />
          <button type="submit">{byLink.send}</button>
        </form>
      )}
    </section>
  );
};

const Link = ({ link, base }: { link: SentLink; base: string }) => {
  const { byLink } = useWords().quotes;
  const figures = useFigures();
  const { openedAt, acceptedAt, withdrawnAt } = link;
  const told = [
    byLink.sent(link.sentByName, figures.moment(link.sentAt)),
    openedAt && byLink.opened(figures.moment(openedAt)),
    acceptedAt && byLink.accepted(figures.moment(acceptedAt)),
    withdrawnAt && byLink.withdrawn(figures.moment(withdrawnAt)),
    !openedAt && !withdrawnAt && byLink.notOpened,
  ].filter(Boolean);
  return (
    <li>
      <strong>{link.name}</strong> {link.email} <small class="meta">{told.join(' · ')}</small>
      {!withdrawnAt && (
        <form method="post" action={`${base}/links/${link.id}/withdrawal`} hx-sync="this:drop">
          <button type="submit" aria-label={byLink.withdrawOf(link.email)}>
            {byLink.withdraw}
          </button>
        </form>
      )}
    </li>
  );
};
