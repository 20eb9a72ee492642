-- One row, locked by whoever appends until it commits: places in the log are without gaps, in the order of the commits.
create table access_log_size (
  only_row boolean primary key default true check (only_row),
  size bigint not null check (size >= 0)
);
insert into access_log_size (size) values (0);

-- Ids and hashes, no personal data. The text is the canonical form (RFC 8785) that the leaf is the hash of.
create table access_log_entry (
  position bigint primary key check (position >= 0),
  id uuid not null unique,
  entry text not null
);

-- The complete subtrees (RFC 9162): with them an append and a proof read a handful of rows, however long the log is.
create table access_log_node (
  level integer not null check (level between 0 and 52),
  position bigint not null check (position >= 0),
  hash text not null check (hash ~ '^[A-Za-z0-9_-]{43}$'),
  primary key (level, position)
);

-- What the log has said of itself, signed (compact JWS); it cannot take any of it back.
create table access_log_head (
  size bigint primary key check (size > 0),
  at timestamptz not null,
  head text not null
);

create function refuse_access_log_change() returns trigger language plpgsql as
  $$ begin raise exception 'the access log only grows'; end $$;
create trigger access_log_entry_kept before update or delete or truncate on access_log_entry
  for each statement execute function refuse_access_log_change();
create trigger access_log_node_kept before update or delete or truncate on access_log_node
  for each statement execute function refuse_access_log_change();
create trigger access_log_head_kept before update or delete or truncate on access_log_head
  for each statement execute function refuse_access_log_change();

-- Whom an entry is about. Deleting these rows forgets him: what the entry commits to cannot be opened without the salt,
-- and the tree stays what it was.
create table access_log_subject (
  position bigint primary key,
  subject uuid not null,
  salt text not null
);
create index access_log_of_subject on access_log_subject (subject, position desc);
