//! The pages of work under way, with those of time, reviews and pay.

mod agreement;
mod agreement_forms;
mod check_in;
mod clearance;
mod mid_point;
mod milestone;
mod moves;
mod needs;
mod overview;
mod parts;
mod records;
mod work;

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute as _;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use crate::messages::ThreadPage;
use crate::payments::{BooksPage, PaymentsPage, StudentPayPage};
use crate::plans::PlanPage;
use crate::reviews::{FlagsPage, ReviewPage};
use crate::timesheets::{HostHoursPage, WeekPage};
use agreement::AgreementPage;
use check_in::CheckInPage;
use clearance::ClearancePage;
use mid_point::MidPointPage;
use milestone::MilestonePage;
use overview::EngagementPage;
use work::WorkPage;

pub(crate) use parts::{Viewer, because, frame, kind_field, plain_move, sheet_tag, summary};

/// The pages of this feature.
#[component(transparent)]
pub fn Routes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("/engagements/:id") view=EngagementPage ssr=SsrMode::Async/>
        <Route path=path!("/engagements/:id/agreement") view=AgreementPage ssr=SsrMode::Async/>
        <Route path=path!("/engagements/:id/time") view=WeekPage ssr=SsrMode::Async/>
        <Route path=path!("/engagements/:id/check-in") view=CheckInPage ssr=SsrMode::Async/>
        <Route path=path!("/engagements/:id/mid-point") view=MidPointPage ssr=SsrMode::Async/>
        <Route path=path!("/engagements/:id/messages") view=ThreadPage ssr=SsrMode::Async/>
        <Route path=path!("/engagements/:id/plan") view=PlanPage ssr=SsrMode::Async/>
        <Route path=path!("/engagements/:id/milestones/:milestone") view=MilestonePage ssr=SsrMode::Async/>
        <Route path=path!("/engagements/:id/review") view=ReviewPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/reviews") view=FlagsPage ssr=SsrMode::Async/>
        <Route path=path!("/host/hours") view=HostHoursPage ssr=SsrMode::Async/>
        <Route path=path!("/student/work") view=WorkPage ssr=SsrMode::Async/>
        <Route path=path!("/student/pay") view=StudentPayPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/payments") view=PaymentsPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/payments/books") view=BooksPage ssr=SsrMode::Async/>
        <Route path=path!("/staff/clearance") view=ClearancePage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
