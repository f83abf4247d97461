//! Buttons, fields and choices.
use leptos::prelude::*;

use super::part;
use crate::ui::icon::{self, Icon};
use crate::ui::{
    Button, ButtonKind, CheckGroup, Checkbox, Choice, DateField, ErrorSummary, Field, FieldFrame, FileDrop, HoursField,
    LinkButton, Meter, MoneyField, RadioCards, Rating, Repeater, RepeaterItem, Select, TextArea,
};

pub(super) fn buttons() -> AnyView {
    let content = view! {
        <div class="row">
            <Button kind=ButtonKind::Primary button_type="button">"Send the week"</Button>
            <Button button_type="button">"Save draft"</Button>
            <Button kind=ButtonKind::Quiet icon=icon::PLUS button_type="button">"Add a check"</Button>
            <Button kind=ButtonKind::Need button_type="button">"See the offer"</Button>
            <Button kind=ButtonKind::Danger button_type="button">"Withdraw"</Button>
            <Button kind=ButtonKind::Sure button_type="button">"Withdraw for good"</Button>
        </div>
        <div class="row">
            <Button kind=ButtonKind::Primary disabled=true>"Disabled"</Button>
            <Button kind=ButtonKind::Primary busy=true button_type="button">"Sending"</Button>
            <Button icon=icon::CHEVRON_RIGHT label="Next week" button_type="button"/>
            <Button small=true button_type="button">"Small, desktop"</Button>
            <LinkButton href="#g3">"Link as a button"</LinkButton>
            <LinkButton href="#g3" plain_link=true icon_after=icon::ARROW_RIGHT>"Link"</LinkButton>
        </div>
    };
    part("g3", "Buttons", content)
}

pub(super) fn fields() -> AnyView {
    let places = vec![Choice::new("remote", "Remote"), Choice::new("partly", "Partly on site")];
    let content = view! {
        <Field
            name="title"
            label="Title"
            hint="Start with a verb. Students see this first."
            value="Trace 40 objects to their makers"
            maxlength=90u32
            counter=true
        />
        <Field
            name="email"
            label="Work email"
            input_type="email"
            autocomplete="email"
            value="ana@tideline"
            error="The part after @ is not complete. Offers go to this address. Try ana@tideline.example.".to_owned()
        />
        <TextArea
            name="what"
            label="What you did"
            optional=true
            value="Drafted chart 3 </textarea>"
            minlength=15u32
            counter=true
        />
        <div class="cols">
            <MoneyField name="fee" label="Fee" value="440.00" suffix="each"/>
            <HoursField name="hours" label="Hours" value="1:30"/>
            <DateField name="start" label="Start" value="2027-01-04" min="2026-12-07"/>
            <Select name="place" label="Place" choices=places value="partly"/>
        </div>
        <div class="cols">
            <Field name="program" label="Read only" readonly=true value="Rivermark College"/>
            <Field name="policy" label="Disabled" disabled=true value="Set by the program"/>
        </div>
        <FieldFrame id="skills" label="Skills">
            <div class="combo">
                <input
                    id="skills"
                    role="combobox"
                    aria-expanded="true"
                    aria-controls="skills-list"
                    aria-activedescendant="skills-2"
                    value="da"
                />
                <ul class="list" role="listbox" id="skills-list" aria-label="Skills">
                    <li role="option" id="skills-1" aria-selected="false">
                        <span><mark>"Da"</mark> "ta cleaning"</span>
                    </li>
                    <li role="option" id="skills-2" aria-selected="true">
                        <span><mark>"Da"</mark> "ta visualisation"</span>
                        <Icon glyph=icon::CHECK/>
                    </li>
                </ul>
            </div>
        </FieldFrame>
        <FileDrop name="agreement" label="Signed agreement" hint="PDF, at most 10 MB" accept=".pdf">
            <Meter value=1.9 max=3.0 label="agreement.pdf, 64 percent sent"/>
            <span class="hint">"agreement.pdf, 1.9 of 3.0 MB"</span>
        </FileDrop>
    };
    part("g4", "Fields", content)
}

pub(super) fn choices() -> AnyView {
    let ways = vec![
        Choice::new("fixed", "Fixed fee").hint("One sum when the work is accepted"),
        Choice::new("hourly", "Hourly").hint("Every approved hour, up to 40"),
        Choice::new("credit", "Credit").hint("Not offered by your program").disabled(),
    ];
    let anchors = vec![
        Choice::new("1", "Not yet").hint("I learned about delays after the date"),
        Choice::new("2", "Getting there").hint("On time with a nudge"),
        Choice::new("3", "Solid").hint("On time, or told me before"),
        Choice::new("4", "Beyond").hint("Kept me on time as well"),
    ];
    let words = ["Unclear", "Partly", "Mostly", "Clear", "Fully"].map(str::to_owned).to_vec();
    let wrong = vec![
        ("email".to_owned(), "Complete the work email".to_owned()),
        ("memo".to_owned(), "Say what kind of memo".to_owned()),
    ];
    let content = view! {
        <RadioCards name="way" legend="How will you pay?" choices=ways value="fixed" side=true/>
        <RadioCards
            name="owning"
            legend="Owning the work"
            hint="Dates, hours, saying early when something slips"
            choices=anchors
            anchors=true
            error="Choose one. Maya’s credential shows only what you chose here.".to_owned()
        />
        <CheckGroup id="remind" legend="Remind me">
            <Checkbox
                name="remind_week"
                label="When a week waits for me"
                hint="By email, with a link that approves it"
                checked=true
            />
            <Checkbox name="remind_apply" label="When somebody applies"/>
        </CheckGroup>
        <Rating name="clear" legend="How clear was the goal?" words=words value=4u8/>
        <Repeater legend="Deliverables" hint="One to five." add="Add a deliverable">
            <RepeaterItem number=1>
                <Field name="matrix" label="Name" value="Matrix of five museums"/>
                <div class="row">
                    <Button kind=ButtonKind::Quiet small=true icon=icon::COPY name="repeat" value="copy-1">"Copy"</Button>
                    <Button kind=ButtonKind::Quiet small=true icon=icon::TRASH name="repeat" value="remove-1">
                        "Remove"
                    </Button>
                </div>
            </RepeaterItem>
            <RepeaterItem number=2 bad=true>
                <Field
                    name="memo"
                    label="Name"
                    value="Memo"
                    error="Say what kind: “six-page memo that recommends one price”.".to_owned()
                />
            </RepeaterItem>
        </Repeater>
        <ErrorSummary items=wrong/>
    };
    part("g5", "Choices", content)
}
