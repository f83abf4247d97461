//! The WebAssembly entry: makes the islands of `app` live. Nothing else, ever.

// Exported functions of islands vanish from the module unless the crate that holds them is named.
use app as _;

/// Called by the loader once the module is there.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
