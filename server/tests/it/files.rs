//! Files over HTTP: plain forms, pieces, downloads, and what hostile ones are answered.

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use sqlx::PgPool;
use uuid::Uuid;

use crate::support::{Answer, Browser, Part, Web};

const PDF: &[u8] = b"%PDF-1.4\nA page.\n%%EOF\n";
const PROFILE: &str = "/student/profile";
const MAYA: &str = "maya@rivermark.example";
const DEE: &str = "dee@harborstreet.example";

fn key() -> String {
    backend::new_id::<Uuid>().to_string()
}

async fn send_resume(web: &Web, browser: &Browser, name: &str, content: &[u8]) -> Answer {
    let key = key();
    let parts: [Part<'_>; 2] = [("key", None, key.as_bytes()), ("resume_file", Some(name), content)];
    web.post_files(browser, "/upload/resume", PROFILE, &parts).await
}

/// A milestone of Maya's that can be handed in: engagement, milestone.
async fn open_milestone(web: &Web) -> (String, String) {
    let ids: (Uuid, Uuid) = sqlx::query_as(
        "select e.id, m.id from milestones m join engagements e on e.id = m.engagement_id
         join people p on p.id = e.student_id join host_members h on h.host_id = e.host_id
         join people d on d.id = h.person_id
         where p.email = $1 and d.email = $2 and e.stage = 'in_progress' and m.stage in ('draft', 'changes_requested') limit 1",
    )
    .bind(MAYA)
    .bind(DEE)
    .fetch_one(&web.backend.pool)
    .await
    .expect("a milestone to hand in");
    (ids.0.to_string(), ids.1.to_string())
}

async fn newest_file(web: &Web) -> String {
    let id: Uuid =
        sqlx::query_scalar("select id from files where gone_at is null order by created_at desc, id desc limit 1")
            .fetch_one(&web.backend.pool)
            .await
            .expect("a file");
    id.to_string()
}

fn get(browser: &Browser, path: &str, more: &[(&'static str, &str)]) -> Request<Body> {
    let mut request =
        Request::builder().uri(path).header(header::ACCEPT, "text/html").header(header::COOKIE, &browser.cookie);
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).expect("a request")
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_resume_is_sent_by_a_plain_form_and_saved_again(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    let page = web.get(&maya, PROFILE).await.body;
    assert!(page.contains("enctype=\"multipart/form-data\"") && page.contains("/upload.js?v="));
    assert!(page.contains("Maya Okafor résumé.pdf"), "the demonstration has one");
    // The part of the page and the field in it once had one id, and the label led to the part.
    assert!(page.contains("for=\"resume_file\"") && page.matches("id=\"resume_file\"").count() == 1);
    let sent = send_resume(&web, &maya, "Newest & best.pdf", PDF).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(sent.location.starts_with("/student/profile?file=") && sent.location.ends_with("#resume"));
    assert!(sent.cookies.iter().any(|cookie| cookie.starts_with("notice=resume-kept")));
    let page = web.get(&maya, PROFILE).await.body;
    assert!(page.contains("Newest &amp; best.pdf") && !page.contains("Maya Okafor résumé.pdf"));
    let path = format!("/files/{}", newest_file(&web).await);
    let (status, headers, content) = web.raw(get(&maya, &path, &[("accept-encoding", "gzip, br")])).await;
    assert_eq!((status, content.as_slice()), (StatusCode::OK, PDF));
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-length", "23"),
        ("content-disposition", "attachment; filename=\"Newest & best.pdf\"; filename*=UTF-8''Newest%20&%20best.pdf"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'"),
        ("cache-control", "private, no-store"),
        ("accept-ranges", "bytes"),
        ("content-encoding", ""),
    ] {
        assert_eq!(text(&headers, name), value, "{name}");
    }
    let tag = text(&headers, "etag").to_owned();
    let (status, headers, content) = web.raw(get(&maya, &path, &[("range", "bytes=9-15"), ("if-range", &tag)])).await;
    assert_eq!((status, content.as_slice()), (StatusCode::PARTIAL_CONTENT, &b"A page."[..]));
    assert_eq!((text(&headers, "content-range"), text(&headers, "content-length")), ("bytes 9-15/23", "7"));
    let (status, headers, _) = web.raw(get(&maya, &path, &[("range", "bytes=99-")])).await;
    assert_eq!((status, text(&headers, "content-range")), (StatusCode::RANGE_NOT_SATISFIABLE, "bytes */23"));
    let mut head = get(&maya, &path, &[]);
    *head.method_mut() = Method::HEAD;
    let (status, headers, content) = web.raw(head).await;
    assert_eq!((status, text(&headers, "content-length"), content.len()), (StatusCode::OK, "23", 0));
    let removed = web.post(&maya, "/api/files/remove-resume", PROFILE, &[("key", &key())]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    assert!(web.get(&maya, PROFILE).await.body.contains("Keep as my résumé"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn what_is_not_taken_is_said_beside_the_field(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    let large = [PDF, &vec![b' '; 5 * 1024 * 1024][..]].concat();
    for (content, says) in [
        (&b""[..], "This file is empty"),
        (b"MZ\x90\0 This program cannot be run in DOS mode", "This is a program"),
        (b"<!doctype html><script>alert(1)</script>", "This is not a PDF"),
        (&large, "larger than 5 MB"),
    ] {
        let answer = send_resume(&web, &maya, "cv.pdf", content).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(answer.body.contains(says) && answer.body.contains("id=\"resume_file-error\""), "{says}");
        assert!(answer.body.contains("Maya Okafor résumé.pdf"), "the one before stays");
    }
    let key = key();
    let nothing: [Part<'_>; 2] = [("key", None, key.as_bytes()), ("resume_file", Some(""), b"")];
    let answer = web.post_files(&maya, "/upload/resume", PROFILE, &nothing).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Choose your résumé, a PDF, first."));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_form_that_is_none_is_refused_and_nothing_panics(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    for action in ["/upload/resume", "/upload/hand-in"] {
        for kind in ["multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "application/json", ""] {
            for body in [
                "",
                "--x\r\n\r\n--x--",
                "--x\r\nContent-Disposition: form-data; name=\"resume_file\"; filename=\"a\"\r\n\r\ncut",
            ] {
                let request = Request::post(action)
                    .header(header::CONTENT_TYPE, kind)
                    .header(header::COOKIE, &maya.cookie)
                    .body(Body::from(body));
                let answer = web.send(request.expect("a request")).await;
                assert!(answer.status.is_client_error(), "{action} as {kind:?} with {body:?}: {}", answer.status);
            }
        }
        let request = Request::post(action)
            .header(header::CONTENT_TYPE, "multipart/form-data")
            .header(header::COOKIE, &maya.cookie)
            .body(Body::empty());
        assert_eq!(web.send(request.expect("a request")).await.status, StatusCode::BAD_REQUEST);
    }
    // Longer than any form with files, by what it says: nothing of it is read.
    let request = Request::post("/upload/resume")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=----made-up")
        .header(header::CONTENT_LENGTH, "1073741824")
        .header(header::ACCEPT, "text/html")
        .header(header::REFERER, "http://foothold.test/student/profile")
        .header(header::COOKIE, &maya.cookie)
        .body(Body::from(crate::support::multipart(&[("resume_file", Some("cv.pdf"), PDF)])));
    let answer = web.send(request.expect("a request")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("larger than 5 MB"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn a_deliverable_is_handed_in_with_files_and_downloaded(pool: PgPool) {
    let web = Web::new(pool).await;
    let (maya, dee) = (web.signed_in(MAYA).await, web.signed_in(DEE).await);
    let (engagement, milestone) = open_milestone(&web).await;
    let page = format!("/engagements/{engagement}/milestones/{milestone}");
    let first = key();
    let ids: [Part<'_>; 3] = [
        ("key", None, first.as_bytes()),
        ("engagement", None, engagement.as_bytes()),
        ("milestone", None, milestone.as_bytes()),
    ];
    let html = b"<html><body onload=alert(1)>".as_slice();
    let wrong = [
        &ids[..],
        &[("files", Some("good.pdf"), PDF), ("files", Some("bad.exe"), b"MZ\x90")],
        &[("link", None, b"https://example.org/draft"), ("text", None, b"Words that <b>stay</b>.")],
    ]
    .concat();
    let answer = web.post_files(&maya, "/upload/hand-in", &page, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    for kept in [
        "This is a program",
        "id=\"files-error\"",
        "https://example.org/draft",
        "Words that &lt;b&gt;stay&lt;/b&gt;.",
        "good.pdf (",
    ] {
        assert!(answer.body.contains(kept), "{kept}");
    }
    let good = newest_file(&web).await;
    assert_eq!(web.get(&dee, &format!("/files/{good}")).await.status, StatusCode::NOT_FOUND, "not handed in yet");
    let attached = format!("attached[{good}]");
    let right = [
        &ids[..],
        &[(attached.as_str(), None, good.as_bytes()), ("files", Some("page.html"), html)],
        &[("text", None, b"Words that <b>stay</b>.")],
    ]
    .concat();
    let answer = web.post_files(&maya, "/upload/hand-in", &page, &right).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, page.as_str()), "{}", answer.body);
    let seen = web.get(&dee, &page).await.body;
    assert!(seen.contains("Version 1") && seen.contains("good.pdf") && seen.contains("page.html.txt"), "{seen}");
    let path = format!("/files/{}", newest_file(&web).await);
    let (status, headers, content) = web.raw(get(&dee, &path, &[])).await;
    assert_eq!((status, content.as_slice()), (StatusCode::OK, html));
    assert_eq!(text(&headers, "content-type"), "text/plain; charset=utf-8", "never as a page");
    assert!(text(&headers, "content-disposition").starts_with("attachment;"));
    // The same form once more: nothing happens twice, and its files go again.
    let before: i64 = sqlx::query_scalar("select count(*) from files where removed_at is null")
        .fetch_one(&web.backend.pool)
        .await
        .expect("a count");
    let again = web.post_files(&maya, "/upload/hand-in", &page, &right).await;
    assert_eq!((again.status, again.location.as_str()), (StatusCode::SEE_OTHER, page.as_str()), "{}", again.body);
    let after: i64 = sqlx::query_scalar("select count(*) from files where removed_at is null")
        .fetch_one(&web.backend.pool)
        .await
        .expect("a count");
    assert_eq!(after, before);
    let said =
        [("engagement", engagement.as_str()), ("milestone", &milestone), ("comment", "Where is the <i>source</i>?")];
    let answer = web.post(&dee, "/api/milestones/comment", &page, &said).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert!(web.get(&maya, &page).await.body.contains("Where is the &lt;i&gt;source&lt;/i&gt;?"));
    for stranger in
        ["samir@rivermark.example", "ruth@rivermark.example", "henry@rivermark.example", "ada@rivermark.example"]
    {
        let stranger = web.signed_in(stranger).await;
        let answer = web.get(&stranger, &path).await;
        let nobody = web.get(&stranger, "/files/01920000-0000-7000-8000-000000000000").await;
        assert_eq!((answer.status, nobody.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    }
    let signed_out = web.get(&Browser::default(), &path).await;
    assert_eq!(
        (signed_out.status, signed_out.location),
        (StatusCode::SEE_OTHER, format!("/sign-in?next={}", path.replace('/', "%2F")))
    );
    assert_eq!(web.get(&maya, "/files/..%2f..%2fetc%2fpasswd").await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn files_come_in_pieces(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    let piece = usize::try_from(domain::files::PIECE).expect("a size");
    let content = [&b"%PDF-1.4\n"[..], &vec![b'x'; piece], b"\n%%EOF"].concat();
    let fields = crate::support::encode(&[("name", "cv.pdf"), ("size", &content.len().to_string()), ("mark", "17")]);
    let ask = async |browser: &Browser, method: &str, path: &str, offset: Option<usize>, body: &[u8]| {
        let kind =
            if path == "/upload/pieces" { "application/x-www-form-urlencoded" } else { "application/octet-stream" };
        let mut request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, kind);
        if let Some(offset) = offset {
            request = request.header("upload-offset", offset.to_string());
        }
        let request = request.header("sec-fetch-site", "same-origin").header(header::COOKIE, &browser.cookie);
        web.raw(request.body(Body::from(body.to_vec())).expect("a request")).await
    };
    let (status, headers, body) = ask(&maya, "POST", "/upload/pieces", None, fields.as_bytes()).await;
    assert_eq!((status, text(&headers, "upload-offset")), (StatusCode::CREATED, "0"));
    let begun: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    let path = format!("/upload/pieces/{}", begun["id"].as_str().expect("an id"));
    let (status, headers, _) = ask(&maya, "PATCH", &path, Some(0), &content[..piece]).await;
    assert_eq!((status, text(&headers, "upload-offset")), (StatusCode::NO_CONTENT, piece.to_string().as_str()));
    let (status, headers, _) = ask(&maya, "PATCH", &path, Some(0), &content[..piece]).await;
    assert_eq!((status, text(&headers, "upload-offset")), (StatusCode::CONFLICT, piece.to_string().as_str()));
    let (status, headers, _) = ask(&maya, "HEAD", &path, None, b"").await;
    assert_eq!((status, text(&headers, "upload-offset")), (StatusCode::NO_CONTENT, piece.to_string().as_str()));
    let (status, ..) = ask(&maya, "PATCH", &path, None, b"x").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let (status, ..) = ask(&maya, "PATCH", &path, Some(piece), &content).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    let samir = web.signed_in("samir@rivermark.example").await;
    for (method, path) in [("HEAD", path.clone()), ("DELETE", path.clone()), ("POST", format!("{path}/finish"))] {
        assert_eq!(ask(&samir, method, &path, None, b"").await.0, StatusCode::NOT_FOUND);
        assert_eq!(ask(&Browser::default(), method, &path, None, b"").await.0, StatusCode::UNAUTHORIZED);
    }
    let (status, ..) = ask(&maya, "PATCH", &path, Some(piece), &content[piece..]).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (status, _, body) = ask(&maya, "POST", &format!("{path}/finish"), None, b"").await;
    let file: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!((status, file["name"].as_str()), (StatusCode::OK, Some("cv.pdf")));
    let page = web.get(&maya, PROFILE).await.body;
    assert!(
        page.contains("Sent, and not your résumé yet") && page.contains("name=\"attached["),
        "a lost page loses nothing"
    );
    let (key, id) = (key(), file["id"].as_str().expect("an id").to_owned());
    let attached = format!("attached[{id}]");
    let parts: [Part<'_>; 2] = [("key", None, key.as_bytes()), (&attached, None, id.as_bytes())];
    let kept = web.post_files(&maya, "/upload/resume", PROFILE, &parts).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    assert!(kept.location.contains(&id));
    let (status, _, body) = ask(&maya, "POST", "/upload/pieces", None, b"name=cv.pdf&size=99999999").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(String::from_utf8_lossy(&body).contains("\"resume_file\":\"This file is larger than 5 MB"));
}

#[sqlx::test(migrator = "backend::MIGRATOR")]
async fn no_other_site_and_no_stranger_sends_files(pool: PgPool) {
    let web = Web::new(pool).await;
    let maya = web.signed_in(MAYA).await;
    for (path, methods, _) in app::routes::FILE_ROUTES {
        let path = path.replace("{id}", "01920000-0000-7000-8000-000000000000");
        for method in methods.split(", ") {
            if !["GET", "HEAD"].contains(&method) {
                let request = Request::builder()
                    .method(method)
                    .uri(&path)
                    .header(header::HOST, "foothold.test")
                    .header(header::ORIGIN, "https://elsewhere.example")
                    .header("sec-fetch-site", "cross-site")
                    .header(header::COOKIE, &maya.cookie)
                    .body(Body::empty());
                let answer = web.send(request.expect("a request")).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}");
            }
            let request = Request::builder().method(method).uri(&path).body(Body::empty());
            let answer = web.send(request.expect("a request")).await;
            assert!(
                [StatusCode::UNAUTHORIZED, StatusCode::SEE_OTHER].contains(&answer.status),
                "{method} {path}: {}",
                answer.status
            );
        }
    }
    // A form of somebody whose session ended leads to signing in and back.
    let parts: [Part<'_>; 1] = [("resume_file", Some("cv.pdf"), PDF)];
    let answer = web.post_files(&Browser::default(), "/upload/resume", PROFILE, &parts).await;
    assert_eq!(
        (answer.status, answer.location.as_str()),
        (StatusCode::SEE_OTHER, "/sign-in?next=%2Fstudent%2Fprofile")
    );
    // A host has no résumé.
    let dee = web.signed_in(DEE).await;
    assert_eq!(send_resume(&web, &dee, "cv.pdf", PDF).await.status, StatusCode::NOT_FOUND);
}
