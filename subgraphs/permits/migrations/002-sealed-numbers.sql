-- The data key of each holder, wrapped under a key-encryption key that is not in the database.
create table resident_key (
  resident uuid primary key,
  version integer not null,
  kek_version integer not null,
  wrapped text not null
);

create index resident_key_by_kek on resident_key (kek_version, resident);

-- Every start seals what is still plain; a later migration drops the plain column. Nobody looks a permit up by its
-- number, so that no index of it is kept.
alter table travel_permits
  add column sealed_number text,
  alter column number drop not null;
