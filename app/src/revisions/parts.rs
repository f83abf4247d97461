//! What other pages show of changes: that one waits, what it changes, and how to take it back.

use backend::projects::revisions::{Pending, RevisionEntry};
use domain::ids::ProjectId;
use domain::projects::Command;
use domain::revisions::Change;
use domain::time::{Day, long_date_read, short_date_read};
use leptos::prelude::*;

use crate::layout::{Request, hidden_key};
use crate::projects::field_words;
use crate::routes;
use crate::text::capital;
use crate::ui::{
    Banner, Button, ButtonKind, Cell, Column, DataTable, Diff, DiffRow, ErrorSummary, LinkButton, More, RowHead, Tag,
    TagKind, TextArea, Tone, icon,
};

const WITHDRAW: &str = "/api/revisions/withdraw";
const MOVE: &str = "/api/projects/move";

/// Changes as the rows of a comparison.
pub(crate) fn rows(changes: &[Change]) -> Vec<DiffRow> {
    let row = |change: &Change| DiffRow::new(field_words(&change.field), change.before.clone(), change.after.clone());
    changes.iter().map(row).collect()
}

/// On the host's page of a project: the change that waits, or the way to the form.
pub(crate) fn of_host(
    project: ProjectId,
    pending: Option<&Pending>,
    offers: &[Command],
    request: &Request,
) -> Option<AnyView> {
    if let Some(pending) = pending {
        let state = request.form_for(WITHDRAW);
        return Some(
            view! {
                <section class="sec stack" aria-labelledby="change-h">
                    <h2 id="change-h">"Your change waits for staff"</h2>
                    <p>"Students go on reading the published terms until staff have decided."</p>
                    <ErrorSummary items=state.summary() id="change-summary"/>
                    <Diff caption="What would change" before="Published" after="Asked for" rows=rows(&pending.changes)/>
                    <form method="post" action=WITHDRAW>
                        {hidden_key()} <input type="hidden" name="id" value=pending.id.to_string()/>
                        <Button>"Take the change back"</Button>
                    </form>
                </section>
            }
            .into_any(),
        );
    }
    offers.contains(&Command::Revise).then(|| {
        view! { <p><LinkButton href=routes::change_project(project) icon=icon::PENCIL>"Change this project"</LinkButton></p> }
            .into_any()
    })
}

/// On the public page: what is read there holds, though the host wants it otherwise.
pub(crate) fn public_note(pending: bool) -> Option<AnyView> {
    pending.then(|| {
        view! {
            <Banner title="The host asked to change these terms.">
                <p>"Staff look at it. What you read here holds until they have decided; if you apply, you are told and asked again."</p>
            </Banner>
        }
        .into_any()
    })
}

/// In the review queue: changes of published projects.
pub(crate) fn waiting(entries: &[RevisionEntry], today: Day) -> Option<AnyView> {
    if entries.is_empty() {
        return None;
    }
    let lines = entries
        .iter()
        .map(|entry| {
            let due = if entry.due < today {
                view! { <Tag kind=TagKind::Stop icon=icon::CLOCK label=format!("Late, was {}", short_date_read(entry.due, today))/> }
                    .into_any()
            } else {
                long_date_read(entry.due, today).into_any()
            };
            let (href, title, host) = (routes::revision(entry.id), entry.title.clone(), entry.host.clone());
            let changed = capital(&entry.changed);
            view! {
                <tr>
                    <RowHead>
                        <a href=href>{title}</a> " "
                        <Tag kind=TagKind::Wait icon=icon::GIT_COMPARE label="Change to a published project"/>
                    </RowHead>
                    <Cell label="Host">{host}</Cell>
                    <Cell label="Changes">{changed}</Cell>
                    <Cell label="Answer due">{due}</Cell>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::new("Project"), Column::new("Host"), Column::new("Changes"), Column::new("Answer due")];
    let title = match entries.len() {
        1 => "One change of a published project".to_owned(),
        count => format!("{} changes of published projects", capital(&domain::dashboards::in_words(count))),
    };
    Some(
        view! {
            <section class="sec stack" aria-labelledby="changes-h">
                <h2 id="changes-h">{title}</h2>
                <DataTable caption="Changes of published projects" caption_hidden=true columns=columns>{lines}</DataTable>
            </section>
        }
        .into_any(),
    )
}

/// On the review desk: hiding a project that students see.
pub(crate) fn hide(project: ProjectId, offers: &[Command], request: &Request) -> Option<AnyView> {
    if !offers.contains(&Command::Pause) {
        return None;
    }
    let form = request.form_for(MOVE);
    let open = !form.is_clean();
    Some(
        view! {
            <More summary="Hide it for a while" open=open>
                <form class="stack" method="post" action=MOVE>
                    <ErrorSummary items=form.summary() id="hide-summary"/>
                    {hidden_key()} <input type="hidden" name="id" value=project.to_string()/>
                    <input type="hidden" name="order" value="pause"/>
                    <TextArea
                        name="reason" id="hide-reason" label="Why do you hide it?" value=form.value("reason", "")
                        error=form.error("reason") required=true maxlength=2000
                        hint="Students do not see it until it is shown again. Whoever applied keeps their place."
                    />
                    <p><Button kind=ButtonKind::Danger>"Hide it"</Button></p>
                </form>
            </More>
        }
        .into_any(),
    )
}

/// What a change means, in a banner's tone and words.
pub(super) fn weight_words(weight: domain::revisions::Materiality) -> (Tone, &'static str, &'static str) {
    use domain::revisions::Materiality as M;
    match weight {
        M::Material => (
            Tone::Need,
            "This is a material change.",
            "Students who applied are asked to confirm it once you approve. Who does not confirm cannot be offered a seat.",
        ),
        M::Better => (Tone::Plain, "It gets better for students.", "Students who applied are told once you approve."),
        M::Wording | M::Nothing => {
            (Tone::Plain, "Only words change.", "It is here because the scope check found something for staff.")
        }
    }
}
