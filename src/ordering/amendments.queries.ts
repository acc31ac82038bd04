import { sql } from 'kysely';

/** A version of an order after the first: what was left out of it, when and by whom. Grams, minor units. */
export type Amendment = {
  number: number;
  madeAt: string;
  madeByName: string | null;
  isByStaff: boolean;
  fromGrossMinor: number;
  toGrossMinor: number;
  lines: readonly {
    sku: string;
    nameEn: string;
    nameRu: string;
    nameKk: string;
    leftOutG: number;
    leftOutPieces: number | null;
  }[];
};

/** The versions of an order `placed` after the first, the oldest first, as a part of a larger statement. */
export const amendmentsOfOrder = sql<readonly Amendment[]>`
  (select coalesce(jsonb_agg(jsonb_build_object(
      'number', amendment.number, 'madeAt', made_at, 'madeByName', maker.name,
      'isByStaff', maker.staff_role is not null, 'fromGrossMinor', from_gross_minor, 'toGrossMinor', to_gross_minor,
      'lines', (select jsonb_agg(jsonb_build_object('sku', line.sku, 'nameEn', line.name_en, 'nameRu', line.name_ru,
                                                    'nameKk', line.name_kk, 'leftOutG', left_out_g,
                                                    'leftOutPieces', left_out_pieces) order by line.position)
                from order_amendment_line as own join sales_order_line as line on line.id = own.order_line_id
                where own.amendment_id = amendment.id)) order by amendment.number), '[]')
   from order_amendment as amendment left join person as maker on maker.id = amendment.made_by
   where amendment.order_id = placed.id)`;
