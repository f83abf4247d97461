//! `/staff`

use leptos::prelude::*;

use crate::dashboards::islands::LiveHome;
use crate::layout::{Frame, Page, page};

#[component]
pub fn StaffPage() -> impl IntoView {
    page(|_| async {
        let cx = crate::caller::cx().await?;
        let home = backend::dashboards::staff_home(&cx).await?;
        Ok(Page::new(format!("Today, {}", cx.program().name), Frame::Staff("/staff"), {
            provide_context(home);
            view! { <LiveHome/> }
        }))
    })
}
