//! Forms with files, as a browser sends them without a script. Files go to the store while they arrive; what is wrong is said
//! beside the field, on the page drawn again (`layers::forms`).

use std::time::Duration;

use app::AppError;
use app::caller::Visitor;
use app::routes;
use app::text::Notice;
use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use axum::extract::rejection::ExtensionRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, RequestExt as _};
use backend::files::{FileLine, Purpose};
use backend::{Cx, Failure, Form, Once};
use bytes::Bytes;
use domain::actor::Actor;
use domain::files::Kind;
use domain::ids::{EngagementId, FileId, MilestoneId};
use domain::milestones::NewDeliverable;
use domain::refusal::Refusal;
use futures::{StreamExt as _, stream};

use crate::layers::forms::{MESSAGES, Refused, refusal};
use crate::router::Site;

/// Longest text of one field, in bytes.
const LONGEST_TEXT: usize = 64 * 1024;
/// Most parts of one form.
const MOST_PARTS: usize = 100;
/// How long the next bytes may take.
const IDLE: Duration = Duration::from_secs(60);
/// Largest form with files, in bytes: some large files at a time.
const LARGEST_FORM: u64 = 512 * 1024 * 1024;
/// Bytes of a refused file that are still read, so that the browser has sent its form before it is answered.
const DRAINED: usize = 64 * 1024 * 1024;

/// `/upload/resume`: a PDF becomes the résumé of the student.
pub async fn resume(arrived: Arrived) -> Response {
    let (mut sent, sender) = (Sent::new(routes::UPLOAD_RESUME, Kind::Resume), arrived.sender.clone());
    let done = keep_resume(&mut sent, arrived).await;
    answer(sent, done, &sender)
}

async fn keep_resume(sent: &mut Sent, arrived: Arrived) -> Result<(String, Notice), Wrong> {
    let cx = sent.opened(arrived).await?;
    let chosen = sent.new.last().map(|file| file.id).or_else(|| sent.attached().last().copied());
    // A form that was handled before needs no file: the command says so.
    let chosen = chosen.or_else(|| (sent.passed_over > 0).then(backend::new_id));
    let chosen = chosen.ok_or_else(|| Failure::field(Kind::Resume.field(), "Choose your résumé, a PDF, first."))?;
    let done = backend::files::use_as_resume(&cx, chosen, sent.once()).await;
    sent.settled(&cx, done).await?;
    Ok((routes::resume_part(Some(chosen)), Notice::ResumeKept))
}

/// `/upload/hand-in`: words, a link and files become the next version of a deliverable.
pub async fn hand_in(arrived: Arrived) -> Response {
    let (mut sent, sender) = (Sent::new(routes::UPLOAD_HAND_IN, Kind::Deliverable), arrived.sender.clone());
    let done = keep_deliverable(&mut sent, arrived).await;
    answer(sent, done, &sender)
}

async fn keep_deliverable(sent: &mut Sent, arrived: Arrived) -> Result<(String, Notice), Wrong> {
    let cx = sent.opened(arrived).await?;
    let milestone: MilestoneId = sent.value("milestone").parse().map_err(|_| Failure::NotFound)?;
    let engagement: EngagementId = sent.value("engagement").parse().map_err(|_| Failure::NotFound)?;
    let files = sent.attached();
    let count = files.len() + sent.passed_over;
    let new = NewDeliverable::parse_with(sent.value("link"), sent.value("text"), count).map_err(Failure::from)?;
    let done = backend::milestones::hand_in(&cx, milestone, new, &files, sent.once()).await;
    sent.settled(&cx, done).await?;
    Ok((routes::milestone(engagement, milestone), Notice::HandedIn))
}

/// A form with files before it is read. Who may send it is asked first: a stranger's files are not taken in.
pub struct Arrived {
    site: Site,
    sender: Sender,
    form: Result<Multipart, MultipartRejection>,
}

/// Who sends a form, and how.
#[derive(Clone)]
struct Sender {
    visitor: Visitor,
    headers: HeaderMap,
}

impl FromRequest<Site> for Arrived {
    type Rejection = ExtensionRejection;

    async fn from_request(mut request: Request, site: &Site) -> Result<Self, Self::Rejection> {
        let Extension(visitor) = request.extract_parts::<Extension<Visitor>>().await?;
        let sender = Sender { visitor, headers: request.headers().clone() };
        Ok(Self { site: site.clone(), sender, form: Multipart::from_request(request, site).await })
    }
}

/// What a form said, and the files that came with it.
struct Sent {
    action: &'static str,
    kind: Kind,
    fields: Vec<(String, String)>,
    new: Vec<FileLine>,
    /// Files that were not taken in, because this very form was handled before.
    passed_over: usize,
}

/// Why a form was not handled.
enum Wrong {
    /// The command said no.
    Failure(Failure),
    /// It is no form.
    Unreadable,
}

impl From<Failure> for Wrong {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl Sent {
    const fn new(action: &'static str, kind: Kind) -> Self {
        Self { action, kind, fields: Vec::new(), new: Vec::new(), passed_over: 0 }
    }

    fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text)
    }

    fn once(&self) -> Once {
        Once::from_field(self.value("key"))
    }

    /// Files that came with this form, and those that were sent before and are still ticked.
    fn attached(&self) -> Vec<FileId> {
        let ticked = self.fields.iter().filter(|(name, _)| name.starts_with("attached["));
        let mut ids: Vec<FileId> = ticked.filter_map(|(_, id)| id.parse().ok()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// What the files are for. The fields that say so stand above them in the form.
    fn purpose(&self) -> Result<Purpose, Failure> {
        match self.kind {
            Kind::Resume => Ok(Purpose::Resume),
            Kind::Deliverable => {
                self.value("milestone").parse().map(Purpose::Deliverable).map_err(|_| Failure::NotFound)
            }
        }
    }

    /// Reads the whole form, files into the store, and says who sent it.
    async fn opened(&mut self, Arrived { site, sender, form }: Arrived) -> Result<Cx, Wrong> {
        let person = sender.visitor.person.ok_or(Failure::SignedOut)?;
        let mut form = form.map_err(|_| Wrong::Unreadable)?;
        let cx = site.backend.cx(Actor::Person(person)).await?;
        let length = sender.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        let mut wrong = None;
        for _ in 0..MOST_PARTS {
            let part = tokio::time::timeout(IDLE, form.next_field()).await;
            let Some(mut part) = part.ok().and_then(Result::ok).ok_or(Wrong::Unreadable)? else {
                return self.checked(cx, wrong);
            };
            let name: String = part.name().unwrap_or_default().chars().take(200).collect();
            if part.file_name().is_none() {
                let text = text_of(part).await?;
                self.fields.push((name, text));
                continue;
            }
            if name != self.kind.field() {
                return Err(Wrong::Unreadable);
            }
            if cx.is_handled(self.once()).await? {
                self.passed_over += 1;
                if drain(&mut part).await {
                    continue;
                }
                return self.checked(cx, wrong);
            }
            match take(&cx, self.purpose()?, part, length.unwrap_or(1)).await {
                Taken::Kept(file) => {
                    // Ticked, should the form be drawn again.
                    self.fields.push((format!("attached[{}]", file.id), file.id.to_string()));
                    self.new.push(file);
                }
                Taken::Nothing => {}
                Taken::Refused(failure, drained) => {
                    wrong = wrong.or(Some(failure));
                    if !drained {
                        return self.checked(cx, wrong);
                    }
                }
            }
        }
        Err(Wrong::Unreadable)
    }

    fn checked(&self, cx: Cx, wrong: Option<Failure>) -> Result<Cx, Wrong> {
        if let Some(failure) = wrong {
            return Err(failure.into());
        }
        let told = self.fields.iter().filter(|(name, _)| name != "key" && name != app::layout::PAGE);
        // A file that came with the form has another id each time, so the files of this very form say nothing here.
        let own = |text: &str| self.new.iter().any(|file| text == file.id.to_string());
        let told = told.filter(|(_, text)| !own(text)).map(|(name, text)| (name.as_str(), text.as_str()));
        Ok(cx.with_form(Some(Form::of(self.action, told))))
    }

    /// Ends the command. A form that was handled before brought its files a second time: these go again.
    async fn settled(&self, cx: &Cx, done: Result<(), Failure>) -> Result<(), Wrong> {
        match done {
            Ok(()) => Ok(()),
            Err(Failure::AlreadyDone) => {
                for file in &self.new {
                    let _ = backend::files::discard(cx, file.id).await;
                }
                Ok(())
            }
            Err(failure) => Err(failure.into()),
        }
    }
}

/// The text of a field.
async fn text_of(mut part: Field<'_>) -> Result<String, Wrong> {
    let mut bytes = Vec::new();
    while let Some(more) = next(&mut part).await.map_err(|_| Wrong::Unreadable)? {
        bytes.extend_from_slice(&more);
        if bytes.len() > LONGEST_TEXT {
            return Err(Wrong::Unreadable);
        }
    }
    // Browsers send line breaks as a carriage return and a line feed.
    String::from_utf8(bytes).map(|text| text.replace("\r\n", "\n")).map_err(|_| Wrong::Unreadable)
}

enum Taken {
    Kept(FileLine),
    /// No file was chosen.
    Nothing,
    /// Why not, and whether the rest of the form can still be read.
    Refused(Failure, bool),
}

/// One file into the store.
async fn take(cx: &Cx, purpose: Purpose, mut part: Field<'_>, length: u64) -> Taken {
    let name = part.file_name().unwrap_or_default().to_owned();
    let first = match next(&mut part).await {
        Ok(first) => first,
        Err(_) => return Taken::Refused(broken(purpose), false),
    };
    if first.as_ref().is_none_or(Bytes::is_empty) && name.is_empty() {
        return Taken::Nothing;
    }
    // A form that is larger than all it may hold says so: nothing of it is read.
    if length > LARGEST_FORM {
        let message = purpose.kind().fits(length).err().unwrap_or_default();
        return Taken::Refused(Failure::field(purpose.kind().field(), message), false);
    }
    let rest = stream::unfold(&mut part, |part| async move {
        let more = next(part).await.transpose()?;
        Some((more, part))
    });
    let body = stream::iter(first.map(Ok)).chain(rest);
    let received = backend::files::receive(cx, purpose, &name, length, body).await;
    match received {
        Ok(file) => Taken::Kept(file),
        Err(failure) => {
            let drained = drain(&mut part).await;
            Taken::Refused(failure, drained)
        }
    }
}

fn broken(purpose: Purpose) -> Failure {
    Failure::field(purpose.kind().field(), "The connection broke while this file was sent. Choose it again.")
}

/// The next bytes of a part, if they come in time.
async fn next(part: &mut Field<'_>) -> Result<Option<Bytes>, String> {
    match tokio::time::timeout(IDLE, part.chunk()).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("nothing came for a minute".to_owned()),
    }
}

/// Reads the rest of a refused file; whether its end was reached.
async fn drain(part: &mut Field<'_>) -> bool {
    let mut read = 0_usize;
    while read <= DRAINED {
        match next(part).await {
            Ok(Some(bytes)) => read += bytes.len(),
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
    false
}

/// Where to go after success; or the refusal, for the page to be drawn again.
fn answer(sent: Sent, done: Result<(String, Notice), Wrong>, Sender { visitor, headers }: &Sender) -> Response {
    let error = match done {
        Ok((next, notice)) => return gone_on(&next, notice, headers),
        Err(Wrong::Unreadable) => AppError::Transport("no form".into()),
        Err(Wrong::Failure(failure)) => wire(failure, &visitor.request),
    };
    refusal(Refused { action: sent.action, fields: sent.fields, error })
}

/// A failure as the wire says it, with the reference of this request.
pub(super) fn wire(failure: Failure, reference: &str) -> AppError {
    let failure = match failure {
        Failure::AlreadyDone => Failure::Refused(Refusal::rule("This was already done.")),
        other => other,
    };
    match AppError::from(failure) {
        AppError::Internal { .. } => {
            tracing::error!(request = reference, "an upload failed");
            AppError::Internal { reference: reference.to_owned() }
        }
        error => error,
    }
}

fn gone_on(next: &str, notice: Notice, headers: &HeaderMap) -> Response {
    // A script follows by itself: fetch would load the page in its place.
    let status = if headers.contains_key(MESSAGES) { StatusCode::OK } else { StatusCode::SEE_OTHER };
    let mut answer = status.into_response();
    if let (Ok(next), Ok(cookie)) =
        (HeaderValue::from_str(next), HeaderValue::from_str(&app::caller::notice_cookie(notice)))
    {
        answer.headers_mut().insert(header::LOCATION, next);
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}
