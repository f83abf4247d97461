//! Rules of the house that no compiler checks: words that must not occur in some folders. To add one, add a row.

use std::path::Path;

use crate::Outcome;
use crate::project::{Project, files_below};

/// One rule.
struct Gate {
    /// What is refused.
    name: &'static str,
    /// Why, for the person who meets it.
    why: &'static str,
    /// Any of these words on a line that is not a comment.
    words: &'static [&'static str],
    /// Where: folders in the checkout.
    folders: &'static [&'static str],
    /// The files that may.
    except: &'static [&'static str],
}

const GATES: &[Gate] = &[
    Gate {
        name: "raw <textarea>",
        why: "Leptos 0.8 does not escape its content on the server: use ui::TextArea",
        words: &["<textarea"],
        folders: &["app/src"],
        except: &["app/src/ui/text_area.rs"],
    },
    Gate {
        name: "title without escaping",
        why: "leptos_meta writes a title into the head as it is: use layout::title::Title",
        words: &["leptos_meta"],
        folders: &["app/src", "server/src"],
        except: &["app/src/layout/title.rs", "app/src/layout/shell.rs", "app/src/projects/pages/posting.rs"],
    },
    Gate {
        name: "inner_html",
        why: "it writes text as HTML without escaping",
        words: &["inner_html"],
        folders: &["app/src"],
        // The wizard's autosave puts the calendar in place that our own server drew, of escaped text.
        except: &[
            "app/src/ui/text_area.rs",
            "app/src/ui/icon.rs",
            "app/src/projects/pages/posting.rs",
            "app/src/projects/islands/autosave.rs",
        ],
    },
    Gate {
        name: "script or style as a view",
        why: "their content is not escaped, and the content policy refuses it",
        words: &["<script", "<style"],
        folders: &["app/src"],
        // The posting is data in a script element, escaped and under the nonce; text_area tests a hostile text.
        // Small scripts beside the WebAssembly, files of ours under the nonce, have one home in the layout.
        except: &[
            "app/src/layout/shell.rs",
            "app/src/projects/pages/posting.rs",
            "app/src/ui/text_area.rs",
            "app/src/layout/script.rs",
        ],
    },
    Gate {
        name: "SQL outside backend",
        why: "queries live in backend, checked and scoped to what the actor may see",
        words: &["sqlx::"],
        folders: &["app/src", "domain/src", "frontend/src"],
        except: &[],
    },
    Gate {
        name: "web framework in backend",
        why: "backend knows neither pages nor requests",
        words: &["leptos::", "axum::", "leptos_axum", "leptos_router"],
        folders: &["backend/src", "domain/src"],
        except: &[],
    },
    Gate {
        name: "server function that reads by GET, takes files or opens a socket",
        why: "writes are POST behind the cross-site check; files and streams are plain routes of server",
        words: &["GetUrl", "MultipartFormData", "Websocket<"],
        folders: &["app/src"],
        except: &[],
    },
    Gate {
        name: "a stage set without its machine",
        why: "only backend may restore what the database holds; everything else goes through apply",
        words: &["::restore("],
        folders: &["app/src", "server/src"],
        except: &[],
    },
    Gate {
        name: "domain words in ui",
        why: "app/src/ui is a kit that knows nothing of micro-internships",
        words: &["domain::", "#[server"],
        folders: &["app/src/ui"],
        except: &[],
    },
    Gate {
        name: "clock or chance in domain",
        why: "rules are pure: time and ids come in as values",
        words: &["::now()", "getrandom", "rand::"],
        folders: &["domain/src"],
        except: &[],
    },
    Gate {
        name: "unfinished work",
        why: "write an issue instead",
        words: &[concat!("TO", "DO"), concat!("FIX", "ME")],
        folders: &["domain", "backend", "app", "frontend", "server", "xtask", "style", "end2end"],
        except: &[],
    },
];

/// Fails with every place that breaks a rule.
pub fn check(project: &Project) -> Outcome<String> {
    let mut broken = Vec::new();
    for gate in GATES {
        for folder in gate.folders {
            for file in files_below(&project.path(folder)) {
                let name = file.strip_prefix(&project.root).unwrap_or(&file);
                if is_source(&file) && !gate.except.iter().any(|allowed| name == Path::new(allowed)) {
                    let text = std::fs::read_to_string(&file).unwrap_or_default();
                    let lines = breaking_lines(&text, gate.words, gate.name == "unfinished work");
                    let place = |line: usize| format!("{}:{line}: {} ({})", name.display(), gate.name, gate.why);
                    broken.extend(lines.into_iter().map(place));
                }
            }
        }
    }
    if broken.is_empty() { Ok(format!("{} rules", GATES.len())) } else { Err(format!("\n  {}", broken.join("\n  "))) }
}

fn is_source(file: &Path) -> bool {
    file.extension().is_some_and(|end| ["rs", "ts", "css", "sql"].iter().any(|known| end == *known))
}

/// The numbers of the lines with one of the words.
fn breaking_lines(text: &str, words: &[&str], also_comments: bool) -> Vec<usize> {
    let numbered = text.lines().enumerate();
    numbered
        .filter(|(_, line)| also_comments || !line.trim_start().starts_with("//"))
        .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
        .map(|(index, _)| index + 1)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::breaking_lines;

    #[test]
    fn comments_may_name_what_code_may_not_use() {
        let text = "// never <textarea>\nview! { <textarea> }\n";
        assert_eq!(breaking_lines(text, &["<textarea"], false), [2]);
        assert_eq!(breaking_lines(text, &["<textarea"], true), [1, 2]);
    }
}
