//! The forms of what only some projects ask for before the start: a check or insurance, and an agreement on data.

use backend::onboarding::OnboardingPage;
use domain::engagements::{Command, Gate};
use leptos::prelude::*;

use crate::engagements::summary;
use crate::layout::{Request, hidden_key};
use crate::ui::{Button, Checkbox, ErrorSummary, TextArea};

const RECORD: &str = "/api/onboarding/record-safety";
const CONFIRM: &str = "/api/onboarding/confirm-data";

/// What staff record of the background check or the insurance.
pub(super) fn safety(request: &Request, list: &OnboardingPage, offers: &[Command]) -> Option<impl IntoView + use<>> {
    if !offers.contains(&Command::RecordSafety) {
        return None;
    }
    let form = request.form_for(RECORD);
    Some(view! {
        <section class="sec stack" aria-labelledby="safety">
            <h2 id="safety">"Background check or insurance"</h2>
            <p>"The host says that the work touches people or places that need care. Nobody starts before this is recorded."</p>
            <form class="stack" method="post" action=RECORD>
                <ErrorSummary items=summary(&form) id="safety-errors"/>
                {hidden_key()}
                <input type="hidden" name="engagement" value=list.engagement.id.to_string()/>
                <TextArea name="safety_note" label="What was done, by whom and when" hint="For example: Background check by the volunteer office, cleared on 3 December. The student and the host read it. Leave numbers and results out." value=form.value("safety_note", "") error=form.error("safety_note") rows=2 maxlength=500 required=true/>
                <div><Button>"Record it"</Button></div>
            </form>
        </section>
    })
}

/// The agreement on data, to read for everybody until it is confirmed, and to confirm for the student.
pub(super) fn data(request: &Request, list: &OnboardingPage, offers: &[Command]) -> Option<impl IntoView + use<>> {
    if list.engagement.facts.checklist.data != Gate::Open {
        return None;
    }
    let form = request.form_for(CONFIRM);
    let id = list.engagement.id.to_string();
    let confirm = offers.contains(&Command::ConfirmData).then(|| {
        view! {
            <form class="stack" method="post" action=CONFIRM>
                <ErrorSummary items=summary(&form) id="data-errors"/>
                {hidden_key()}
                <input type="hidden" name="engagement" value=id/>
                <Checkbox name="agree_data" id="agree_data" label="I have read this and agree to it" value="yes" error=form.error("agree_data")/>
                <div><Button>"Confirm"</Button></div>
            </form>
        }
    });
    let lines = list.data_terms.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    Some(view! {
        <section class="sec stack" aria-labelledby="data">
            <h2 id="data">"Agreement on data"</h2>
            {lines} {confirm}
        </section>
    })
}
