//! The staff's home, drawn again whenever something changes: one stream of news, one read.

use domain::dashboards::{Activity, AttentionItem, Figure, StaffHome, Urgency};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use wasm_bindgen::prelude::*;
use web_sys::EventSource;

use crate::dashboards::api::ReadStaffHome;
use crate::ui::browser::{self, Lost};
use crate::ui::json::{FromJson, Json};
use crate::ui::{Icon, icon};

/// Reads again at least this often, in milliseconds, also when no news arrives: a proxy may hold the stream.
const POLL: i32 = 30_000;
/// News within this time, in milliseconds, are answered by one read.
const GATHER: i32 = 150;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Line {
    /// Before the browser took over, and without script.
    Still,
    Live,
    CatchingUp,
    Offline,
}

/// Id of the element that holds the home as text.
const HOME: &str = "home";

/// The whole home. What the server drew is given by the context, and to the browser, which goes on from there, by an
/// attribute: properties of an island are read by `serde_json`.
#[island(lazy)]
pub fn LiveHome() -> impl IntoView {
    let home = if browser::IS_HERE { read_page() } else { use_context::<StaffHome>() };
    home.map(live)
}

fn read_page() -> Option<StaffHome> {
    let text = document().get_element_by_id(HOME)?.get_attribute("data-home")?;
    StaffHome::from_json(&Json::parse(&text)?)
}

fn live(home: StaffHome) -> impl IntoView {
    // In the browser the attribute is there already.
    let text = if browser::IS_HERE { String::new() } else { serde_json::to_string(&home).unwrap_or_default() };
    let first = home.activity.first().map(|a| a.id.clone()).unwrap_or_default();
    let shown = RwSignal::new(home);
    let line = RwSignal::new(Line::Still);
    let held = RwSignal::new(false);
    Effect::new(move |_| keep_up(shown, line, held));
    view! {
        <header class="row between base" id=HOME data-home=text>
            <div>
                <p class="eyebrow">{move || shown.with(|home| home.today.clone())}</p>
                <h1>{move || shown.with(StaffHome::headline)}</h1>
            </div>
            <p class="save" class:live=move || line.get() == Line::Live class:off=move || line.get() == Line::Offline role="status">
                {move || line_words(line.get(), &shown.with(|home| home.as_of.clone()))}
            </p>
        </header>
        <dl class="kpis">{move || shown.with(|home| home.figures.iter().map(figure).collect_view())}</dl>
        <div class="split">
            <section class="sec" aria-labelledby="need">
                <h2 id="need">"Needs you now"</h2>
                {move || shown.with(|home| attention(&home.attention))}
            </section>
            <section class="sec" aria-labelledby="now">
                <div class="row between">
                    <h2 id="now">"Just now"</h2>
                    <button class="btn quiet small" type="button" aria-pressed=move || held.get().to_string() on:click=move |_| held.update(|h| *h = !*h)>
                        <Icon glyph=icon::CIRCLE_PAUSE/>
                        {move || if held.get() { "Go on" } else { "Hold" }}
                    </button>
                </div>
                <div role="log" aria-label="Activity">
                    <ol class="stream">
                        <For each=move || shown.with(|home| home.activity.clone()) key=|line| line.id.clone() let:entry>
                            {activity(entry, &first)}
                        </For>
                    </ol>
                </div>
            </section>
        </div>
    }
}

fn line_words(line: Line, as_of: &str) -> String {
    match line {
        Line::Still => format!("As of {as_of}"),
        Line::Live => format!("Live, {as_of}"),
        Line::CatchingUp => "Catching up".to_owned(),
        Line::Offline => format!("Offline, as of {as_of}"),
    }
}

fn figure(figure: &Figure) -> impl IntoView + use<> {
    let (shown, label, note, href) = (figure.shown(), figure.label.clone(), figure.note.clone(), figure.href.clone());
    view! {
        <div>
            <dt><a href=href>{label}</a></dt>
            <dd class="big">{shown}</dd>
            <dd><small>{note}</small></dd>
        </div>
    }
}

fn attention(items: &[AttentionItem]) -> AnyView {
    if items.is_empty() {
        return view! { <p class="soft">"Nothing waits for you. New things appear here by themselves."</p> }.into_any();
    }
    let rows = items
        .iter()
        .map(|item| {
            let item = item.clone();
            let (class, glyph) = match item.urgency {
                Urgency::Late => ("tag stop", icon::FLAG),
                Urgency::Waiting => ("tag wait", icon::CLOCK),
            };
            let name = format!("{}: {}", item.action, item.title);
            view! {
                <tr>
                    <th scope="row">{item.title}<br/><span class="meta">{item.detail}</span></th>
                    <td class="nowrap">
                        <span class=class><Icon glyph=glyph/>{item.word}</span><br/><span class="meta">{item.when}</span>
                    </td>
                    <td class="act"><a class="btn small" href=item.href aria-label=name>{item.action}</a></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="data">
            <thead>
                <tr><th scope="col">"What"</th><th scope="col">"State and time"</th><th scope="col"><span class="vh">"Action"</span></th></tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn activity(entry: Activity, first: &str) -> impl IntoView + use<> {
    // Ids grow with time: what is newer than the first line drawn by the server is new.
    let class = (entry.id.as_str() > first && !first.is_empty()).then_some("new");
    let Activity { time, at, who, words, about, href, .. } = entry;
    // A place this reader may not open has no address.
    let about = (!about.is_empty()).then(|| {
        let about = if href.is_empty() { about.into_any() } else { view! { <a href=href>{about}</a> }.into_any() };
        view! { ": " {about} }
    });
    view! {
        <li class=class>
            <time datetime=at>{time}</time>
            <p><b>{who}</b> " " {words} {about}</p>
        </li>
    }
}

/// Opens the stream and reads again on news; polls in between.
fn keep_up(shown: RwSignal<StaffHome>, line: RwSignal<Line>, held: RwSignal<bool>) {
    let waiting = StoredValue::new(false);
    let read = move || {
        if waiting.get_value() || held.get_untracked() {
            return;
        }
        waiting.set_value(true);
        let go = move || {
            waiting.set_value(false);
            leptos::task::spawn_local(async move {
                match browser::call::<StaffHome>(ReadStaffHome::url()).await {
                    Ok(home) => {
                        shown.set(home);
                        line.set(Line::Live);
                    }
                    Err(Lost::SignedOut) => {
                        let _ = window().location().reload();
                    }
                    Err(_) => line.set(Line::Offline),
                }
            });
        };
        set_timeout(go, std::time::Duration::from_millis(u64::from(GATHER.unsigned_abs())));
    };
    if let Ok(source) = EventSource::new("/live") {
        for (name, state) in [("open", Line::Live), ("error", Line::CatchingUp)] {
            let heard = Closure::<dyn Fn()>::new(move || line.set(state));
            let _ = source.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
            heard.forget();
        }
        for name in ["changed", "resync"] {
            let heard = Closure::<dyn Fn()>::new(read);
            let _ = source.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
            heard.forget();
        }
    }
    let released = Effect::new(move |before: Option<bool>| {
        let now = held.get();
        if before == Some(true) && !now {
            read();
        }
        now
    });
    let _ = released;
    set_interval(read, std::time::Duration::from_millis(u64::from(POLL.unsigned_abs())));
}
