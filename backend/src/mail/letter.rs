//! One letter as plain text and as HTML, both made from the same lines.

use std::fmt::Write as _;

/// What stands in a letter.
pub(super) struct Parts<'l> {
    /// Whom it greets; nothing when the address is not known to be theirs.
    pub name: Option<&'l str>,
    /// One paragraph each.
    pub lines: &'l [String],
    /// The words of the one action, and its full address.
    pub action: Option<(&'l str, &'l str)>,
    /// Who writes.
    pub program: &'l str,
    /// To whom the program belongs.
    pub institution: &'l str,
}

/// Text for HTML: nothing in it can end an element or an attribute.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// A subject in one line: a line break in it would start another header.
pub(super) fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn text(parts: &Parts<'_>) -> String {
    let mut body = format!("{}\n\n", greeting(parts.name));
    for line in parts.lines {
        let _ = writeln!(body, "{line}\n");
    }
    if let Some((words, address)) = parts.action {
        let _ = writeln!(body, "{words}:\n{address}\n");
    }
    let _ = write!(body, "{}\n{}\n", parts.program, parts.institution);
    body
}

pub(super) fn html(parts: &Parts<'_>) -> String {
    // Mail programs read no style sheet of ours: the few rules stand on the elements.
    let mut body = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"></head>\
         <body style=\"font:16px/1.5 system-ui,sans-serif;color:#1c2526;max-width:36em\">",
    );
    let _ = write!(body, "<p>{}</p>", escape(&greeting(parts.name)));
    for line in parts.lines {
        let _ = write!(body, "<p>{}</p>", escape(line).replace('\n', "<br>"));
    }
    if let Some((words, address)) = parts.action {
        let (words, address) = (escape(words), escape(address));
        let _ = write!(
            body,
            "<p><a href=\"{address}\" style=\"display:inline-block;padding:12px 20px;background:#0b5b5e;color:#fff;\
             border-radius:8px;text-decoration:none\">{words}</a></p><p>If the button does nothing, open this address:<br>{address}</p>"
        );
    }
    let _ = write!(body, "<p>{}<br>{}</p></body></html>", escape(parts.program), escape(parts.institution));
    body
}

fn greeting(name: Option<&str>) -> String {
    name.map_or_else(|| "Hello,".to_owned(), |name| format!("Hello {name},"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_stays_text() {
        let lines = ["<img src=x onerror=alert(1)> applied & \"waits\".".to_owned()];
        let parts = Parts {
            name: Some("</p><script>alert('x')</script>"),
            lines: &lines,
            action: Some(("Read it", "https://foothold.example/projects?q=\"><b>")),
            program: "Rivermark",
            institution: "Rivermark College",
        };
        let html = html(&parts);
        for forbidden in ["<script", "<img", "<b>", "onerror=alert(1)>"] {
            assert!(!html.contains(forbidden), "{forbidden} in {html}");
        }
        assert!(html.contains("&lt;img src=x onerror=alert(1)&gt; applied &amp; &quot;waits&quot;."));
        assert!(text(&parts).contains("<img src=x onerror=alert(1)> applied & \"waits\"."));
    }

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(one_line("Your offer\r\nBcc: everybody@example.org"), "Your offer Bcc: everybody@example.org");
    }
}
