import { type RawBuilder, sql } from 'kysely';

/**
 * The next number of a series of documents in a year, as the part `counter` of a
 * larger `with`, with `last_number`. Its row is the last lock that a transaction
 * takes, and nothing but the commit follows, so numbers have no gaps and follow
 * the order of commits (reliability, D11; invariant 27). `where` leaves the
 * number with the series where there is nothing to number.
 */
export const counterPart = (
  of: { series: string; year: number },
  where: RawBuilder<unknown> = sql``,
) => sql`
  counter as (
    insert into document_counter (series, year, last_number)
    select ${of.series}, ${of.year}::smallint, 1 ${where}
    on conflict (series, year) do update set last_number = document_counter.last_number + 1
    returning last_number
  )`;
