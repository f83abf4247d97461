//! `cargo xtask lighthouse`: how quick the main pages are on a cheap phone with a slow network, as Lighthouse's mobile
//! preset sees them (slow 4G, a processor four times slower), on the demonstration.

use std::process::Command;

use clap::Args;
use serde_json::Value;

use crate::Outcome;
use crate::chromium;
use crate::prepare;
use crate::project::{Project, capture, run as run_command};
use crate::release;
use crate::running::{PROJECT, Running, WEEK, draft, free_port, link, links, sign_in};
use crate::steps::Steps;
use crate::tools;

/// Fetched when asked for: nothing else needs it, and it brings a hundred packages.
const LIGHTHOUSE: &str = "lighthouse@13.5.0";
const BROWSER: &str = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
                       --disable-background-networking --disable-component-update --disable-sync";

#[derive(Args)]
pub struct Options {
    /// Visits of each page; the median of each figure counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Only pages whose name contains this.
    #[arg(long)]
    page: Option<String>,
}

/// A page as somebody sees it.
struct Page {
    /// What the table calls it.
    name: &'static str,
    path: String,
    cookie: Option<String>,
}

/// What Lighthouse says of one visit.
struct Visit {
    /// 0 to 100.
    score: f64,
    /// Milliseconds until the largest part is drawn.
    largest_paint: f64,
    /// Milliseconds in which a tap would have had to wait.
    blocked: f64,
    /// How far things jumped, as a part of the screen.
    shift: f64,
    /// Bytes on the wire: all, and of them JavaScript and WebAssembly.
    bytes: [f64; 2],
}

pub fn run(project: &mut Project, options: &Options) -> Outcome {
    let mut steps = Steps::new();
    tools::ensure_build_tools(project, &mut steps)?;
    release::ensure_with_tools(project, &mut steps)?;
    let browser = chromium::ensure(project)?;
    let cluster = steps.run("database", || prepare::start_cluster(project))?;
    let with_database = |mut command: Command| {
        command.env("DATABASE_URL", cluster.url());
        command
    };
    steps.run("demonstration", || run_command(with_database(release::server(project)).arg("seed")))?;
    let port = free_port()?;
    let mut serve = with_database(release::server(project));
    let _server = Running::start(serve.args(["serve", "--demo", "--port", &port.to_string()]), port, "/readyz")?;
    println!(
        "\n{:<26} {:>5} {:>8} {:>8} {:>6} {:>9} {:>9}   Lighthouse, mobile; median of {}",
        "page", "score", "LCP", "TBT", "CLS", "bytes", "js+wasm", options.runs
    );
    for page in pages(port)? {
        if options.page.as_ref().is_some_and(|wanted| !page.name.contains(wanted)) {
            continue;
        }
        let browse = || {
            let mut command = project.command("npx");
            if let Some(path) = &browser {
                command.env("CHROME_PATH", path);
            }
            command
        };
        // The browser loses the beginning of a recording now and then.
        let visit = || visit(&mut browse(), port, &page).or_else(|_| visit(&mut browse(), port, &page));
        let visits = (0..options.runs.max(1)).map(|_| visit()).collect::<Outcome<Vec<_>>>()?;
        let figure = |read: fn(&Visit) -> f64| median(visits.iter().map(read).collect());
        println!(
            "{:<26} {:>5.0} {:>6.2} s {:>5.0} ms {:>6.3} {:>9.0} {:>9.0}",
            page.name,
            figure(|visit| visit.score),
            figure(|visit| visit.largest_paint) / 1000.0,
            figure(|visit| visit.blocked),
            figure(|visit| visit.shift),
            figure(|visit| visit.bytes[0]),
            figure(|visit| visit.bytes[1]),
        );
    }
    Ok(())
}

/// One page of each kind.
fn pages(port: u16) -> Outcome<Vec<Page>> {
    let student = Some(sign_in(port, "maya@rivermark.example")?);
    let host = Some(sign_in(port, "dee@harborstreet.example")?);
    let staff = Some(sign_in(port, "lucia@rivermark.example")?);
    let project = link(port, "/projects", None, PROJECT)?;
    let page = |name, path: &str, cookie: &Option<String>| Page { name, path: path.to_owned(), cookie: cookie.clone() };
    Ok(vec![
        page("front page", "/", &None),
        page("find", "/projects", &None),
        page("project", &project, &None),
        page("sign in", "/sign-in", &None),
        page("apply", &apply(port, student.as_ref())?, &student),
        page("profile", "/student/profile", &student),
        page("student home", "/student", &student),
        page("timesheet", &link(port, "/student/work", student.as_ref(), WEEK)?, &student),
        page("wizard", &draft(port, host.as_ref())?, &host),
        page("staff home", "/staff", &staff),
    ])
}

/// The form of a project that this student can still apply to.
fn apply(port: u16, student: Option<&String>) -> Outcome<String> {
    for project in links(port, "/projects", student, PROJECT)? {
        if let Some(form) = links(port, &project, student, ("/projects/", "/apply"))?.into_iter().next() {
            return Ok(form);
        }
    }
    Err("no project can be applied to".to_owned())
}

fn visit(npx: &mut Command, port: u16, page: &Page) -> Outcome<Visit> {
    npx.args(["--yes", LIGHTHOUSE, &format!("http://localhost:{port}{}", page.path)]).args([
        "--quiet",
        "--output=json",
        "--only-categories=performance",
        &format!("--chrome-flags={BROWSER}"),
    ]);
    if let Some(cookie) = &page.cookie {
        npx.arg(format!("--extra-headers={}", serde_json::json!({ "Cookie": cookie })));
    }
    let report: Value = serde_json::from_str(&capture(npx)?).map_err(|error| format!("Lighthouse: {error}"))?;
    read(&report).ok_or_else(|| format!("Lighthouse could not judge {}", page.name))
}

fn read(report: &Value) -> Option<Visit> {
    let figure = |audit: &str| report["audits"][audit]["numericValue"].as_f64();
    let requests = report["audits"]["network-requests"]["details"]["items"].as_array()?;
    let bytes = |of: fn(&str) -> bool| {
        let counted = requests.iter().filter(|request| request["url"].as_str().is_some_and(of));
        // From zero: an empty sum is minus zero, and would be printed so.
        counted.filter_map(|request| request["transferSize"].as_f64()).fold(0.0, |sum, size| sum + size)
    };
    Some(Visit {
        score: report["categories"]["performance"]["score"].as_f64()? * 100.0,
        largest_paint: figure("largest-contentful-paint")?,
        blocked: figure("total-blocking-time")?,
        shift: figure("cumulative-layout-shift")?,
        bytes: [bytes(|_| true), bytes(|url| url.ends_with(".js") || url.ends_with(".wasm"))],
    })
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_report_gives_its_figures() {
        let request = |url: &str, size: u32| serde_json::json!({ "url": url, "transferSize": size });
        let report = serde_json::json!({
            "categories": { "performance": { "score": 0.98 } },
            "audits": {
                "largest-contentful-paint": { "numericValue": 900.0 },
                "total-blocking-time": { "numericValue": 12.0 },
                "cumulative-layout-shift": { "numericValue": 0.0 },
                "network-requests": { "details": { "items": [
                    request("http://localhost/", 4000), request("http://localhost/pkg/a.js", 300),
                    request("http://localhost/pkg/a.wasm", 700),
                ] } },
            },
        });
        let visit = read(&report).expect("a whole report");
        assert_eq!((visit.score.round(), visit.largest_paint), (98.0, 900.0));
        assert_eq!(visit.bytes, [5000.0, 1000.0]);
        assert!(read(&serde_json::json!({})).is_none());
    }
}
