//! Payments: what is owed, approved and settled. Foothold records it and moves no money itself.

mod commands;
mod parts;
mod queries;

pub use commands::act;
pub(crate) use commands::{award, encumber, end_early, make_ready, part_off, raise};
pub(crate) use parts::release;
pub use queries::{PaymentRow, PaymentsPage, StudentPay, StudentPayment, payments_page, student_pay};
