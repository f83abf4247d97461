//! A seeded site and visitors with a cookie.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, Method, Request, StatusCode, header};
use backend::{Backend, Clock};
use server::{Site, router};
use sqlx::PgPool;
use tower::ServiceExt as _;

/// The router over the demonstration world.
pub struct Web {
    pub backend: Backend,
    router: Router,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub cookies: Vec<String>,
    pub policy: String,
    pub cache: String,
    pub referrer: String,
    pub request: String,
    pub kind: String,
    pub encoding: String,
    pub clear: String,
    pub draw_again: String,
    pub body: String,
}

/// One browser: at most one session.
#[derive(Clone, Default, Debug)]
pub struct Browser {
    pub cookie: String,
}

impl Web {
    /// Makes the demonstration world in an empty, migrated database.
    pub async fn new(pool: PgPool) -> Self {
        let web = Self::empty(pool);
        backend::seed::demo(&web.backend).await.expect("the demonstration");
        web
    }

    /// A new installation: migrated, and nothing in it.
    pub fn empty(pool: PgPool) -> Self {
        let backend = Backend::new(pool, Clock::System, "http://foothold.test", true);
        let router = router(Site::new(backend.clone(), "target/no-site-in-tests"));
        Self { backend, router }
    }

    /// A browser that signed in through the form.
    pub async fn signed_in(&self, email: &str) -> Browser {
        let form = [("email", email), ("password", backend::seed::PASSWORD), ("next", "/home")];
        let answer = self.post(&Browser::default(), "/api/people/sign-in", "/sign-in", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "signing in as {email}: {}", answer.body);
        let cookie = answer.cookies.iter().find(|c| c.starts_with("sid=")).expect("a session cookie");
        Browser { cookie: cookie.split(';').next().unwrap_or_default().to_owned() }
    }

    /// Opens a page.
    pub async fn get(&self, browser: &Browser, path: &str) -> Answer {
        let request = Request::builder().method(Method::GET).uri(path).header(header::ACCEPT, "text/html");
        let request = request.header(header::COOKIE, &browser.cookie).body(Body::empty()).expect("a request");
        self.send(request).await
    }

    /// Posts a plain form that stands on `page`, as a browser without script does.
    pub async fn post(&self, browser: &Browser, action: &str, page: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(action)
            .header(header::ACCEPT, "text/html,application/xhtml+xml")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::REFERER, format!("http://foothold.test{page}"))
            .header(header::HOST, "foothold.test")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &browser.cookie)
            .body(Body::from(encode(form)))
            .expect("a request");
        self.send(request).await
    }

    /// Sends any request for its status and encoding; a stream has no end to wait for.
    pub async fn head(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let encoding = response.headers().get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok());
        (response.status(), encoding.unwrap_or_default().to_owned())
    }

    /// Sends any request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let text = |name| response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let (location, policy) = (text(header::LOCATION), text(header::CONTENT_SECURITY_POLICY));
        let (cache, request, kind) =
            (text(header::CACHE_CONTROL), text(HeaderName::from_static("x-request-id")), text(header::CONTENT_TYPE));
        let (encoding, referrer) = (text(header::CONTENT_ENCODING), text(header::REFERRER_POLICY));
        let clear = text(HeaderName::from_static("clear-site-data"));
        let draw_again = text(HeaderName::from_static("x-form-draw-again"));
        let cookies = response
            .headers()
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|v| v.to_str().ok())
            .map(ToOwned::to_owned)
            .collect();
        let status = response.status();
        let body = to_bytes(response.into_body(), 8 << 20).await.expect("a body");
        Answer {
            status,
            location,
            cookies,
            policy,
            cache,
            referrer,
            request,
            kind,
            encoding,
            clear,
            draw_again,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

/// A form as a browser encodes it.
pub fn encode(form: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish()
}
