//! Pay: the student's, and finance's ledger.

pub mod api;
#[cfg(feature = "ssr")]
mod books_page;
#[cfg(feature = "ssr")]
mod staff_page;
#[cfg(feature = "ssr")]
mod student_page;

#[cfg(feature = "ssr")]
pub(crate) use books_page::BooksPage;
#[cfg(feature = "ssr")]
pub(crate) use staff_page::PaymentsPage;
#[cfg(feature = "ssr")]
pub(crate) use student_page::StudentPayPage;
#[cfg(feature = "ssr")]
pub(crate) use student_page::payment_words;
