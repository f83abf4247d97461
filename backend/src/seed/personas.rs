//! The people of the demonstration: printed at its start and offered on the sign-in page.

/// Somebody to try the site as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Persona {
    /// The name they are shown by.
    pub name: &'static str,
    /// How they sign in.
    pub email: &'static str,
    /// Who they are, in words.
    pub role_words: &'static str,
}

/// The password of all of them. A demonstration holds no real person's data.
pub const PASSWORD: &str = "foothold-demo-2026";

/// The secret of a link by which Dee approves a week. Elsewhere such a secret is random and kept nowhere.
pub const BY_EMAIL: &str = "dee-approves-a-week-by-this-link-in-the-dem";

/// The secret of Maya's public portfolio, which is random elsewhere, too.
pub const PORTFOLIO: &str = "maya-okafors-portfolio-in-the-demonstration";

const fn persona(name: &'static str, email: &'static str, role_words: &'static str) -> Persona {
    Persona { name, email, role_words }
}

/// All of them.
pub const PERSONAS: &[Persona] = &[
    persona("Maya Okafor", "maya@rivermark.example", "student"),
    persona("Samir Osei", "samir@rivermark.example", "student"),
    persona("Dee Lindqvist", "dee@harborstreet.example", "host, owner"),
    persona("Jonah Reyes", "jonah@harborstreet.example", "host, supervisor"),
    persona("Ruth Adeyemi", "ruth@rivermark.example", "faculty"),
    persona("Lucía Ferrand", "lucia@rivermark.example", "program coordinator"),
    persona("Henry Bloom", "henry@rivermark.example", "finance"),
    persona("Noor Aziz", "noor@rivermark.example", "international-student officer"),
    persona("Ada Park", "ada@rivermark.example", "admin"),
];
