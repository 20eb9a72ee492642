create table wallets (
  id uuid primary key,
  subject uuid not null,
  provider_id text not null,
  currency text not null check (currency in ('HKD', 'CNY', 'MOP')),
  tier text not null,
  status text not null check (status in ('ACTIVE', 'FROZEN', 'CLOSED')),
  account_id text not null unique references accounts (id)
);
create index wallets_by_subject on wallets (subject, id);

create table payments (
  id uuid primary key,
  wallet_id uuid not null references wallets (id),
  subject uuid not null,
  client_id text not null,
  idempotency_key text not null check (length(idempotency_key) between 1 and 255),
  input_hash text not null,
  option_nonce text not null unique,
  fare_quote_id text not null,
  operator_id text not null,
  fare_minor bigint not null check (fare_minor > 0),
  fare_currency text not null check (fare_currency in ('HKD', 'CNY', 'MOP')),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency in ('HKD', 'CNY', 'MOP')),
  quote jsonb,
  created_at timestamptz not null,
  -- A key belongs to the app and the person that made it: two apps may choose the same one.
  constraint key_pays_once unique (subject, client_id, idempotency_key),
  check (currency = fare_currency and quote is null and amount_minor = fare_minor or currency <> fare_currency and quote is not null)
);
create index payments_by_day on payments (wallet_id, created_at);

create table refunds (
  payment_id uuid primary key references payments (id),
  reason text not null,
  created_at timestamptz not null
);

alter table transfers add constraint payment_known foreign key (payment_id) references payments (id);
create trigger append_only before update or delete or truncate on payments for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on refunds for each statement execute function refuse_change();
