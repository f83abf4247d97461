//! Plain documents: the rules of pay and fairness, privacy, and the gallery of parts.

use domain::policy::Policy;
use leptos::prelude::*;

use crate::caller;
use crate::layout::{Frame, Page, page};
use crate::ui::Gallery;

/// The rules every project keeps, with the program's figures.
#[component]
pub fn FairnessPage() -> impl IntoView {
    page(|_request| async move {
        let visit = caller::visit().await?;
        let body = fairness(visit.policy(), &visit.program().name);
        Ok(Page::new("Pay and fairness rules", Frame::Slim, body))
    })
}

fn fairness(policy: &Policy, program: &str) -> impl IntoView + use<> {
    let floor = format!(
        "No project is published below {} an hour. The floor is compared with the pay before tax, divided by the most hours the work may take.",
        policy.wage_floor.exact()
    );
    let hours = format!(
        "A project takes {} to {} hours. A student has at most {} accepted hours in one week.",
        policy.least_hours, policy.most_hours, policy.weekly_hours
    );
    let answer = format!(
        "A host answers within {} business days after the last day to apply; the day is printed before you apply. Whoever still waits on \
         business day {} is answered automatically.",
        policy.decision_days, policy.automatic_answer_days
    );
    let offer = format!("An offer stands for {} hours. It can be extended once.", policy.offer_hours);
    let blind = policy.blind_selection.then(|| {
        view! { <p>"Hosts read answers and skills first. Name, school and grades are shown after somebody is shortlisted."</p> }
    });
    let silence = format!(
        "A week of hours that a host does not answer within {} business days counts as approved. Finished work that a host does not look at \
         within {} business days may be accepted by staff.",
        policy.silent_approval_days, policy.acceptance_days
    );
    view! {
        <h1>"Pay and fairness rules"</h1>
        <p class="lede">{format!("Every project of {program} keeps these rules. The software checks them, not good will.")}</p>
        <section class="sec stack" aria-labelledby="pay">
            <h2 id="pay">"Pay"</h2>
            <p>{floor}</p>
            <p>
                "The largest figure on every screen is net: what reaches you after what the payer withholds. Income tax is never estimated. Pay never depends on sales, and students never pay or buy anything to take part."
            </p>
        </section>
        <section class="sec stack" aria-labelledby="time"><h2 id="time">"Time"</h2><p>{hours}</p></section>
        <section class="sec stack" aria-labelledby="choosing">
            <h2 id="choosing">"Choosing"</h2>
            <p>{answer}</p>
            <p>{offer}</p>
            {blind}
        </section>
        <section class="sec stack" aria-labelledby="work">
            <h2 id="work">"Work"</h2>
            <p>{silence}</p>
            <p>"Work is accepted against the checks that were agreed before it began, and nothing is added afterwards."</p>
        </section>
        <p><a class="link" href="/projects">"See open projects"</a></p>
    }
}

/// What is kept of whom, for how long, and who sees it.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    page(|_request| async move {
        let visit = caller::visit().await?;
        let institution = visit.program().institution.clone();
        let body = view! {
            <h1>"Privacy"</h1>
            <p class="lede">{format!("{institution} runs this site for its students and their hosts. It keeps what the program needs and nothing else.")}</p>
            <section class="sec stack" aria-labelledby="who">
                <h2 id="who">"Who sees what"</h2>
                <p>"Published projects are public. Everything else is seen only by the people it concerns and by the staff of the program."</p>
                <p>"A host sees of you what you sent with an application, your skills and your hours a week; name, school, links and languages only once you are shortlisted, where selection is blind."</p>
                <p>"No host reads your access needs, your work status or who you are beyond that, and recommendations do not know them."</p>
                <p>"Staff see why something was decided, by whom and when: each step is written into a history that cannot be changed."</p>
            </section>
            <section class="sec stack" aria-labelledby="not">
                <h2 id="not">"What is not here"</h2>
                <p>"No trackers, no advertisements, nothing from other sites. Passwords are kept as hashes, links in mails work once."</p>
                <p>"Cookies keep you signed in, remember light or dark, and show a message or a secret address once. There are no others. Answers of a project that could not be sent stay in your browser until they are, or until you sign out."</p>
            </section>
            <section class="sec stack" aria-labelledby="long">
                <h2 id="long">"How long"</h2>
                <p>"Agreements, hours and payments are kept as long as the law asks. Ask the program what it holds about you, to correct it, or to delete what it need not keep."</p>
            </section>
        };
        Ok(Page::new("Privacy", Frame::Slim, body))
    })
}

/// Every part of the interface with invented data; the demonstration shows it. It brings its own `main`.
#[component]
pub fn GalleryPage() -> impl IntoView {
    page(|_request| async move { Ok(Page::new("Gallery", Frame::Wizard, view! { <Gallery/> })) })
}
