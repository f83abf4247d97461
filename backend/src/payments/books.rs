//! The books: what stands on each account, and what was moved last.

use domain::access::Action;
use domain::ids::EngagementId;
use domain::machine::Word as _;
use domain::money::Cents;
use domain::payments::Account;
use domain::time::Day;
use uuid::Uuid;

use crate::Cx;
use crate::failure::Failure;
use crate::sql::word;

/// Movements on one page.
const PAGE: i64 = 50;

/// What stands on an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Balance {
    /// Which.
    pub account: Account,
    /// Everything it was ever debited with.
    pub debited: Cents,
    /// Everything it was ever credited with.
    pub credited: Cents,
}

impl Balance {
    /// Debits less credits: negative where more was credited.
    #[must_use]
    pub const fn left(&self) -> Cents {
        Cents(self.debited.0 - self.credited.0)
    }
}

/// One movement, with what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// Which.
    pub id: Uuid,
    /// The day.
    pub on: Day,
    /// The account debited.
    pub debit: Account,
    /// The account credited.
    pub credit: Account,
    /// How much.
    pub amount: Cents,
    /// The engagement that is paid.
    pub engagement: EngagementId,
    /// The student who is paid.
    pub student: String,
    /// The project.
    pub project: String,
}

/// The books of the program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Books {
    /// Every account in its order.
    pub balances: Vec<Balance>,
    /// The movements, the newest first.
    pub moved: Vec<Moved>,
    /// Where the next part begins.
    pub next: Option<Uuid>,
}

/// The books of the program; `before` is where the part shown last ended.
///
/// # Errors
/// [`Failure::NotFound`] for anybody who may not see the program's payments.
pub async fn books(cx: &Cx, before: Option<Uuid>) -> Result<Books, Failure> {
    cx.require(Action::ViewPayments)?;
    let rows = sqlx::query!(
        r#"select m.id, m.at, m.debit, m.credit, m.amount_cents, e.id as engagement, e.terms ->> 'student' as "student!",
            e.terms ->> 'project' as "project!"
           from ledger_movements m join payments p on p.id = m.payment_id join engagements e on e.id = p.engagement_id
           where m.program_id = $1 and ($2::uuid is null or m.id < $2) order by m.id desc limit $3"#,
        cx.program().id.0,
        before,
        PAGE + 1
    )
    .fetch_all(cx.pool())
    .await?;
    let page = usize::try_from(PAGE).unwrap_or_default();
    let more = rows.len() > page;
    let mut moved = Vec::new();
    for row in rows.into_iter().take(page) {
        moved.push(Moved {
            id: row.id,
            on: cx.program().day_of(row.at.to_jiff()),
            debit: word(&row.debit)?,
            credit: word(&row.credit)?,
            amount: Cents(row.amount_cents),
            engagement: row.engagement.into(),
            student: row.student,
            project: row.project,
        });
    }
    let next = if more { moved.last().map(|movement| movement.id) } else { None };
    Ok(Books { balances: balances(cx).await?, moved, next })
}

async fn balances(cx: &Cx) -> Result<Vec<Balance>, Failure> {
    let rows = sqlx::query!(
        r#"select debit, credit, sum(amount_cents)::bigint as "cents!" from ledger_movements
           where program_id = $1 group by debit, credit"#,
        cx.program().id.0
    )
    .fetch_all(cx.pool())
    .await?;
    let balance = |account: &Account| {
        let sum = |of: &dyn Fn(&str, &str) -> bool| {
            Cents(rows.iter().filter(|row| of(&row.debit, &row.credit)).map(|row| row.cents).sum())
        };
        Balance {
            account: *account,
            debited: sum(&|debit, _| debit == account.word()),
            credited: sum(&|_, credit| credit == account.word()),
        }
    };
    Ok(Account::ALL.iter().map(balance).collect())
}
