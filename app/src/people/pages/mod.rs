mod account_page;
mod browser;
mod gate;
mod home_page;
mod mail_link_pages;
mod people_page;
mod sign_in_page;
mod sign_up_pages;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use account_page::AccountPage;
use home_page::HomePage;
use mail_link_pages::{CheckYourMailPage, ConfirmEmailPage, NewPasswordPage, ResetPasswordPage};
use people_page::PeoplePage;
use sign_in_page::SignInPage;
use sign_up_pages::{SignUpHostPage, SignUpPage, SignUpStudentPage};

/// The pages of this feature, and those of the hosts.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Entry/>
        <Own/>
        <crate::hosts::Routes/>
        <crate::templates::Routes/>
        <crate::profiles::Routes/>
        <crate::skills::Routes/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// For people who are not signed in yet.
#[component(transparent)]
fn Entry() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
        <Route path=path!("/sign-up") view=SignUpPage ssr=SsrMode::Async/>
        <Route path=path!("/sign-up/student") view=SignUpStudentPage ssr=SsrMode::Async/>
        <Route path=path!("/sign-up/host") view=SignUpHostPage ssr=SsrMode::Async/>
        <Route path=path!("/check-your-mail") view=CheckYourMailPage ssr=SsrMode::Async/>
        <Route path=path!("/confirm-email") view=ConfirmEmailPage ssr=SsrMode::Async/>
        <Route path=path!("/reset-password") view=ResetPasswordPage ssr=SsrMode::Async/>
        <Route path=path!("/reset-password/new") view=NewPasswordPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// For people who are.
#[component(transparent)]
fn Own() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/home") view=HomePage ssr=SsrMode::Async/>
        <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/people") view=PeoplePage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
