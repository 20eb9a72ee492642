-- Names are kept in the region's languages as {"en", "zhHant", "zhHans", "pt"?}.
create table authority (
  id text primary key,
  name jsonb not null,
  -- Null for an authority outside the three jurisdictions, such as the issuer of a foreign passport.
  jurisdiction text check (jurisdiction in ('HONG_KONG', 'MACAO', 'MAINLAND')),
  url text
);

create table city (
  id text primary key,
  position integer not null,
  name jsonb not null,
  jurisdiction text not null check (jurisdiction in ('HONG_KONG', 'MACAO', 'MAINLAND')),
  coverage text not null check (coverage in ('FULL', 'PARTIAL', 'NONE')),
  note jsonb not null
);

create table identity_service (
  id text primary key,
  position integer not null,
  name jsonb not null,
  authority_id text not null references authority (id),
  blueprint_area text not null
    check (blueprint_area in ('MOBILITY', 'LIVING', 'ENVIRONMENT', 'PEOPLE', 'GOVERNMENT', 'ECONOMY')),
  source_title text not null,
  source_url text,
  source_as_of date not null,
  source_verification text not null check (source_verification in ('PRIMARY', 'SECONDARY', 'UNVERIFIED')),
  source_note text
);

create table city_service (
  city_id text not null references city (id),
  service_id text not null references identity_service (id),
  primary key (city_id, service_id)
);

create table resident (
  reference uuid primary key,
  name jsonb not null,
  nationality text not null check (nationality ~ '^[A-Z]{3}$'),
  birth_date date not null
);

create table residency (
  resident uuid not null references resident (reference),
  jurisdiction text not null check (jurisdiction in ('HONG_KONG', 'MACAO', 'MAINLAND')),
  status text not null check (status in (
    'PERMANENT_RESIDENT', 'NON_PERMANENT_RESIDENT', 'HUKOU', 'RESIDENCE_PERMIT', 'FOREIGN_PERMANENT_RESIDENT')),
  city_id text references city (id),
  unique nulls not distinct (resident, jurisdiction, status, city_id),
  -- Right of abode is a title of the two SARs, the other three are titles of the Mainland.
  check ((status in ('PERMANENT_RESIDENT', 'NON_PERMANENT_RESIDENT')) = (jurisdiction <> 'MAINLAND'))
);

create table identity_document (
  id uuid primary key,
  resident uuid not null references resident (reference),
  kind text not null check (kind in (
    'HKID', 'MAINLAND_RIC', 'MACAO_BIR', 'HMT_RESIDENCE_PERMIT', 'FOREIGN_PR_CARD', 'PASSPORT', 'DRIVING_LICENCE')),
  issuing_state text not null check (issuing_state ~ '^[A-Z]{3}$'),
  issuer_id text not null references authority (id),
  -- The whole number in the form that documents/parse-document-number.ts writes and reads back.
  number text not null,
  issued_on date,
  expires_on date,
  unique (kind, issuing_state, number),
  check (expires_on >= issued_on)
);

create index identity_document_resident on identity_document (resident);
