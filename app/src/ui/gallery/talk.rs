//! States, messages, records, and what stands in for content.
use leptos::prelude::*;

use super::part;
use crate::ui::icon;
use crate::ui::{
    Art, Avatar, Banner, Button, ButtonKind, Chip, Chips, CopyButton, Count, Dialog, DialogActions, DialogButton, Diff,
    DiffRow, EmptyState, Fact, Facts, Finding, FindingKind, FormError, Keys, LinkButton, More, SaveKind, SaveState,
    Sheet, Shortcut, Signature, Skeleton, Tag, TagKind, Toast, Tone, Who,
};

pub(super) fn status() -> AnyView {
    let content = view! {
        <div class="row">
            <Tag icon=icon::PENCIL label="Draft"/>
            <Tag icon=icon::CLOCK label="In review"/>
            <Tag kind=TagKind::Go icon=icon::CIRCLE_CHECK label="Published"/>
            <Tag kind=TagKind::Go icon=icon::BADGE_CHECK label="Accepted"/>
            <Tag kind=TagKind::Wait icon=icon::CIRCLE_ALERT label="Needs you"/>
            <Tag kind=TagKind::Wait icon=icon::HAND_COINS label="Offer"/>
            <Tag kind=TagKind::Stop icon=icon::FLAG label="At risk"/>
            <Tag kind=TagKind::Stop icon=icon::OCTAGON_X label="Blocks submit"/>
            <Tag icon=icon::CIRCLE_PAUSE label="Paused"/>
        </div>
        <div class="row">
            <SaveState kind=SaveKind::Saving text="Saving"/>
            <SaveState kind=SaveKind::Saved text="Saved 14:31"/>
            <SaveState kind=SaveKind::Offline text="Offline, 2 to send"/>
            <SaveState kind=SaveKind::Clash text="Changed by Ana at 14:20, compare"/>
            <SaveState kind=SaveKind::Live text="Live, 14:32"/>
            <Count value=8 label="need you"/>
            <Count value=7 calm=true label="open"/>
        </div>
        <div class="row">
            <Avatar name="Maya Okafor" alone=true/>
            <Avatar name="Ana Ruiz" large=true alone=true/>
            <Avatar name="Tideline Museum" org=true large=true alone=true/>
            <Who name="Dee Lindqvist" note="Harbor Street Pantry"/>
        </div>
        <Facts items=vec![
            Fact::with(icon::TIMER, "15 to 20 hours"),
            Fact::with(icon::CALENDAR_DAYS, "Mon 4 to Fri 29 January"),
            Fact::with(icon::LAPTOP, "Remote, one call a week"),
        ]/>
        <div class="row"><p id="to-copy">"Wrote a memo of two pages"</p> <CopyButton from="to-copy" what="the line"/></div>
        <Chips>
            <Chip label="Remote" href="#g6" on=true/>
            <Chip label="First project welcome" href="#g6"/>
        </Chips>
    };
    part("g6", "Status", content)
}

pub(super) fn scope_check() -> AnyView {
    let content = view! {
        <div class="stack">
            <Finding
                kind=FindingKind::Block
                title="Hand-over guide cannot be checked"
                meta="Blocks submit (rule Q04)"
                why="Pay follows acceptance, so “good quality” leaves the student without a test."
            >
                <a class="link" href="#g11">"Fix in deliverable 2"</a>
            </Finding>
            <Finding kind=FindingKind::Ask title="Client data may be near" meta="Staff decide (rule Q19)"/>
            <Finding kind=FindingKind::Warn title="LSC is not explained" meta="Warning (rule Q24)"/>
            <Finding kind=FindingKind::Pass title="The plan adds up"/>
        </div>
    };
    part("g11", "Scope check", content)
}

pub(super) fn messages() -> AnyView {
    let content = view! {
        <div class="stack">
            <Banner title="Exam weeks begin on Monday 14 December">
                "No project may ask for more than 4 hours that week."
            </Banner>
            <Banner tone=Tone::Need title="Your week is not sent">"Send it by Sunday so that Dee can approve it."</Banner>
            <Banner tone=Tone::Bad title="The bank returned a payment of $277.05">
                "Check the last four digits of the account: 4471."
            </Banner>
            <Banner tone=Tone::Go title="Credential issued">"It is yours to keep and to share."</Banner>
            <FormError message="The offer has expired. Ask Ana for a new one.".to_owned()/>
            <Toast text="Entry removed, 1:15 on Thursday">
                <Button small=true icon=icon::UNDO button_type="button">"Undo"</Button>
            </Toast>
        </div>
        <div class="row">
            <DialogButton opens="g-sheet">"Open a sheet"</DialogButton>
            <DialogButton opens="g-dialog">"Open a dialog"</DialogButton>
        </div>
        <Sheet id="g-sheet" title="Why are you withdrawing?">
            <label class="check">
                <input type="radio" name="why"/>
                <span>"Another offer"</span>
            </label>
            <label class="check">
                <input type="radio" name="why"/>
                <span>"Not enough time"</span>
            </label>
            <DialogButton kind=ButtonKind::Primary full=true closes="g-sheet">"Go on"</DialogButton>
        </Sheet>
        <Dialog id="g-dialog" title="Withdraw from the oral-history evening?">
            <p class="soft">"Ana is told today. You can apply again until Friday 4 December."</p>
            <DialogActions>
                <DialogButton closes="g-dialog">"Stay"</DialogButton>
                <Button kind=ButtonKind::Sure button_type="button">"Withdraw"</Button>
            </DialogActions>
        </Dialog>
        <div class="mail">
            <dl>
                <dt>"From"</dt>
                <dd>"Rivermark Micro-Internships"</dd>
                <dt>"To"</dt>
                <dd>"dee@harborstreet.example"</dd>
                <dt>"Subject"</dt>
                <dd>"Maya sent her week: 4:15"</dd>
            </dl>
            <pre>"Maya sent the week of 30 November, 4:15.\n\nApprove it by Friday 11 December."</pre>
        </div>
    };
    part("g12", "Messages", content)
}

pub(super) fn records() -> AnyView {
    let changes = vec![
        DiffRow::new("Fee", "$420.00", "$560.00"),
        DiffRow::new("Data", "Export of client records", "150 invented records in the same format"),
    ];
    let content = view! {
        <Diff caption="What changed" before="Version 1" after="Version 2" rows=changes/>
        <Signature
            statement="I have read the agreement of 6 November, version 3. I will log my hours truthfully and keep \
             visit data on the program’s drive."
            value="Maya Okafor"
            consent=true
        />
        <More summary="How $20.78 is worked out">
            <p>"$498.69 net for 24 hours."</p>
        </More>
    };
    part("g13", "Diff and signature", content)
}

pub(super) fn waiting() -> AnyView {
    let content = view! {
        <div class="split even">
            <Skeleton/>
            <EmptyState title="No applications yet" text="12 open projects fit your free hours.">
                <LinkButton href="#g14" kind=ButtonKind::Primary>"See the 12 projects"</LinkButton>
            </EmptyState>
        </div>
        <div class="voids">
            <EmptyState
                art=Art::Missing
                eyebrow="Not found"
                title="This step is missing"
                text="The address may be mistyped, or the page is for somebody else."
            />
            <EmptyState
                art=Art::Broken
                eyebrow="Something broke on our side"
                title="Your work is safe, the page is not"
                text="The team has been told; the number below helps them find it."
            >
                <p class="reference"><b>"Reference K7Q-204"</b> ", Thursday 3 December, 14:32"</p>
            </EmptyState>
            <EmptyState
                art=Art::Offline
                eyebrow="No connection"
                title="You can go on without a network"
                text="Logged time and check-ins stay on this phone and are sent when you are back."
            />
        </div>
    };
    part("g14", "Waiting and empty", content)
}

pub(super) fn keys() -> AnyView {
    let shortcuts = vec![
        Shortcut::new(&["?"], "Show this list"),
        Shortcut::new(&["Ctrl", "K"], "Jump to a student, host or project"),
        Shortcut::new(&["J", "K"], "Next, before"),
        Shortcut::new(&["A"], "Approve"),
        Shortcut::new(&["Esc"], "Close"),
    ];
    part("g15", "Keys", view! { <Keys items=shortcuts/> })
}
