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
    pub robots: String,
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

    /// The headers of a page.
    pub async fn headers(&self, browser: &Browser, path: &str) -> axum::http::HeaderMap {
        let request = Request::builder().method(Method::GET).uri(path).header(header::ACCEPT, "text/html");
        let request = request.header(header::COOKIE, &browser.cookie).body(Body::empty()).expect("a request");
        self.router.clone().oneshot(request).await.expect("an answer").headers().clone()
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
        let robots = text(HeaderName::from_static("x-robots-tag"));
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
            robots,
            request,
            kind,
            encoding,
            clear,
            draw_again,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

impl Web {
    /// Posts a form with files that stands on `page`, as a browser without script does. A part is its name, the name of
    /// its file (none for a text), and its content.
    pub async fn post_files(&self, browser: &Browser, action: &str, page: &str, parts: &[Part<'_>]) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(action)
            .header(header::ACCEPT, "text/html,application/xhtml+xml")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=----made-up")
            .header(header::REFERER, format!("http://foothold.test{page}"))
            .header(header::HOST, "foothold.test")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &browser.cookie)
            .body(Body::from(multipart(parts)))
            .expect("a request");
        self.send(request).await
    }

    /// Sends any request for its headers and its bytes as they are.
    pub async fn raw(&self, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, Vec<u8>) {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        (status, headers, to_bytes(response.into_body(), 8 << 20).await.expect("a body").to_vec())
    }
}

/// A part of a form with files.
pub type Part<'p> = (&'p str, Option<&'p str>, &'p [u8]);

/// A form with files as a browser encodes it.
pub fn multipart(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file =
            file.map(|file| format!("; filename=\"{file}\"\r\nContent-Type: application/pdf")).unwrap_or_default();
        let head = format!("------made-up\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"------made-up--\r\n");
    body
}

/// A form as a browser encodes it.
pub fn encode(form: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish()
}
