//! The document around every page, and the router.

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::components::{Router, Routes};

use crate::layout::error_page::NotFoundPage;
use crate::layout::frame::{needs_script, theme};

/// The HTML document. Pages of kind *document* leave the scripts out. (`AutoReload` draws
/// nothing unless a watching build started the server.)
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let theme = Some(theme()).filter(|theme| theme != "system");
    let scripts = needs_script().then(|| after_the_first_picture(options.clone()));
    let style = leptos_style(&options);
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="preload" href="/font/instrument-sans.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                <link rel="stylesheet" href=style/>
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icon/180.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <AutoReload options=options.clone()/>
                {scripts}
                <MetaTags/>
            </head>
            <body><App/></body>
        </html>
    }
}

/// What brings a page to life, kept until the page was painted once: on a slow network its bytes would stand before the
/// style sheet in the line. Leptos has such an option for whole pages, and none for islands (its `HydrationScripts`).
fn after_the_first_picture(options: LeptosOptions) -> impl IntoView {
    view! {
        <template id="hydration"><HydrationScripts options=options islands=true/></template>
        <script nonce=use_nonce()>{AFTER_THE_FIRST_PICTURE}</script>
    }
}

/// A style sheet that is on its way holds back the frame, so the frame's end is the first picture.
const AFTER_THE_FIRST_PICTURE: &str = "requestAnimationFrame(() => setTimeout(() => \
     document.head.append(document.getElementById('hydration').content.cloneNode(true))))";

/// The address of the bundled style sheet: its name carries the hash of the build.
fn leptos_style(options: &LeptosOptions) -> String {
    static HASH: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let hash = HASH.get_or_init(|| {
        let beside =
            std::env::current_exe().ok().and_then(|exe| exe.parent().map(|dir| dir.join(options.hash_file.as_ref())));
        let hashes = beside.and_then(|file| std::fs::read_to_string(file).ok()).unwrap_or_default();
        hashes
            .lines()
            .find_map(|line| line.trim().strip_prefix("css:"))
            .map(|h| format!(".{}", h.trim()))
            .unwrap_or_default()
    });
    let hash = if options.hash_files { hash.as_str() } else { "" };
    format!("/{}/{}{hash}.css", options.site_pkg_dir, options.output_name)
}

/// Every page of the site by its address.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <crate::public::Routes/>
                <crate::people::Routes/>
                <crate::portfolios::Routes/>
                <crate::by_email::Routes/>
                <crate::projects::Routes/>
                <crate::revisions::Routes/>
                <crate::searches::Routes/>
                <crate::applications::Routes/>
                <crate::engagements::Routes/>
                <crate::onboarding::Routes/>
                <crate::problems::Routes/>
                <crate::attention::Routes/>
                <crate::agenda::Routes/>
                <crate::dashboards::Routes/>
                <crate::calendar::Routes/>
                <crate::metrics::Routes/>
                <crate::funds::Routes/>
                <crate::mail::Routes/>
                <crate::demo::Routes/>
            </Routes>
        </Router>
    }
}
