-- The books of payments (workflow.md section 5): double entry. Every step of a payment and every change of its amount writes
-- movements between accounts; nothing is ever changed or taken out.
create table ledger_movements (
    id uuid primary key,
    program_id uuid not null references programs (id),
    payment_id uuid not null references payments (id),
    event_id uuid references events (id),
    debit text not null,
    credit text not null,
    amount_cents bigint not null,
    at timestamptz not null,
    constraint ledger_movements_amount_check check (amount_cents > 0),
    constraint ledger_movements_sides_check check (debit <> credit),
    constraint ledger_movements_accounts_check check (
        debit in ('fund_pool', 'receivable_from_host', 'encumbrance', 'payable_to_student', 'cash_clearing')
        and credit in ('fund_pool', 'receivable_from_host', 'encumbrance', 'payable_to_student', 'cash_clearing'))
);
create index ledger_movements_program on ledger_movements (program_id, id desc);
create index ledger_movements_balance on ledger_movements (program_id, debit, credit, amount_cents);
create index ledger_movements_payment on ledger_movements (payment_id);

-- Who brings the money: a fund of the program its part, the host the rest. And who approved as the first of two.
alter table payments add column fund_id uuid references funds (id);
alter table payments add column fund_cents bigint not null default 0;
alter table payments add column first_approved_by uuid references people (id);
alter table payments add constraint payments_fund_check
    check (fund_cents >= 0 and fund_cents <= amount_cents and (fund_id is not null or fund_cents = 0));
create index payments_fund on payments (fund_id) where fund_id is not null;

-- What stands in the payments of before is brought into the books as it stands: all of it by hosts, because no payment
-- knew its fund. One movement each, so that it may have the id of its payment.
insert into ledger_movements (id, program_id, payment_id, debit, credit, amount_cents, at)
select id, program_id, id, 'receivable_from_host',
    case stage when 'encumbered' then 'encumbrance' when 'submitted' then 'cash_clearing' else 'payable_to_student' end,
    amount_cents, updated_at
from payments
where amount_cents > 0 and stage in ('encumbered', 'ready', 'approved', 'batched', 'submitted', 'on_hold', 'returned');
