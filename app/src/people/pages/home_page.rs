//! `/home`: to the home of the person's role.

use leptos::prelude::*;

use crate::caller;
use crate::error::AppError;
use crate::layout::{home_of, page};

#[component]
pub fn HomePage() -> impl IntoView {
    // Answered before a frame is drawn: what the last action did is then told on the page they land on.
    if let Some(person) = caller::visitor().person {
        let home = home_of(&person);
        caller::go(home);
        return view! { <a href=home>"Go to your home"</a> }.into_any();
    }
    page(|_| async { Err(AppError::SignedOut) }).into_any()
}
