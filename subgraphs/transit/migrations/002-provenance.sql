-- How far a source can be relied on, and what to know before doing so; a row of acceptance may be worse than its source.
alter table sources
  add column verification text not null default 'UNVERIFIED'
    check (verification in ('PRIMARY', 'SECONDARY', 'UNVERIFIED')),
  add column note text;

alter table wallet_acceptances rename column since to valid_from;
alter table wallet_acceptances rename column until to valid_to;
alter table wallet_acceptances
  add column verification text check (verification in ('PRIMARY', 'SECONDARY', 'UNVERIFIED'));

-- What kind of medium a feed's own media are.
alter table fare_products
  add column medium text not null default 'ANY'
    check (medium in ('STORED_VALUE', 'SINGLE_TICKET', 'CASH', 'ANY'));
update fare_products
  set medium = case media_id
    when '' then 'ANY'
    when 'single-ticket' then 'SINGLE_TICKET'
    when 'cash' then 'CASH'
    else 'STORED_VALUE'
  end;

-- GTFS translates either one record or every field with this value.
alter table translations add column field_value text not null default '';
alter table translations drop constraint translations_pkey;
alter table translations add primary key (feed_id, table_name, record_id, field_value, language);
