//! `cargo xtask bench`: the speed of the main pages on a large made-up program, beside a handler that asks the same of
//! the database and writes the HTML by hand (`server/examples/limit.rs`: the same paths, on `PORT`), taken in turns in
//! one run; and the bytes of each page's first view.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::Duration;

use clap::Args;

use crate::Outcome;
use crate::budgets;
use crate::load::{self, Speed};
use crate::prepare;
use crate::project::{Project, capture, run as run_command};
use crate::release;
use crate::running::{PROJECT, Running, WEEK, draft, free_port, link, request, sign_in};
use crate::steps::Steps;
use crate::tools;

const LIMIT: &str = "server/examples/limit.rs";

#[derive(Args)]
pub struct Options {
    /// Projects in the made-up program.
    #[arg(long, default_value_t = 10_000)]
    scale: u32,
    /// Connections at once.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    /// Seconds per page and round.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Rounds; the median counts.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// A page to measure instead of the main ones; may be given several times.
    #[arg(long = "page")]
    pages: Vec<String>,
    /// A persona's address, to measure these pages as somebody who is signed in.
    #[arg(long = "as")]
    person: Option<String>,
}

/// The homes of the three who are on the site every day; nobody would write them by hand, so nothing stands beside them.
const HOMES: [(&str, &str); 3] =
    [("/student", "maya@rivermark.example"), ("/host", HOSTS_PERSONA), ("/staff", "lucia@rivermark.example")];
/// Somebody with a draft under way.
const HOSTS_PERSONA: &str = "dee@harborstreet.example";

/// A page as somebody sees it.
struct Measured {
    path: String,
    /// What the tables call it.
    name: String,
    cookie: Option<String>,
    /// Whether the hand-written handler has it too.
    beside: bool,
}

pub fn run(project: &mut Project, options: &Options) -> Outcome {
    let mut steps = Steps::new();
    tools::ensure_build_tools(project, &mut steps)?;
    release::ensure_with_tools(project, &mut steps)?;
    let with_limit = project.path(LIMIT).exists();
    if with_limit {
        let build = ["build", "--release", "--quiet", "--package", "server", "--example", "limit"];
        steps.run("the hand-written handler", || run_command(&mut project.cargo(&build)))?;
    }
    let cluster = steps.run("database", || prepare::start_cluster(project))?;
    let with_database = |mut command: Command| {
        command.env("DATABASE_URL", cluster.url());
        command
    };
    let mut seed = with_database(release::server(project));
    seed.args(["seed", "--scale", &options.scale.to_string()]);
    steps.run(&format!("a program of {} projects", options.scale), || run_command(&mut seed))?;

    let port = free_port()?;
    let mut serve = with_database(release::server(project));
    serve.args(["serve", "--port", &port.to_string()]);
    let _server = Running::start(&mut serve, port, "/readyz")?;
    let limit_port = free_port()?;
    let _limit = if with_limit {
        let mut limit = with_database(project.command(project.path("target/release/examples/limit")));
        Some(Running::start(limit.env("PORT", limit_port.to_string()), limit_port, "/")?)
    } else {
        None
    };
    let pages = pages(port, options)?;
    println!("\n{:<24} {:<8} {:>12} {:>10} {:>10}", "page", "", "requests/s", "p50", "p99");
    for page in &pages {
        let ports = [port, limit_port];
        let speeds = measure(page, &ports[..if with_limit && page.beside { 2 } else { 1 }], options)?;
        for (which, speed) in ["ours", "limit"].iter().zip(&speeds) {
            let (median, p99) = (milliseconds(speed.median), milliseconds(speed.p99));
            println!("{:<24} {which:<8} {:>12.0} {median:>10} {p99:>10}", page.name, speed.per_second);
        }
    }
    println!(
        "\n{:<24} {:>10} {:>10} {:>10} {:>10}   bytes of the first view, brotli",
        "page", "html", "css", "js", "wasm"
    );
    for page in &pages {
        let [html, css, js, wasm] = first_view(port, page)?;
        println!("{:<24} {html:>10} {css:>10} {js:>10} {wasm:>10}", page.name);
    }
    println!("\nWith what is fetched once the page is there, brotli:");
    budgets::check(project)?;
    scope_check(project)
}

/// What one keystroke in the wizard costs with the largest draft, on the server and in the browser's build.
fn scope_check(project: &Project) -> Outcome {
    println!("\nOne keystroke with the largest draft: its screen is read and the whole draft checked.");
    run_command(&mut project.cargo(&["bench", "--quiet", "--package", "domain", "--bench", "scope_check"]))?;
    let bench = ["test", "--quiet", "--profile", "wasm-release", "--bench", "scope_check"];
    let said = capture(tools::cargo_in_wasm(project, &bench)?.arg("--").arg("--nocapture"))?;
    let figures = said.lines().find(|line| line.contains("median")).ok_or("the browser's build said nothing")?;
    println!("{}", figures.trim());
    Ok(())
}

/// The pages to measure: those asked for, or front page, list, one project and three homes.
fn pages(port: u16, options: &Options) -> Outcome<Vec<Measured>> {
    if !options.pages.is_empty() {
        let cookie = options.person.as_deref().map(|person| sign_in(port, person)).transpose()?;
        let page = |path: &String| Measured {
            path: path.clone(),
            name: path.clone(),
            cookie: cookie.clone(),
            beside: cookie.is_none() && ["/", "/projects"].contains(&path.as_str()),
        };
        return Ok(options.pages.iter().map(page).collect());
    }
    let public =
        |path: &str, name: &str| Measured { path: path.to_owned(), name: name.to_owned(), cookie: None, beside: true };
    let project = link(port, "/projects", None, PROJECT)?;
    let mut pages = vec![public("/", "/"), public("/projects", "/projects"), public(&project, "/projects/{id}")];
    for (path, person) in HOMES {
        let cookie = Some(sign_in(port, person)?);
        pages.push(Measured { path: path.to_owned(), name: path.to_owned(), cookie, beside: false });
    }
    pages.push(week(port)?);
    pages.push(wizard(port)?);
    Ok(pages)
}

/// A week of a student's time.
fn week(port: u16) -> Outcome<Measured> {
    let cookie = Some(sign_in(port, HOMES[0].1)?);
    let path = link(port, "/student/work", cookie.as_ref(), WEEK)?;
    Ok(Measured { path, name: "/engagements/{id}/time".to_owned(), cookie, beside: false })
}

/// A screen of a draft, as its host writes it.
fn wizard(port: u16) -> Outcome<Measured> {
    let cookie = Some(sign_in(port, HOSTS_PERSONA)?);
    let screen = draft(port, cookie.as_ref())?;
    Ok(Measured { path: screen, name: "/host/projects/{id}/edit".to_owned(), cookie, beside: false })
}

/// The median speed of a page on each port, taken in turns.
fn measure(page: &Measured, ports: &[u16], options: &Options) -> Outcome<Vec<Speed>> {
    // Not compressed: the hand-written handler does not do that either.
    let request = |port| request(port, &page.path, page.cookie.as_ref(), false);
    let mut rounds: Vec<Vec<Speed>> = vec![Vec::new(); ports.len()];
    for &port in ports {
        load::measure(&request(port), options.connections, Duration::from_secs(1))?;
    }
    for _ in 0..options.rounds.max(1) {
        for (index, &port) in ports.iter().enumerate() {
            let time = Duration::from_secs(options.seconds.max(1));
            rounds[index].push(load::measure(&request(port), options.connections, time)?);
        }
    }
    Ok(rounds.into_iter().map(median).collect())
}

fn median(mut rounds: Vec<Speed>) -> Speed {
    rounds.sort_by(|left, right| left.per_second.total_cmp(&right.per_second));
    rounds[rounds.len() / 2]
}

/// The bytes of a page and of what it names: HTML, CSS, JavaScript, WebAssembly.
fn first_view(port: u16, page: &Measured) -> Outcome<[usize; 4]> {
    let get = |path: &str, brotli| load::ask(&request(port, path, page.cookie.as_ref(), brotli));
    let mut bytes = [get(&page.path, true)?.body.len(), 0, 0, 0];
    // Once more without compression, to read which files it names.
    let page = get(&page.path, false)?.body;
    for asset in assets(&String::from_utf8_lossy(&page)) {
        let kind = match asset.rsplit('.').next() {
            Some("css") => 1,
            Some("js") => 2,
            Some("wasm") => 3,
            _ => continue,
        };
        bytes[kind] += get(&asset, true)?.body.len();
    }
    Ok(bytes)
}

/// The addresses of styles, scripts and WebAssembly a page names in its head, each once.
fn assets(html: &str) -> BTreeSet<String> {
    let quoted = html.split(['"', '\'']);
    quoted.filter(|text| text.starts_with("/pkg/") && !text.contains(' ')).map(str::to_owned).collect()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::assets;

    #[test]
    fn every_asset_of_a_page_counts_once() {
        let html =
            r#"<link href="/pkg/a.css"><link href="/pkg/b.js"><script>import("/pkg/b.js")</script><a href="/x">"#;
        assert_eq!(assets(html).into_iter().collect::<Vec<_>>(), ["/pkg/a.css", "/pkg/b.js"]);
    }
}
