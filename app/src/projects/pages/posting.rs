//! What search engines and chats read of a project: schema.org's `JobPosting` and Open Graph.

use backend::projects::PublicProject;
use domain::projects::Place;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::Meta;
use serde_json::json;

/// The head's meta tags and the structured data.
pub fn posting(project: &PublicProject, institution: &str, address: &str) -> impl IntoView + use<> {
    let description = first_sentence(&project.draft.problem);
    let nonce = use_nonce();
    let open = project.open.then(|| {
        let data = for_script(&structured(project, institution));
        view! { <script type="application/ld+json" nonce=nonce inner_html=data></script> }
    });
    view! {
        <Meta name="description" content=description.clone()/>
        <Meta property="og:type" content="website"/>
        <Meta property="og:title" content=project.draft.title.clone()/>
        <Meta property="og:description" content=description/>
        <Meta property="og:url" content=address.to_owned()/>
        {open}
    }
}

fn structured(project: &PublicProject, institution: &str) -> serde_json::Value {
    let draft = &project.draft;
    let amount = draft.amount.unwrap_or_default();
    let mut posting = json!({
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": draft.title,
        "description": draft.problem,
        "datePosted": project.published_at.to_string(),
        "validThrough": format!("{}T23:59:59", project.apply_by),
        "employmentType": ["INTERN", "TEMPORARY"],
        "directApply": true,
        "hiringOrganization": { "@type": "Organization", "name": project.host.name },
        "applicantLocationRequirements": { "@type": "EducationalOrganization", "name": institution },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "USD",
            "value": { "@type": "QuantitativeValue", "value": amount.plain(), "unitText": "project" }
        }
    });
    if let Some(fields) = posting.as_object_mut() {
        if draft.place == Some(Place::Remote) {
            fields.insert("jobLocationType".into(), json!("TELECOMMUTE"));
        } else if !draft.address.is_empty() {
            fields.insert("jobLocation".into(), json!({ "@type": "Place", "address": draft.address }));
        }
    }
    posting
}

/// JSON that cannot end the element it stands in.
fn for_script(value: &serde_json::Value) -> String {
    let mut safe = String::new();
    for letter in value.to_string().chars() {
        match letter {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
    }
    safe
}

fn first_sentence(text: &str) -> String {
    let end = text.find(". ").map_or(text.len(), |at| at + 1);
    text[..end].chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script_element() {
        let hostile = json!({ "title": "</script><script>alert(1)</script> & <!--" });
        let safe = for_script(&hostile);
        assert!(!safe.contains(['<', '>', '&']), "{safe}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), hostile);
    }

    #[test]
    fn meta_attributes_are_escaped() {
        let html = view! { <meta content="\"><script>".to_owned()/> }.to_html();
        assert!(!html.contains("<script>"), "{html}");
    }
}
