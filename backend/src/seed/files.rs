//! The files of the demonstration: a résumé, and what the students among the personas handed in.

use std::fmt::Write as _;

use domain::ids::FileId;
use domain::time::{Instant, plus_hours};
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::cx::Backend;
use crate::failure::Failure;
use crate::sql::at;

const RESUME: [&str; 12] = [
    "Maya Okafor",
    "Public health, third year, Rivermark College",
    "",
    "Experience",
    "Peer tutor, library spreadsheet hour, since last September",
    "Front desk, student health center, ten hours a week",
    "Class project: 4,000 rows of clinic visits cleaned and mapped",
    "",
    "Skills",
    "Excel, data cleaning, writing for people who were not there",
    "English (first language), Igbo (working), Spanish (basic)",
    "maya-okafor.example/clinic-wait-times",
];

/// Writes them beside the rows of the demonstration.
pub(super) async fn fill(db: &mut PgConnection, backend: &Backend, begun: Instant) -> Result<(), Failure> {
    versions(db).await?;
    resume(db, backend, begun).await?;
    deliverables(db, backend).await
}

/// The first version of everything that was handed in, as the migration makes it for what was handed in before there were
/// versions.
pub(super) async fn versions(db: &mut PgConnection) -> Result<(), Failure> {
    sqlx::query!(
        "insert into hand_ins (id, milestone_id, version, text, link, created_at)
         select id, id, 1, deliverable_text, deliverable_link, submitted_at from milestones where submitted_at is not null
         on conflict do nothing"
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn resume(db: &mut PgConnection, backend: &Backend, begun: Instant) -> Result<(), Failure> {
    let maya = sqlx::query!(
        "select p.id, s.program_id from people p join students s on s.person_id = p.id where p.email = 'maya@rivermark.example'"
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(maya) = maya else { return Ok(()) };
    let lines: Vec<String> = RESUME.iter().map(|line| (*line).to_owned()).collect();
    let sent = plus_hours(begun, 50);
    let new =
        File { program: maya.program_id, owner: maya.id, name: "Maya Okafor résumé.pdf", lines: &lines, at: sent };
    let file = new.write(db, backend, None).await?;
    sqlx::query!(
        "update applications set resume_id = $2 where student_id = $1 and submitted_at > $3",
        maya.id,
        file.0,
        at(sent) as _
    )
    .execute(&mut *db)
    .await?;
    Ok(())
}

/// Each version the personas handed in gets a page with its words, and the newest one a few comments.
async fn deliverables(db: &mut PgConnection, backend: &Backend) -> Result<(), Failure> {
    let rows = sqlx::query!(
        r#"select h.id, h.milestone_id, h.text, h.created_at, m.name, m.stage, e.program_id, e.student_id,
            (select b.person_id from host_members b where b.host_id = e.host_id order by b.person_id limit 1) as host
           from hand_ins h join milestones m on m.id = h.milestone_id join engagements e on e.id = m.engagement_id
           join people p on p.id = e.student_id
           where p.email in ('maya@rivermark.example', 'samir@rivermark.example')
           order by h.created_at desc, h.id limit 12"#
    )
    .fetch_all(&mut *db)
    .await?;
    for (place, row) in rows.iter().enumerate() {
        let sent = row.created_at.to_jiff();
        let lines: Vec<String> =
            std::iter::once(row.name.clone()).chain([String::new()]).chain(wrapped(&row.text)).collect();
        let name = format!("{}.pdf", row.name);
        let new = File { program: row.program_id, owner: row.student_id, name: &name, lines: &lines, at: sent };
        new.write(db, backend, Some((row.milestone_id, row.id))).await?;
        let Some(host) = row.host.filter(|_| place == 0) else { continue };
        let said = [
            (
                host,
                "host",
                2,
                "Clear and complete. Could you say in one line where the numbers of the second table come from?",
            ),
            (
                row.student_id,
                "student",
                3,
                "From the visit log, all rows with a date. I added the line under the table.",
            ),
        ];
        for (author, party, hours, text) in said {
            let id: Uuid = crate::new_id();
            sqlx::query!(
                "insert into deliverable_comments (id, milestone_id, hand_in_id, author_id, party, text, created_at)
                 values ($1, $2, $3, $4, $5, $6, $7)",
                id,
                row.milestone_id,
                row.id,
                author,
                party,
                text,
                at(plus_hours(sent, hours)) as _
            )
            .execute(&mut *db)
            .await?;
        }
    }
    Ok(())
}

/// One file to be written, of lines of text.
struct File<'f> {
    program: Uuid,
    owner: Uuid,
    name: &'f str,
    lines: &'f [String],
    at: Instant,
}

impl File<'_> {
    /// Writes content and row. `of` is the milestone and the version it was handed in with.
    async fn write(
        &self,
        db: &mut PgConnection,
        backend: &Backend,
        of: Option<(Uuid, Uuid)>,
    ) -> Result<FileId, Failure> {
        let id: FileId = crate::new_id();
        let content = pdf(self.lines);
        let digest: [u8; 32] = Sha256::digest(&content).into();
        let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
        let kind = if of.is_some() { "deliverable" } else { "resume" };
        sqlx::query!(
            "insert into files (id, program_id, owner_id, kind, milestone_id, hand_in_id, name, content_type, size_bytes, sha256,
                 scan_at, used_at, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, 'application/pdf', $8, $9, $10, $10, $10)",
            id.0,
            self.program,
            self.owner,
            kind,
            of.map(|(milestone, _)| milestone),
            of.map(|(_, version)| version),
            self.name,
            size,
            &digest[..],
            at(self.at) as _
        )
        .execute(db)
        .await?;
        backend.files.put(id, content).await?;
        Ok(id)
    }
}

/// Lines of at most 80 characters.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + word.chars().count() < 80 => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A page of text in PDF 1.4 with a font every reader has.
fn pdf(lines: &[String]) -> Vec<u8> {
    let mut text = String::from("BT /F1 12 Tf 16 TL 72 760 Td\n");
    for line in lines {
        // Plain ASCII, in which the three signs a string of PDF gives a meaning are escaped.
        let safe: String = line.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '-' }).collect();
        let safe = safe.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        let _ = writeln!(text, "({safe}) Tj T*");
    }
    text.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = String::new();
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(places, "{:010} 00000 n ", file.len());
        let _ = writeln!(file, "{number} 0 obj\n{object}\nendobj");
    }
    let (start, count) = (file.len(), objects.len() + 1);
    let _ = write!(
        file,
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

#[cfg(test)]
mod tests {
    use domain::files::{Content, Kind, Sniffer};

    #[test]
    fn its_pages_are_taken_as_pdf() {
        let content = super::pdf(&["Maya (Okafor) \\ résumé".to_owned()]);
        let mut sniffer = Sniffer::new(Kind::Resume);
        sniffer.push(&content).unwrap();
        assert_eq!(sniffer.finish("a.pdf"), Ok(Content::Pdf));
        let text = String::from_utf8(content).unwrap();
        let start: usize = text.rsplit_once("startxref\n").unwrap().1.lines().next().unwrap().parse().unwrap();
        assert!(text.get(start..).unwrap().starts_with("xref\n0 6\n"));
    }
}
