-- Apps that are registered to ask the graph. A registration is read and replaced as a whole.
create table partner (
  client_id text primary key,
  registration jsonb not null check (registration ->> 'clientId' = client_id)
);

-- What the token issuer keeps for minutes: authorization codes, pushed requests, interactions, ids seen once.
create table issuer_artifact (
  kind text not null,
  id text not null,
  payload jsonb not null,
  -- A code and all that came of it are revoked together.
  grant_id text,
  uid text,
  consumed_at timestamptz,
  expires_at timestamptz not null,
  primary key (kind, id)
);

create index issuer_artifact_grant on issuer_artifact (grant_id) where grant_id is not null;
create index issuer_artifact_uid on issuer_artifact (kind, uid) where uid is not null;
create index issuer_artifact_expiry on issuer_artifact (expires_at);
