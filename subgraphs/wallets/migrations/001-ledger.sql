-- Double entry: every transfer takes from one account what it gives to another of the same currency and provider, so the
-- books add up to zero by construction. The running columns say what the journal adds up to; `audit-books.ts` proves it.
create table accounts (
  id text primary key,
  provider_id text not null,
  ledger text not null check (ledger in ('HKD', 'CNY', 'MOP')),
  code text not null check (code in ('WALLET', 'FX_LIQUIDITY', 'OPERATOR_PAYABLE', 'FEE_INCOME', 'ROUNDING', 'SAFEGUARD', 'OWN_FUNDS', 'ISSUER_CLEARING')),
  holder text not null,
  debits_posted bigint not null default 0 check (debits_posted >= 0),
  credits_posted bigint not null default 0 check (credits_posted >= 0),
  debits_pending bigint not null default 0 check (debits_pending >= 0),
  credits_pending bigint not null default 0 check (credits_pending >= 0),
  version bigint not null default 0 check (version >= 0),
  check (id = provider_id || '/' || ledger || '/' || code || '/' || holder),
  unique (id, provider_id, ledger),
  constraint never_below_zero check (
    case when code in ('SAFEGUARD', 'OWN_FUNDS', 'ISSUER_CLEARING')
      then debits_posted - credits_posted - credits_pending >= 0
      else credits_posted - debits_posted - debits_pending >= 0
    end
  )
);

create table transfers (
  id uuid primary key,
  sequence bigint generated always as identity unique,
  group_id uuid not null,
  phase text not null check (phase in ('POSTED', 'PENDING', 'POST_PENDING', 'VOID_PENDING')),
  kind text not null check (kind in ('TOP_UP', 'FARE', 'REFUND', 'EXCHANGE', 'SPREAD', 'ROUNDING', 'CAPITAL')),
  provider_id text not null,
  ledger text not null,
  debit_account_id text not null,
  credit_account_id text not null check (credit_account_id <> debit_account_id),
  amount_minor bigint not null check (amount_minor > 0),
  -- A hold is resolved at most once, a transfer reversed at most once.
  pending_id uuid unique references transfers (id),
  reverses_id uuid unique references transfers (id),
  payment_id uuid,
  -- Each account's own gap-free count of transfers and its posted credits less debits after this one.
  debit_version bigint not null,
  credit_version bigint not null,
  debit_balance_minor bigint not null,
  credit_balance_minor bigint not null,
  created_at timestamptz not null,
  check ((pending_id is not null) = (phase in ('POST_PENDING', 'VOID_PENDING'))),
  foreign key (debit_account_id, provider_id, ledger) references accounts (id, provider_id, ledger),
  foreign key (credit_account_id, provider_id, ledger) references accounts (id, provider_id, ledger),
  unique (debit_account_id, debit_version),
  unique (credit_account_id, credit_version)
);
create index transfers_by_payment on transfers (payment_id);

create view postings as
  select credit_account_id as account_id, credit_version as version, id as transfer_id, kind,
    amount_minor, credit_balance_minor as balance_minor, payment_id, created_at
  from transfers where phase in ('POSTED', 'POST_PENDING')
  union all
  select debit_account_id, debit_version, id, kind,
    -amount_minor, debit_balance_minor, payment_id, created_at
  from transfers where phase in ('POSTED', 'POST_PENDING');

create function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception '% on % refused: history is append-only, correct it with a new row', tg_op, tg_table_name; end $$;
create trigger append_only before update or delete or truncate on transfers for each statement execute function refuse_change();
create trigger never_removed before delete or truncate on accounts for each statement execute function refuse_change();
