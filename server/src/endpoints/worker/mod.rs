//! The worker of the timesheet: one script for the whole site, which names the files of this release. Where files carry no
//! hash (a build for development) it keeps none of them. `worker.test.mjs` beside it runs it without a browser.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;
use std::sync::Arc;

use app::routes::{FORGET, OFFLINE, ON_THIS_DEVICE, SIGN_IN};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use leptos::prelude::LeptosOptions;

use crate::layers::access::Route;
use crate::router::Site;

/// Pages, what is written, what goes from the device: one script.
const SCRIPT: &str =
    concat!(include_str!("worker.js"), "\n", include_str!("outbox.js"), "\n", include_str!("leaving.js"));
/// What the build calls the part of the WebAssembly that the week fetches later: the name of its island.
const ISLAND: &str = "week_desk";
const FONT: &str = "/font/instrument-sans.woff2";

/// `/sw.js`. Browsers ask for it again with each page, and take a new one over when a byte of it differs.
pub async fn script(State(site): State<Site>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        // The policy of the worker itself: it loads nothing but what our own pages would.
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"),
    ];
    let mut answer = (headers, site.worker.to_string()).into_response();
    answer.extensions_mut().insert(Route(app::routes::WORKER.to_owned()));
    answer
}

/// The script with the files of the built site before it.
#[must_use]
pub fn written(options: &LeptosOptions) -> Arc<str> {
    let pkg = Path::new(options.site_root.as_ref()).join(options.site_pkg_dir.as_ref());
    let files = if options.hash_files { files(&pkg, &options.site_pkg_dir) } else { BTreeSet::new() };
    let mut hash = DefaultHasher::new();
    (env!("CARGO_PKG_VERSION"), SCRIPT, &files).hash(&mut hash);
    let constants = serde_json::json!([
        ["RELEASE", format!("{:016x}", hash.finish())],
        ["FILES", files],
        ["OFFLINE", OFFLINE],
        ["FORGET", FORGET],
        ["SIGN_IN", SIGN_IN],
        ["ON_THIS_DEVICE", ON_THIS_DEVICE],
    ]);
    let line = |pair: &serde_json::Value| {
        let name = pair.get(0).and_then(serde_json::Value::as_str).unwrap_or_default();
        pair.get(1).map(|value| format!("const {name} = {value};\n"))
    };
    let head: String = constants.as_array().into_iter().flatten().filter_map(line).collect();
    format!("{head}{SCRIPT}").into()
}

/// Paths of everything a week fetches: styles, the main script and WebAssembly, the parts of its island, the font.
fn files(pkg: &Path, folder: &str) -> BTreeSet<String> {
    let names =
        std::fs::read_dir(pkg).into_iter().flatten().flatten().filter_map(|file| file.file_name().into_string().ok());
    let names: BTreeSet<String> = names.collect();
    let is_main = |name: &&String| {
        let script = name.starts_with("foothold.") || name.starts_with("__wasm_split.");
        let end = Path::new(name.as_str()).extension().and_then(std::ffi::OsStr::to_str);
        script && matches!(end, Some("js" | "wasm" | "css"))
    };
    let later = manifest(pkg, &names);
    let later = names.iter().filter(|name| later.contains(name.trim_end_matches(".wasm")));
    let files = names.iter().filter(is_main).chain(later).map(|name| format!("/{folder}/{name}"));
    let mut files: BTreeSet<String> = files.collect();
    if !files.is_empty() {
        files.insert(FONT.to_owned());
    }
    files
}

/// Names, without their end, of the parts the list of the build has for the island.
fn manifest(pkg: &Path, names: &BTreeSet<String>) -> BTreeSet<String> {
    let list = names.iter().find(|name| name.starts_with("__wasm_split_manifest") && name.ends_with(".json"));
    let text = list.and_then(|name| std::fs::read_to_string(pkg.join(name)).ok()).unwrap_or_default();
    let parts: std::collections::BTreeMap<String, Vec<String>> = serde_json::from_str(&text).unwrap_or_default();
    let own = parts.into_iter().filter(|(loader, _)| loader.contains(ISLAND));
    let chunks = own.flat_map(|(_, chunks)| chunks);
    chunks.map(|chunk| chunk.rsplit('/').next().unwrap_or_default().trim_end_matches(".wasm").to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_names_what_a_week_fetches_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("foothold-worker-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("pkg")).unwrap();
        for name in [
            "foothold.AA.js",
            "foothold.AA.js.br",
            "foothold.BB.wasm",
            "foothold.CC.css",
            "foothold.d.GG.ts",
            "__wasm_split.DD.js",
            "chunk_3.EE.wasm",
            "chunk_4.EE.wasm",
            "split_week_desk_loader_1.FF.wasm",
            "split_scope_panel_loader_2.FF.wasm",
        ] {
            std::fs::write(folder.join("pkg").join(name), "").unwrap();
        }
        let list = r#"{"week_desk_loader_1":["chunk_3.EE","split_week_desk_loader_1.FF"],"scope_panel_loader_2":["chunk_4.EE"]}"#;
        std::fs::write(folder.join("pkg/__wasm_split_manifest.HH.json"), list).unwrap();
        let found = files(&folder.join("pkg"), "pkg");
        let options = |hashed| {
            let root = folder.to_string_lossy().into_owned();
            LeptosOptions::builder()
                .output_name("foothold")
                .site_root(root)
                .site_pkg_dir("pkg")
                .hash_files(hashed)
                .build()
        };
        let (hashed, plain) = (written(&options(true)), written(&options(false)));
        std::fs::remove_dir_all(&folder).unwrap();
        let expected = [
            FONT,
            "/pkg/__wasm_split.DD.js",
            "/pkg/chunk_3.EE.wasm",
            "/pkg/foothold.AA.js",
            "/pkg/foothold.BB.wasm",
            "/pkg/foothold.CC.css",
            "/pkg/split_week_desk_loader_1.FF.wasm",
        ];
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected);
        assert!(hashed.contains("\"/pkg/chunk_3.EE.wasm\"") && plain.contains("const FILES = [];"), "{plain}");
        assert_ne!(hashed.lines().next(), plain.lines().next(), "another release has another name");
    }
}
