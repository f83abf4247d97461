//! What kind of organisation a host is.

crate::words! {
    /// In the host's own words; staff look whether it is true. Nothing is taken for granted while it is not said.
    pub enum HostKind {
        /// It works for a profit.
        Business = "business",
        /// It works for a cause and pays nobody a profit: unpaid work may be asked of staff (Q09).
        Nonprofit = "nonprofit",
        /// A government, agency or other public body.
        Government = "government",
        /// An office, department or laboratory of a college or university.
        Campus = "campus",
    }
}

impl HostKind {
    /// `Nonprofit organisation`, as forms and staff read it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Business => "Business",
            Self::Nonprofit => "Nonprofit organisation",
            Self::Government => "Government or public body",
            Self::Campus => "Office or department of a college",
        }
    }

    /// Whether unpaid work may be asked for with the seven-factor worksheet and without credit (`wizard.md`, Q09).
    #[must_use]
    pub const fn may_have_volunteers(self) -> bool {
        matches!(self, Self::Nonprofit)
    }
}
