//! `/engagements/{id}/messages`: the thread of an engagement, the newest message last.

use backend::messages::MessageLine;
use backend::programs::Program;
use domain::ids::EngagementId;
use domain::messages::{Piece, Voice, WITHDRAW_MINUTES, pieces};
use leptos::prelude::*;

use crate::engagements::frame;
use crate::layout::{Page, Request, hidden_key, page};
use crate::routes;
use crate::ui::{
    BackLink, Banner, Button, ButtonKind, EmptyState, ErrorSummary, FormError, LinkButton, Tag, TagKind, TextArea, icon,
};

const SEND: &str = "/api/messages/send";
const WITHDRAW: &str = "/api/messages/withdraw";

#[component]
pub(crate) fn ThreadPage() -> impl IntoView {
    page(|request| async move {
        let cx = crate::caller::cx().await?;
        let before = request.query("before").parse().ok();
        let thread = backend::messages::thread_page(&cx, request.id("id")?, before).await?;
        let id = thread.engagement.id;
        let title = match thread.voice {
            Voice::Student => format!("Messages with {}", thread.host),
            Voice::Host => format!("Messages with {}", thread.student),
            Voice::Staff => format!("Messages of {} and {}", thread.student, thread.host),
        };
        let older = thread.older.map(|before| {
            let href = routes::thread_before(id, before);
            view! { <p><LinkButton href=href icon=icon::CHEVRON_UP>"Older messages"</LinkButton></p> }
        });
        let newer = (!thread.newest).then(|| {
            view! { <p><LinkButton href=routes::engagement_room(id, "messages") icon=icon::CHEVRON_DOWN>"The newest messages"</LinkButton></p> }
        });
        let lines = thread.messages.iter().map(|one| message(one, id, cx.program())).collect::<Vec<_>>();
        let body = if lines.is_empty() {
            view! { <EmptyState title="Nobody has written yet" text="Ask, agree, share a link. Everybody who belongs to this work reads it here."/> }.into_any()
        } else {
            view! { <ol class="thread" aria-label="Messages, the newest last">{lines}</ol> }.into_any()
        };
        let form = thread.newest.then(|| write(&request, id));
        let body = view! {
            <div class="stack loose">
                <BackLink href=routes::engagement(id) words=thread.project.clone()/>
                <header class="stack tight">
                    <h1>{title.clone()}</h1>
                    <p class="lede">"On the record: the student, the host and staff read it, and it stays with the work."</p>
                </header>
                <FormError message=request.form.whole()/>
                {older}
                {body}
                {newer}
                {form}
            </div>
        };
        Ok(Page::new(title, frame(&request)?, body))
    })
}

fn message(line: &MessageLine, id: EngagementId, program: &Program) -> impl IntoView + use<> {
    let role = match line.voice {
        Voice::Student => "student",
        Voice::Host => "host",
        Voice::Staff => "staff",
    };
    let who = if line.own { "You".to_owned() } else { line.author.clone() };
    let words = match line.withdrawn {
        Some(at) => {
            let text = format!("Taken back on {}.", program.long(at));
            view! { <p class="meta">{text}</p> }.into_any()
        }
        None => body(&line.body).into_any(),
    };
    let fresh = line.fresh.then(|| view! { <Tag kind=TagKind::Wait icon=icon::MESSAGE_SQUARE label="New"/> });
    let withdraw = line.can_withdraw.then(|| {
        view! {
            <form method="post" action=WITHDRAW>
                {hidden_key()}
                <input type="hidden" name="engagement" value=id.to_string()/>
                <input type="hidden" name="message" value=line.id.to_string()/>
                <Button kind=ButtonKind::Quiet small=true icon=icon::UNDO>"Take it back"</Button>
            </form>
        }
    });
    let class = if line.own { "own" } else { "" };
    view! {
        <li class=class id=format!("message-{}", line.id)>
            <p class="row">
                <b>{who}</b>
                <span class="meta">{role}", "<time datetime=line.sent.to_string()>{program.long(line.sent)}</time></span>
                {fresh}
            </p>
            {words}
            {withdraw}
        </li>
    }
}

/// Lines stay lines; what names a web address is a link that tells its target nothing of where it stands.
fn body(text: &str) -> impl IntoView + use<> {
    let parts = pieces(text)
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned().into_any(),
            Piece::Link(address) => {
                let (address, href) = (address.to_owned(), address.to_owned());
                view! {
                    <a class="link" href=href rel="nofollow noopener noreferrer ugc">
                        {address}
                    </a>
                }
                .into_any()
            }
        })
        .collect_view();
    view! { <p class="said">{parts}</p> }
}

fn write(request: &Request, id: EngagementId) -> impl IntoView + use<> {
    let form = request.form_for(SEND);
    let hint = format!("You can take a message back for {WITHDRAW_MINUTES} minutes. It cannot be changed.");
    view! {
        <form class="stack" method="post" action=SEND id="write">
            <ErrorSummary items=crate::engagements::summary(&form)/>
            {hidden_key()}
            <input type="hidden" name="engagement" value=id.to_string()/>
            <TextArea
                name="message"
                label="Your message"
                hint=hint
                value=form.value("message", "")
                error=form.error("message")
                rows=4
                maxlength=4_000
                required=true
            />
            <div><Button kind=ButtonKind::Primary icon=icon::SEND>"Send"</Button></div>
        </form>
        <Banner>
            <p>
                "Something you would rather tell staff alone? "
                <a class="link" href=routes::engagement_room(id, "problem")>"Report a problem"</a>
                "."
            </p>
        </Banner>
    }
}
