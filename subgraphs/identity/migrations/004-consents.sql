-- One row, locked by whoever writes a change until it commits: versions are without gaps and in the order of the commits,
-- so that who has confirmed one has seen all before it.
create table standing_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null
);
insert into standing_version (version) values (0);

-- What a gateway has to forget; the last thousand are kept. Null stands for every resident, or for every client.
create table standing_change (
  version bigint primary key,
  resident uuid,
  client_id text
);
create function announce_standing_change() returns trigger language plpgsql as
  $$ begin perform pg_notify('identity_standing_changes', new.version::text); return null; end $$;
create trigger standing_change_announced after insert on standing_change
  for each row execute function announce_standing_change();

-- Nothing here is ever changed or deleted: the last event of (resident, client, purpose) says what holds.
create table consent_event (
  version bigint primary key,
  kind text not null check (kind in ('GRANTED', 'REVOKED')),
  -- The consent that is given, or the one that is taken back.
  consent_id uuid not null,
  resident uuid not null,
  client_id text not null,
  purpose text not null,
  categories text[] not null,
  transfer boolean not null,
  language text not null check (language in ('en', 'zh-Hant', 'zh-Hans', 'pt')),
  method text not null check (method in ('CONSENT_PAGE', 'RESIDENT_PORTAL', 'SANDBOX')),
  given_by uuid not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  -- The signed receipt of a grant (compact JWS).
  receipt text,
  check (expires_at > at or kind = 'REVOKED'),
  check ((receipt is not null) = (kind = 'GRANTED'))
);
create unique index consent_event_once on consent_event (consent_id, kind);
create index consent_event_of_resident on consent_event (resident, client_id, purpose, version);
create function refuse_consent_change() returns trigger language plpgsql as
  $$ begin raise exception 'consent events are kept as they were written'; end $$;
create trigger consent_event_kept before update or delete on consent_event
  for each row execute function refuse_consent_change();

create table guardian (
  minor uuid not null,
  guardian uuid not null,
  valid_from date not null,
  valid_to date,
  primary key (minor, guardian, valid_from),
  check (minor <> guardian),
  check (valid_to >= valid_from)
);
create index guardian_wards on guardian (guardian);

-- The gateway processes that may be serving by what they remember, by the database's own clock: one for all who look.
create table gateway_lease (
  worker text primary key check (length(worker) between 1 and 100),
  confirmed bigint not null,
  ends_at timestamptz not null
);
