-- Whoever writes a payment or a refund, in whatever process, announces it by writing it: listeners hear it after the commit.
-- `$$` bodies stay on one line each: a statement ends with a semicolon at the end of a line.
create function announce_payment() returns trigger language plpgsql as
  $$ begin perform pg_notify('wallets_payment_changes', json_build_object('paymentId', new.id, 'subject', new.subject)::text); return null; end $$;
create function announce_refund() returns trigger language plpgsql set search_path from current as
  $$ begin perform pg_notify('wallets_payment_changes', json_build_object('paymentId', id, 'subject', subject)::text) from payments where id = new.payment_id; return null; end $$;
create trigger announced after insert on payments for each row execute function announce_payment();
create trigger announced after insert on refunds for each row execute function announce_refund();
