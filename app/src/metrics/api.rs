//! What staff do with metrics: freeze them.

use leptos::prelude::*;

use crate::error::AppError;

/// Freezes all metrics of the period and the projects the page was asked for.
///
/// # Errors
/// [`AppError::NotFound`] for people who may not read metrics.
#[server(endpoint = "metrics/freeze")]
pub async fn freeze(
    #[server(default)] period: String,
    #[server(default)] from: String,
    #[server(default)] until: String,
    #[server(default)] category: String,
    #[server(default)] kind: String,
    #[server(default)] key: String,
) -> Result<(), AppError> {
    use crate::text::Notice;
    let cx = crate::caller::cx().await?;
    let asked = backend::metrics::Asked::read(&cx, |name| {
        match name {
            "period" => &period,
            "from" => &from,
            "until" => &until,
            "category" => &category,
            _ => &kind,
        }
        .clone()
    });
    let done = backend::metrics::freeze(&cx, &asked, backend::Once::from_field(&key)).await;
    let next = done.as_ref().map_or_else(|_| crate::routes::REPORTS.to_owned(), |id| crate::routes::report(*id));
    crate::caller::settle(done, &next, Notice::FiguresFrozen)
}
