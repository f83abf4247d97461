//! The public link: made, shown once, renewed, switched off.

use backend::portfolios::PortfolioView;
use backend::programs::Program;
use domain::time::long_date;
use leptos::prelude::*;

use crate::layout::hidden_key;
use crate::routes;
use crate::ui::{Banner, Button, ButtonKind, CopyButton, Field, LinkButton, Tone, icon};

const ACTION: &str = "/api/portfolios/link";

/// The section of the page; `fresh` is the secret that was just made.
pub(super) fn section(
    view: &PortfolioView,
    program: &Program,
    site: &str,
    fresh: Option<String>,
) -> impl IntoView + use<> {
    let version = view.version.to_string();
    let button = |command: &'static str, kind: ButtonKind, words: &'static str| {
        view! {
            <form method="post" action=ACTION>
                {hidden_key()}
                <input type="hidden" name="version" value=version.clone()/>
                <input type="hidden" name="command" value=command/>
                <Button kind=kind>{words}</Button>
            </form>
        }
    };
    let shown = fresh.filter(|_| view.link.is_some()).map(|secret| {
        let path = routes::portfolio_link(&secret);
        let address = format!("{site}{path}");
        view! {
            <Banner tone=Tone::Go title="This is your link">
                <p>"It is shown only now: copy it, and keep it where you find it again."</p>
            </Banner>
            <Field name="address" label="Public link" value=address readonly=true/>
            <div class="row">
                <CopyButton from="address" what="the public link"/>
                <LinkButton href=path icon=icon::EYE>"Open it"</LinkButton>
            </div>
        }
    });
    let buttons = match view.link {
        Some(at) => {
            let on = long_date(program.day_of(at));
            view! {
                <p class="meta">{format!("Made on {on}. A new link ends the old one.")}</p>
                <div class="row">
                    {button("renew", ButtonKind::Plain, "Make a new link")}
                    {button("stop", ButtonKind::Quiet, "Switch it off")}
                </div>
            }
            .into_any()
        }
        None => view! { <div>{button("renew", ButtonKind::Plain, "Make a public link")}</div> }.into_any(),
    };
    let heading = if view.link.is_some() { "Whoever has the link can see it" } else { "Only you can see it" };
    view! {
        <section class="sec stack screen-only" id="link" aria-labelledby="link-h">
            <h2 id="link-h">{heading}</h2>
            <p>
                "A public link shows your name, your words and your finished work, each as far as its host allows. No email address, no telephone number, nothing else of yours. Search engines are told to leave it out."
            </p>
            {shown}
            {buttons}
        </section>
    }
}
