//! Errors as pages: what happened, and the next step.

use leptos::prelude::*;

use crate::error::AppError;
use crate::layout::Frame;
use crate::layout::frame::home_of;
use crate::layout::page::{Page, Request, page};
use crate::ui::{Art, EmptyState};

/// Any address without a page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    page(|_| async { Err(AppError::NotFound) })
}

pub(super) fn error_body(error: &AppError, request: &Request) -> Page {
    let (title, words) = match error {
        AppError::SignedOut => ("Sign in to see this page", "You are signed out, or your session ended."),
        AppError::NotFound => {
            ("We cannot find this page", "The address may be mistyped, or the page is not yours to see.")
        }
        AppError::Unavailable => (
            "Back in a moment",
            "The database does not answer. Nothing was lost. Load the page again in a few seconds.",
        ),
        AppError::NoProgram => (
            "There is no program here yet",
            "Foothold runs, and waits to be set up. Whoever runs this server makes the first program with the command \
             server create-program; it explains itself with --help.",
        ),
        AppError::TooMany => ("Too many tries", "Wait 15 minutes, then try again."),
        AppError::Internal { .. } => (
            "Something went wrong on our side",
            "Nothing you did is lost. Load the page again; if it happens twice, tell us the reference below.",
        ),
        _ => ("That did not work", "Go back and try again."),
    };
    let reference = match error {
        AppError::Internal { reference } => {
            Some(view! { <p class="meta">"Reference: " <code>{reference.clone()}</code></p> })
        }
        _ => None,
    };
    let action = match (error, &request.visitor.person) {
        (AppError::SignedOut, _) => {
            let next = format!("/sign-in?next={}", request.here);
            view! { <a class="btn primary" href=next>"Sign in"</a> }.into_any()
        }
        (AppError::NoProgram, _) => ().into_any(),
        (_, Some(person)) => view! { <a class="btn primary" href=home_of(person)>"Go to your home"</a> }.into_any(),
        (_, None) => view! { <a class="btn primary" href="/projects">"See open projects"</a> }.into_any(),
    };
    let art = match error {
        AppError::NotFound => Art::Missing,
        AppError::Unavailable => Art::Offline,
        AppError::SignedOut | AppError::TooMany | AppError::NoProgram => Art::Start,
        _ => Art::Broken,
    };
    let body = view! {
        <EmptyState art title text=words page_heading=true>
            {reference}
            <p>{action}</p>
        </EmptyState>
    };
    Page::new(title, Frame::Slim, body)
}
