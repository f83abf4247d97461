//! Follows the links of the site as somebody, and reads the forms of its pages: what a test finds here it need not list, so a
//! new page or form is tried by itself.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use app::routes::{PAGES, page_of};
use axum::http::StatusCode;

use crate::support::{Browser, Web};

/// Most pages of one kind that are opened: what differs between them is the stage of what they show.
const MOST_OF_A_KIND: usize = 16;

/// One field of a form: its name, its value as the page has it, and its type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    pub name: String,
    pub value: String,
    pub kind: String,
}

impl Field {
    /// Whether somebody types, picks or ticks it.
    pub fn is_visible(&self) -> bool {
        self.kind != "hidden" && self.kind != "button"
    }

    /// Whether anything may be typed into it.
    pub fn is_text(&self) -> bool {
        matches!(self.kind.as_str(), "text" | "textarea" | "email" | "password" | "search" | "url" | "tel")
    }

    /// Whether it names something that is there: the key of a form names nothing yet.
    pub fn is_id(&self) -> bool {
        self.name != "key" && uuid::Uuid::try_parse(&self.value).is_ok()
    }
}

/// A form as it stands on a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Form {
    pub page: String,
    pub action: String,
    pub method: String,
    pub has_files: bool,
    pub fields: Vec<Field>,
}

impl Form {
    /// The names of its fields, without numbers: two forms that differ in how many rows they have are one.
    pub fn shape(&self) -> String {
        let names: BTreeSet<String> =
            self.fields.iter().map(|field| field.name.replace(|c: char| c.is_ascii_digit() || c == '-', "")).collect();
        format!("{} {}", self.action, names.into_iter().collect::<Vec<_>>().join(" "))
    }
}

/// What somebody comes to see.
#[derive(Debug, Default)]
pub struct Seen {
    /// Forms by their shape.
    pub forms: BTreeMap<String, Form>,
    /// Every page that was opened, with its answer.
    pub pages: Vec<(String, String)>,
}

impl Seen {
    /// Whether a page that was opened has this text.
    pub fn has(&self, text: &str) -> bool {
        self.pages.iter().any(|(_, body)| body.contains(text))
    }
}

/// Opens the pages without parameters, then whatever they link to. Nothing that is linked to may fail.
pub async fn crawl(web: &Web, browser: &Browser, also: &[&str]) -> Seen {
    let plain = PAGES.iter().filter(|page| !page.path.contains('{')).map(|page| page.path);
    let mut ahead: VecDeque<String> = plain.chain(also.iter().copied()).map(ToOwned::to_owned).collect();
    let mut known: BTreeSet<String> = ahead.iter().cloned().collect();
    let mut opened: BTreeMap<&str, usize> = BTreeMap::new();
    let mut seen = Seen::default();
    while let Some(path) = ahead.pop_front() {
        let answer = web.get(browser, &path).await;
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
        if answer.status != StatusCode::OK {
            continue;
        }
        for form in forms(&path, &answer.body) {
            seen.forms.entry(form.shape()).or_insert(form);
        }
        for link in links(&answer.body) {
            let Some(page) = page_of(link.split('?').next().unwrap_or_default()) else { continue };
            let count = opened.entry(page.path).or_default();
            if *count < MOST_OF_A_KIND && known.insert(link.clone()) {
                *count += 1;
                ahead.push_back(link);
            }
        }
        seen.pages.push((path, answer.body));
    }
    seen
}

/// The links of a page that stay on the site, without their fragments.
fn links(html: &str) -> BTreeSet<String> {
    let tags = tags(html).into_iter().filter(|tag| tag.name == "a");
    let targets = tags.filter_map(|tag| tag.attributes.get("href").cloned());
    let local = targets.filter(|target| target.starts_with('/') && !target.starts_with("//"));
    local.map(|target| target.split('#').next().unwrap_or_default().to_owned()).collect()
}

/// The forms of a page.
pub fn forms(page: &str, html: &str) -> Vec<Form> {
    let mut found: Vec<Form> = Vec::new();
    let (mut inside, mut choice) = (false, None::<String>);
    for tag in tags(html) {
        let value = |name: &str| tag.attributes.get(name).cloned().unwrap_or_default();
        match tag.name.as_str() {
            "form" => {
                inside = true;
                found.push(Form {
                    page: page.to_owned(),
                    action: value("action"),
                    method: value("method").to_lowercase(),
                    has_files: value("enctype") == "multipart/form-data",
                    fields: Vec::new(),
                });
            }
            "/form" => inside = false,
            "select" => choice = Some(value("name")),
            "/select" => choice = None,
            _ => {}
        }
        let (name, kind) = match tag.name.as_str() {
            "input" if value("type").is_empty() => (value("name"), "text".to_owned()),
            "input" => (value("name"), value("type")),
            "textarea" => (value("name"), "textarea".to_owned()),
            "button" => (value("name"), "button".to_owned()),
            "option" => (choice.clone().unwrap_or_default(), "select".to_owned()),
            _ => continue,
        };
        let Some(form) = found.last_mut().filter(|_| inside && !name.is_empty()) else { continue };
        let text = if kind == "textarea" { tag.text.clone() } else { value("value") };
        match form.fields.iter_mut().find(|field| field.name == name) {
            // What is picked or ticked counts, else the last that can be: the first of a list is often none.
            Some(field) if matches!(kind.as_str(), "select" | "radio") => {
                if !text.is_empty() {
                    field.value = text;
                }
            }
            Some(_) => {}
            None => form.fields.push(Field { name, value: text, kind }),
        }
    }
    found.retain(|form| form.action.starts_with('/'));
    found
}

/// What of a text with `hostile(` in it became markup: an element or attribute that runs it.
pub fn runs_what_was_typed(html: &str) -> Vec<String> {
    if !html.contains("hostile(") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for tag in tags(html) {
        if tag.name == "script" && tag.text.starts_with("hostile(") {
            found.push(format!("<script>{}", tag.text));
        }
        for (name, value) in &tag.attributes {
            let value = value.trim_start().to_lowercase();
            if value.contains("hostile(")
                && (name.starts_with("on") || value.starts_with("javascript:") && name != "value")
            {
                found.push(format!("<{} {name}={value}", tag.name));
            }
        }
    }
    found
}

/// A tag with its attributes, and the text up to the next one.
struct Tag {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let Some(end) = end_of_tag(rest) else { break };
        let (inside, after) = (&rest[..end], &rest[end + 1..]);
        let name: String = inside.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        let attributes = attributes(&inside[name.len()..]);
        let text = unescaped(after.split('<').next().unwrap_or_default());
        // What a script says is no markup.
        rest = if name == "script" { after.find("</script").map_or("", |at| &after[at..]) } else { after };
        found.push(Tag { name: name.to_lowercase(), attributes, text });
    }
    found
}

fn end_of_tag(html: &str) -> Option<usize> {
    let mut quoted = false;
    html.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    })
}

fn attributes(inside: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut rest = inside.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        rest = &rest[end..];
        let mut value = "";
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let close = quoted.find('"').unwrap_or(quoted.len());
            value = &quoted[..close];
            rest = quoted.get(close + 1..).unwrap_or_default();
        } else if let Some(bare) = rest.strip_prefix('=') {
            let close = bare.find(char::is_whitespace).unwrap_or(bare.len());
            value = &bare[..close];
            rest = &bare[close..];
        }
        found.insert(name.to_lowercase(), unescaped(value));
        rest = rest.trim_start();
    }
    found
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&")
}
