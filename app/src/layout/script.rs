//! Small scripts of their own beside the WebAssembly, for pages that need one thing.

use leptos::nonce::use_nonce;
use leptos::prelude::*;

/// Loads the script of this name in `public/`, whose content is `content`. Without it the page works all the same.
pub fn script(name: &'static str, content: &'static [u8]) -> impl IntoView {
    view! { <script type="module" src=address(name, content) nonce=use_nonce()></script> }
}

/// Its address changes with its content, so that no browser keeps an old one.
fn address(name: &str, content: &[u8]) -> String {
    // FNV-1a, 64 bits (RFC 9923): enough to tell one release from another.
    let digest = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("/{name}?v={digest:016x}")
}
