//! The staff's home as the browser reads it from JSON.

use domain::dashboards::{Activity, AttentionItem, Figure, StaffHome, Urgency};

use crate::ui::json::{FromJson, Json};
impl FromJson for StaffHome {
    fn from_json(json: &Json) -> Option<Self> {
        Some(Self {
            today: json.text("today")?,
            as_of: json.text("as_of")?,
            figures: json.list("figures")?,
            attention: json.list("attention")?,
            activity: json.list("activity")?,
        })
    }
}

impl FromJson for Figure {
    fn from_json(json: &Json) -> Option<Self> {
        let [label, note, href] = texts(json, ["label", "note", "href"])?;
        Some(Self { label, count: json.number("count")?.into(), note, href })
    }
}

impl FromJson for AttentionItem {
    fn from_json(json: &Json) -> Option<Self> {
        let [title, detail, word, when, href, action] =
            texts(json, ["title", "detail", "word", "when", "href", "action"])?;
        let urgency = match json.text("urgency")?.as_str() {
            "Late" => Urgency::Late,
            "Waiting" => Urgency::Waiting,
            _ => return None,
        };
        Some(Self { title, detail, word, urgency, when, href, action })
    }
}

impl FromJson for Activity {
    fn from_json(json: &Json) -> Option<Self> {
        let [id, time, at, who, words, about, href] =
            texts(json, ["id", "time", "at", "who", "words", "about", "href"])?;
        Some(Self { id, time, at, who, words, about, href })
    }
}

fn texts<const N: usize>(json: &Json, names: [&str; N]) -> Option<[String; N]> {
    let read: Option<Vec<String>> = names.into_iter().map(|name| json.text(name)).collect();
    read?.try_into().ok()
}
