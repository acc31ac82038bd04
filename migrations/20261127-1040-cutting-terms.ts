import { type Kysely, sql } from 'kysely';

/**
 * On what terms bars are cut: by which machine, what it eats, how exactly it
 * cuts, what a cut costs and how many it makes a day. A row without a branch is
 * the company's own; a branch with another machine has a row of its own, which
 * takes the place of the company's for that method. The first rows are what a
 * yard usually has, in tiyin without VAT, and are the trader's to change.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`create type cutting_method as enum ('guillotine', 'abrasive', 'band-saw', 'gas')`.execute(
    db,
  );
  await sql`
    create table cutting_terms (
      branch_code text references branch,
      method cutting_method not null,
      position smallint not null,
      forms form[] not null,
      up_to_areas_mm2 bigint[] not null,
      rates_minor bigint[] not null,
      hard_grades text[] not null default '{}',
      hard_grade_bp integer not null default 10000,
      set_up_minor bigint not null,
      least_charge_minor bigint not null,
      kerf_mm smallint not null,
      tolerance_mm smallint not null,
      least_remnant_mm integer not null,
      remnant_credit_bp smallint not null,
      cuts_per_day integer not null,
      constraint one_terms_per_machine unique nulls not distinct (branch_code, method),
      constraint cutting_forms_some check (cardinality(forms) > 0),
      constraint cutting_rates_pair check (cardinality(up_to_areas_mm2) = cardinality(rates_minor)),
      constraint cutting_rates_some check (cardinality(rates_minor) between 1 and 12),
      constraint cutting_areas_ascend check (ascends(up_to_areas_mm2) and up_to_areas_mm2[1] > 0),
      constraint cutting_rate_positive check (0 < all (rates_minor)),
      constraint cutting_grade_factor check (hard_grade_bp between 10000 and 100000),
      constraint cutting_charge_not_negative check (set_up_minor >= 0 and least_charge_minor >= 0),
      constraint cutting_kerf_sensible check (kerf_mm between 0 and 20 and tolerance_mm between 0 and 50),
      constraint cutting_remnant_positive check (least_remnant_mm > 0),
      constraint remnant_credit_is_a_share check (remnant_credit_bp between 0 and 10000),
      constraint cutting_machine_works check (cuts_per_day > 0)
    )`.execute(db);
  await comment(db);
  await usualMachines(db);
}

async function comment(db: Kysely<never>): Promise<void> {
  const columns = [
    ['branch_code', 'Null: every branch that has no row of its own for the method.'],
    ['position', 'The machine that is asked first; the first that takes the section cuts it.'],
    ['up_to_areas_mm2', 'Steel area of the section, mm²; a section above the last is not cut so.'],
    ['rates_minor', 'What one cut through such a section costs, minor units without VAT.'],
    [
      'hard_grade_bp',
      'Factor on the rate for the hard grades, basis points: 15000 is half again as dear.',
    ],
    ['set_up_minor', 'For each job, minor units without VAT.'],
    [
      'least_charge_minor',
      'The least that a job costs with its setting up, minor units without VAT.',
    ],
    ['kerf_mm', 'What a cut eats, millimetres.'],
    ['tolerance_mm', 'A piece is never shorter and at most so much longer, millimetres.'],
    ['least_remnant_mm', 'From this length on a remnant is goods, below it scrap, millimetres.'],
    [
      'remnant_credit_bp',
      'What is given back for a remnant left with us, of what its length cost, basis points.',
    ],
    ['cuts_per_day', 'What the machine of a branch makes in a working day.'],
  ] as const;
  for (const [column, text] of columns) {
    await sql`comment on column ${sql.table('cutting_terms')}.${sql.id(column)} is ${sql.lit(text)}`.execute(
      db,
    );
  }
}

/** Section classes by steel area: 113 mm² is a rebar of 12, 4 700 a beam of 30. */
async function usualMachines(db: Kysely<never>): Promise<void> {
  const hard = sql`array['А600С', 'А800', '65Г', '40Х', '18ХГТ', '30ХГСА', '40ХН', '40ХН2МА', '38Х2МЮА', '12ХН3А',
    'ШХ15', 'У8А', '9ХС', 'ХВГ', 'Х12МФ', '5ХНМ', 'Hardox 450', 'Hardox 500', '08Х13', '12Х13', '20Х13', '40Х13',
    '12Х17', '08Х18Н10', '08Х18Н10Т', '12Х18Н10Т', '08Х18Н12Т', '10Х17Н13М2Т', '08Х17Н15М3Т', '10Х23Н18', '20Х23Н18',
    'AISI 201', 'AISI 304', 'AISI 304L', 'AISI 316L', 'AISI 321', 'AISI 430']`;
  await sql`
    insert into cutting_terms (method, position, forms, up_to_areas_mm2, rates_minor, hard_grades, hard_grade_bp,
      set_up_minor, least_charge_minor, kerf_mm, tolerance_mm, least_remnant_mm, remnant_credit_bp, cuts_per_day)
    values
      ('guillotine', 1, '{rebar,wire_rod}', '{115,320,810}', '{5000,8000,14000}', ${hard}, 15000,
       100000, 250000, 0, 5, 1000, 6000, 600),
      ('abrasive', 2, '{tube_square,tube_rect,pipe_vgp,pipe_welded,angle,channel_bent}', '{200,400}', '{9000,14000}',
       ${hard}, 15000, 100000, 250000, 2, 3, 1000, 6000, 300),
      ('band-saw', 3,
       '{rebar,wire_rod,beam,channel,channel_bent,angle,round_bar,square_bar,hex_bar,flat_bar,pipe_vgp,pipe_welded,pipe_seamless,tube_square,tube_rect}',
       '{300,800,2000,5000,10000,30000}', '{15000,25000,45000,90000,170000,350000}', ${hard}, 16000,
       200000, 350000, 3, 2, 1000, 6000, 160),
      ('gas', 4, '{beam,channel,round_bar,square_bar,flat_bar}', '{60000,200000}', '{600000,1500000}', '{}', 10000,
       300000, 1000000, 5, 5, 1000, 6000, 30)`.execute(db);
}
