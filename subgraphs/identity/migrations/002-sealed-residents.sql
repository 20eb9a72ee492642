-- The data key of each resident, wrapped under a key-encryption key that is not in the database.
create table resident_key (
  resident uuid primary key,
  version integer not null,
  kek_version integer not null,
  wrapped text not null
);

create index resident_key_by_kek on resident_key (kek_version, resident);

-- Name and birth date move into one sealed value. Every start seals what is still plain; a later migration drops the
-- plain columns. Of an erased resident the reference alone is kept: consents and the access log point at it.
alter table resident
  add column sealed_person text,
  add column erased_on date,
  alter column name drop not null,
  alter column nationality drop not null,
  alter column birth_date drop not null;

-- The index is the first 32 bits of a keyed hash of the number: it finds, and what it finds is opened and compared.
alter table identity_document
  add column sealed_number text,
  add column number_index text check (number_index ~ '^[0-9a-f]{8}$'),
  alter column number drop not null,
  drop constraint identity_document_kind_issuing_state_number_key;

create index identity_document_by_number on identity_document (kind, issuing_state, number_index);
