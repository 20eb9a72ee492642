-- Travel permits and their exit endorsements. A holder is the resident's internal reference, known to all agencies.
create table travel_permits (
  id uuid primary key,
  holder uuid not null,
  kind text not null check (kind in ('HMTP', 'HMTP_NON_CHINESE', 'EEP')),
  -- Nine characters; the reissue count stands apart, because the number of a home return permit is for life.
  number text not null check (length(number) = 9),
  reissue_count smallint check (reissue_count between 0 and 99),
  issued_on date not null,
  expires_on date not null,
  check (expires_on >= issued_on)
);

create index travel_permits_by_holder on travel_permits (holder, expires_on desc, id);

create table endorsements (
  id uuid primary key,
  permit_id uuid not null references travel_permits (id),
  destination text not null check (destination in ('HONG_KONG', 'MACAO')),
  code text not null check (code in (
    'INDIVIDUAL_VISIT', 'GROUP_TOUR', 'FAMILY_VISIT', 'BUSINESS', 'TALENT', 'STAY', 'OTHER'
  )),
  -- The local scheme it was issued under: a key of data/endorsement-schemes.json.
  scheme text,
  valid_from date not null,
  valid_to date not null,
  -- Null where the number of trips is not limited.
  trips_remaining integer check (trips_remaining >= 0),
  last_exit_on date,
  first_entry_on date,
  check (valid_to >= valid_from)
);

create index endorsements_by_permit on endorsements (permit_id, valid_to desc, id);
