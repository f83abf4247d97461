//! From the fields of a form to an order of the machine.

use backend::Failure;
use domain::engagements::{Command, Order};
use domain::event::Reason;
use domain::machine::Word as _;
use domain::time::Day;

/// A reason in words; the message stands beside `field`.
pub(crate) fn reason(field: &str, text: &str) -> Result<Reason, Failure> {
    Reason::parse(text).map_err(|message| Failure::field(field, message))
}

/// A day that must be given.
pub(super) fn day(field: &str, text: &str, message: &str) -> Result<Day, Failure> {
    domain::time::parse_day(text).ok_or_else(|| Failure::field(field, message))
}

/// The order of `command`, one of those that need at most a reason.
pub(super) fn order(command: &str, words: &str) -> Result<Order, Failure> {
    let because = || reason("reason", words);
    Ok(match Command::from_word(command) {
        Some(Command::PressStart) => Order::PressStart,
        Some(Command::Resume) => Order::Resume,
        Some(Command::DeemAccepted) => Order::DeemAccepted,
        Some(Command::ChooseClassification) => Order::ChooseClassification(because()?),
        Some(Command::Pause) => Order::Pause(because()?),
        Some(Command::Cancel) => Order::Cancel(because()?),
        Some(Command::ReportNoShowStudent) => Order::ReportNoShowStudent(because()?),
        Some(Command::ReportNoShowHost) => Order::ReportNoShowHost(because()?),
        Some(Command::Lapse) => Order::Lapse(because()?),
        Some(Command::Terminate) => Order::Terminate(because()?),
        Some(Command::MarkIncomplete) => Order::MarkIncomplete(because()?),
        Some(Command::Dispute) => Order::Dispute(because()?),
        Some(Command::UpholdDispute) => Order::UpholdDispute(because()?),
        Some(Command::DismissDispute) => Order::DismissDispute(because()?),
        _ => return Err(Failure::field("", "Choose what to do.")),
    })
}
