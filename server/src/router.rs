//! The whole site in one look: routes, then layers from the inside out.

use std::sync::Arc;
use std::time::Duration;

use app::layout::{App, shell};
use app::routes::{self, Access};
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use axum::middleware::{from_fn, from_fn_with_state, map_request};
use axum::routing::{get, head, post};
use backend::Backend;
use domain::access::Action;
use leptos::prelude::{LeptosOptions, provide_context};
use leptos_axum::{AxumRouteListing, LeptosRoutes as _, generate_route_list};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio_util::sync::CancellationToken;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};
use tower_http::csrf::CsrfLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::{endpoints, layers};

/// Longest a page may take. Streams of `/live` are outside this.
const LONGEST_REQUEST: Duration = Duration::from_secs(20);
/// Longest one piece of a file may take: half a megabyte at 35 kbit a second.
const LONGEST_PIECE: Duration = Duration::from_secs(120);

/// Longest a form with files may take; the content of a download is outside this.
const LONGEST_UPLOAD: Duration = Duration::from_secs(60 * 60);

/// How hard pages are compressed: a seventh of the bytes of the catalogue for about a millisecond.
const PAGE_COMPRESSION: CompressionLevel = CompressionLevel::Precise(4);

/// Routes that are neither pages nor server functions nor files, all by GET. Each asks for itself who may: by the session,
/// or by the secret in its path. The query behind it narrows the rest.
pub const PLAIN_ROUTES: &[(&str, Access)] = &[
    ("/live", Access::May(Action::ViewStaffHome)),
    ("/calendar/{file}", Access::Public),
    (routes::PORTFOLIO_TEXT, Access::May(Action::EditStudentProfile)),
    (routes::PORTFOLIO_PDF, Access::May(Action::EditStudentProfile)),
    (routes::METRICS_CSV, Access::May(Action::ViewMetrics)),
    (routes::METRIC_CSV, Access::May(Action::ViewMetrics)),
    (routes::REPORT_CSV, Access::May(Action::ViewMetrics)),
    ("/engagements/{id}/agreement/{file}", Access::SignedIn),
    ("/applications/{id}/application.pdf", Access::SignedIn),
    (routes::WORKER, Access::Public),
    (routes::FORGET, Access::Public),
    ("/livez", Access::Public),
    ("/readyz", Access::Public),
    ("/metrics", Access::Public),
];

/// What the handlers share.
#[derive(Clone)]
pub struct Site {
    /// Database, clock, live updates.
    pub backend: Backend,
    /// Where the built site lies and how its files are named.
    pub leptos: LeptosOptions,
    /// Cancelled when the server stops.
    pub stop: CancellationToken,
    /// The figures behind `/metrics`, where they are collected.
    pub figures: Option<PrometheusHandle>,
    /// The header a proxy puts the visitor's address into.
    pub address_header: Option<HeaderName>,
    /// The script of the timesheet's worker, with the files of this build.
    pub worker: Arc<str>,
    routes: Arc<[AxumRouteListing]>,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Site").field("backend", &self.backend).finish_non_exhaustive()
    }
}

impl Site {
    /// A site over a backend, with the files built into `site_root`.
    #[must_use]
    pub fn new(backend: Backend, site_root: &str) -> Self {
        let hashes = std::env::current_exe().ok().and_then(|exe| exe.parent().map(|dir| dir.join("hash.txt")));
        let leptos = LeptosOptions::builder()
            .output_name("foothold")
            .site_root(site_root)
            .site_pkg_dir("pkg")
            .hash_files(hashes.is_some_and(|file| file.exists()))
            .build();
        // The route list is made once, before any request (a resource polled while listing would hang).
        let routes = generate_route_list(App).into();
        let worker = endpoints::worker::written(&leptos);
        Self { backend, leptos, worker, stop: CancellationToken::new(), figures: None, address_header: None, routes }
    }
}

impl FromRef<Site> for LeptosOptions {
    fn from_ref(site: &Site) -> Self {
        site.leptos.clone()
    }
}

/// Every route and every layer.
pub fn router(site: Site) -> Router {
    let context = {
        let backend = site.backend.clone();
        move || {
            provide_context(backend.clone());
            layers::headers::content_security_policy();
        }
    };
    let options = site.leptos.clone();
    let secure = site.backend.site.starts_with("https:");

    let pages = Router::new()
        .leptos_routes_with_context(&site, site.routes.to_vec(), context.clone(), move || shell(options.clone()))
        .fallback(endpoints::files::file_or_not_found)
        // The access table: which page or server function this is, and whether this visitor may in.
        .route_layer(from_fn_with_state(site.clone(), layers::access::guard))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, LONGEST_REQUEST));

    // Calendars have no cookie: the secret in the path is who asks. Files ask who visits themselves.
    let feeds = Router::new()
        .route("/calendar/{file}", get(endpoints::agenda::feed))
        .route(routes::PORTFOLIO_TEXT, get(endpoints::portfolio::text))
        .route(routes::PORTFOLIO_PDF, get(endpoints::portfolio::pdf))
        .route(routes::METRICS_CSV, get(endpoints::metrics::all))
        .route(routes::METRIC_CSV, get(endpoints::metrics::one))
        .route(routes::REPORT_CSV, get(endpoints::metrics::frozen))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, LONGEST_REQUEST));
    let worker = Router::new()
        .route(routes::WORKER, get(endpoints::worker::script))
        .route(routes::FORGET, get(endpoints::forget::everything));
    let copies = Router::new()
        .route("/engagements/{id}/agreement/{file}", get(endpoints::documents::agreement))
        .route("/applications/{id}/application.pdf", get(endpoints::documents::application))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, LONGEST_REQUEST));
    let streams = Router::new().route("/live", get(endpoints::live::stream));
    let files = files(&site);
    let health = Router::new()
        .route("/livez", get(endpoints::health::alive))
        .route("/readyz", get(endpoints::health::ready))
        .route("/metrics", get(endpoints::health::figures));

    let set = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };

    // Layers of a router run after it has chosen a route. The ones below may choose another (a failed
    // form is answered with its page), so they stand around the whole router.
    Router::new()
        .fallback_service(
            pages.merge(streams).merge(feeds).merge(copies).merge(files).merge(worker).with_state(site.clone()),
        )
        // A form that failed is drawn again with what was typed.
        .layer(from_fn(layers::forms::draw_again))
        // Who visits.
        .layer(from_fn_with_state(site.clone(), layers::session::recognise))
        // Other sites cannot make this site's visitors write.
        .layer(CsrfLayer::new())
        .layer(from_fn(layers::body::limit))
        // Pages; the files of the site were compressed by the build, and streams stay as they are.
        .layer(
            CompressionLayer::new()
                .quality(PAGE_COMPRESSION)
                .compress_when(DefaultPredicate::new().and(is_no_download)),
        )
        .merge(health)
        .layer(set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(header::REFERRER_POLICY, "strict-origin-when-cross-origin"))
        .layer(set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .layer(set(
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=()",
        ))
        .layer(set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"))
        .layer(from_fn(move |request, next| layers::headers::strict_transport(secure, request, next)))
        .layer(from_fn(layers::observe::log_and_count))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(map_request(layers::observe::without_foreign_id))
        .layer(CatchPanicLayer::custom(layers::observe::panicked))
        .with_state(site)
}

/// Files come in and go out by routes of their own: server functions take none. Forms with files may take as long as bytes
/// keep coming, and count these themselves.
fn files(site: &Site) -> Router<Site> {
    let piece = usize::try_from(domain::files::PIECE).unwrap_or(usize::MAX);
    let pieces = Router::new()
        .route(routes::UPLOAD_PIECES, post(endpoints::pieces::begin))
        .route(
            "/upload/pieces/{id}",
            head(endpoints::pieces::progress).patch(endpoints::pieces::put).delete(endpoints::pieces::cancel),
        )
        .route("/upload/pieces/{id}/finish", post(endpoints::pieces::finish))
        .layer(DefaultBodyLimit::max(piece))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, LONGEST_PIECE));
    Router::new()
        .route("/files/{id}", get(endpoints::downloads::file))
        .route(routes::UPLOAD_RESUME, post(endpoints::uploads::resume))
        .route(routes::UPLOAD_HAND_IN, post(endpoints::uploads::hand_in))
        .layer(DefaultBodyLimit::disable())
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, LONGEST_UPLOAD))
        .merge(pieces)
        .route_layer(from_fn_with_state(site.clone(), layers::access::guard_files))
}

/// A download keeps its length, which ranges count by.
fn is_no_download(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.get(header::CONTENT_DISPOSITION).is_some_and(|how| how.as_bytes().starts_with(b"attachment"))
}
