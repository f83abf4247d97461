//! Security headers that depend on the request or the configuration.

use std::sync::LazyLock;

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// Sets the policy of a rendered page: only scripts that carry this answer's nonce run, styles come
/// from our own files, nothing else is loaded and nobody may frame us.
pub fn content_security_policy() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else { return };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self'; \
         font-src 'self'; img-src 'self' data:; connect-src 'self'{}; form-action 'self'; manifest-src 'self'; \
         worker-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
        reload_source()
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Where pages hear of a new build. Only while `cargo xtask serve --dev` watches, which sets these two; else empty.
fn reload_source() -> &'static str {
    static SOURCE: LazyLock<String> = LazyLock::new(|| {
        let port = std::env::var("LEPTOS_WATCH").and_then(|_| std::env::var("LEPTOS_RELOAD_PORT"));
        port.map(|port| format!(" ws://127.0.0.1:{port} ws://localhost:{port}")).unwrap_or_default()
    });
    &SOURCE
}

/// Tells browsers to use https for a year, where the site is reached by https.
pub async fn strict_transport(secure: bool, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if secure {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}
