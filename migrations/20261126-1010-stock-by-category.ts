import { type Kysely, sql } from 'kysely';

/**
 * What can be promised, readable a category at a time. A level knows the
 * category of its product and whether anything is left of it; an index holds
 * those that have. Both are kept by the database, and neither locks more than
 * the level itself: a sale that leaves something behind does not touch the index.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table product add constraint product_in_category unique (id, category_code)`.execute(
    db,
  );
  await sql`
    alter table stock_level
      add column category_code text,
      add column is_promisable boolean not null generated always as (on_hand_g > reserved_g) stored`.execute(
    db,
  );
  await sql`
    update stock_level set category_code = product.category_code
    from product where product.id = stock_level.product_id`.execute(db);
  await sql`
    alter table stock_level
      add constraint level_has_category check (category_code is not null),
      add constraint level_category foreign key (product_id, category_code)
        references product (id, category_code) on update cascade`.execute(db);
  await sql`comment on column stock_level.category_code is 'That of the product; filled in where a level is added, and follows the product.'`.execute(
    db,
  );
  await sql`comment on column stock_level.is_promisable is 'Whether more is on hand than reserved.'`.execute(
    db,
  );
  await sql`
    create function fill_category_of_level() returns trigger language plpgsql as $$
    begin
      new.category_code := (select category_code from product where id = new.product_id);
      return new;
    end $$`.execute(db);
  await sql`
    create trigger category_of_level before insert on stock_level
    for each row when (new.category_code is null) execute function fill_category_of_level()`.execute(
    db,
  );
  await sql`
    create index stock_promisable on stock_level (category_code, product_id, branch_code) where is_promisable`.execute(
    db,
  );
}
