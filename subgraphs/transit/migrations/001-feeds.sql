-- One row a published data set. A feed that came with the program gives way to a newer one that comes with the program;
-- one that an operator imported stays until he imports another.
create table feeds (
  id text primary key,
  version text not null,
  digest text not null,
  origin text not null check (origin in ('SEED', 'IMPORT')),
  covered_from date,
  covered_to date,
  saved_at timestamptz not null
);

-- `position` is the row's place in its file.
create table agencies (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  id text not null,
  name text not null,
  city_id text not null,
  primary key (feed_id, id)
);

create table stops (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  id text not null,
  name text not null,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  city_id text not null,
  primary key (feed_id, id)
);

create table routes (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  id text not null,
  agency_id text not null,
  short_name text not null,
  long_name text not null,
  route_type int not null,
  network_id text not null,
  primary key (feed_id, id),
  foreign key (feed_id, agency_id) references agencies (feed_id, id)
);

create table trips (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  id text not null,
  route_id text not null,
  service_id text not null,
  headsign text not null,
  direction_id int not null,
  timetable_basis text not null check (timetable_basis in ('PUBLISHED', 'ESTIMATED')),
  basis_note text not null,
  primary key (feed_id, id),
  foreign key (feed_id, route_id) references routes (feed_id, id)
);

create table stop_times (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  trip_id text not null,
  sequence int not null,
  stop_id text not null,
  arrival int not null check (arrival >= 0),
  departure int not null,
  can_board boolean not null,
  can_alight boolean not null,
  primary key (feed_id, trip_id, sequence),
  check (departure >= arrival)
);

create table frequencies (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  trip_id text not null,
  "start" int not null,
  "end" int not null,
  headway_seconds int not null check (headway_seconds > 0),
  primary key (feed_id, trip_id, "start"),
  check ("end" > "start")
);

create table calendars (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  service_id text not null,
  weekdays text not null check (weekdays ~ '^[01]{7}$'),
  start_date date not null,
  end_date date not null,
  primary key (feed_id, service_id)
);

create table calendar_dates (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  service_id text not null,
  "date" date not null,
  runs boolean not null,
  primary key (feed_id, service_id, "date")
);

create table transfers (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  from_stop_id text not null,
  to_stop_id text not null,
  seconds int not null check (seconds >= 0),
  control_point_id text,
  from_jurisdiction text check (from_jurisdiction in ('HONG_KONG', 'MACAO', 'MAINLAND')),
  to_jurisdiction text check (to_jurisdiction in ('HONG_KONG', 'MACAO', 'MAINLAND')),
  basis_note text not null,
  primary key (feed_id, from_stop_id, to_stop_id),
  check ((control_point_id is null) = (from_jurisdiction is null)),
  check ((control_point_id is null) = (to_jurisdiction is null))
);

create table stop_areas (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  area_id text not null,
  stop_id text not null,
  primary key (feed_id, area_id, stop_id)
);

create table rider_categories (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  id text not null,
  is_default boolean not null,
  primary key (feed_id, id)
);

create table fare_products (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  id text not null,
  name text not null,
  rider_category_id text not null,
  media_id text not null,
  amount_minor int not null check (amount_minor >= 0),
  currency text not null check (currency in ('HKD', 'CNY', 'MOP')),
  primary key (feed_id, id, rider_category_id, media_id)
);

create table fare_leg_rules (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  network_id text not null,
  from_area_id text not null,
  to_area_id text not null,
  timeframe_group_id text not null,
  product_id text not null,
  priority int not null,
  effective_from date not null,
  effective_to date,
  source_id text not null,
  primary key (feed_id, network_id, from_area_id, to_area_id, timeframe_group_id, product_id, effective_from),
  check (effective_to >= effective_from)
);

create table fare_leg_join_rules (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  from_network_id text not null,
  to_network_id text not null,
  from_stop_id text not null,
  to_stop_id text not null,
  primary key (feed_id, from_network_id, to_network_id, from_stop_id, to_stop_id)
);

create table timeframes (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  group_id text not null,
  "start" int not null,
  "end" int not null,
  service_id text not null,
  primary key (feed_id, group_id, "start", service_id),
  check ("end" > "start")
);

create table wallet_acceptances (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  operator_id text not null,
  provider_id text not null,
  network_id text not null,
  since date not null,
  until date,
  basis text not null check (basis in ('CARD_EQUIVALENT', 'ADULT_ONLY', 'FLAT_NO_DISCOUNT')),
  flat_amount_minor int check (flat_amount_minor >= 0),
  flat_currency text check (flat_currency in ('HKD', 'CNY', 'MOP')),
  source_id text not null,
  note text not null,
  primary key (feed_id, operator_id, provider_id, network_id, since),
  check (until >= since),
  check ((flat_amount_minor is null) = (flat_currency is null))
);

create table translations (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  table_name text not null,
  record_id text not null,
  language text not null,
  "text" text not null,
  primary key (feed_id, table_name, record_id, language)
);

create table sources (
  feed_id text not null references feeds (id) on delete cascade,
  position int not null,
  id text not null,
  title text not null,
  url text,
  as_of date not null,
  primary key (feed_id, id)
);
