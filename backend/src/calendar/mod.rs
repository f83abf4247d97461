//! The program's exam periods, holidays and wage floors: read, and changed from a day on.

mod commands;
mod queries;

pub use commands::{Entry, add_exams, add_holiday, end_floor, remove, set_floor};
pub use queries::{CalendarPage, ExamRow, FloorRow, HolidayRow, Removed, calendar_page};
