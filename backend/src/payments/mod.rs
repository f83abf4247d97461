//! Payments: what is owed, approved and settled. Foothold records it and moves no money itself.

mod books;
mod commands;
mod parts;
mod queries;
mod rows;

pub use books::{Balance, Books, Moved, books};
pub use commands::act;
pub(crate) use commands::{award, encumber, end_early, make_ready, part_off, raise};
pub(crate) use parts::release;
pub use queries::{PaymentRow, PaymentsPage, StudentPay, StudentPayment, payments_page, student_pay};
