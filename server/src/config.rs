//! Configuration: flags and environment, one field each. README's table is made from these.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use domain::time::Day;

/// Foothold: runs a micro-internship program.
#[derive(Debug, Parser)]
#[command(name = "server", version, about, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the binary can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site: migrate, answer requests, run timers, send mail.
    ///
    /// Stops on SIGINT or SIGTERM after open requests are answered.
    Serve(Serve),
    /// Bring the database to this release's schema and stop.
    Migrate {
        /// Which database.
        #[command(flatten)]
        database: Database,
    },
    /// Fill an empty database with the demonstration program, or a scale world.
    Seed {
        /// Which database.
        #[command(flatten)]
        database: Database,
        /// Where files lie.
        #[command(flatten)]
        files: Files,
        /// Beside the demonstration, this many projects with their applications, engagements and time.
        #[arg(long, default_value_t = 0)]
        scale: u32,
    },
    /// Make the first program of a new installation, with somebody who runs it; prints their password.
    CreateProgram {
        /// Which database.
        #[command(flatten)]
        database: Database,
        /// The program's name, for example "Rivermark Micro-Internships".
        #[arg(long)]
        name: String,
        /// The institution's name.
        #[arg(long)]
        institution: String,
        /// Its time zone.
        #[arg(long, default_value = "America/New_York")]
        zone: String,
        /// The name of the person who runs it.
        #[arg(long)]
        admin_name: String,
        /// The e-mail address of the person who runs it.
        #[arg(long)]
        admin_email: String,
    },
    /// Run timers and send mail without serving the site. Any number may run beside each other.
    Work {
        /// Which database.
        #[command(flatten)]
        database: Database,
        /// How mail leaves.
        #[command(flatten)]
        mail: Mail,
        /// Where files lie.
        #[command(flatten)]
        files: Files,
        /// The address people reach the site by; for links in mail.
        #[arg(long, env = "SITE_URL", default_value = "http://127.0.0.1:3000")]
        site: String,
    },
    /// Look at everything this server needs and say what is wrong.
    Doctor {
        /// Which database.
        #[command(flatten)]
        database: Database,
        /// How mail leaves.
        #[command(flatten)]
        mail: Mail,
        /// Where files lie.
        #[command(flatten)]
        files: Files,
    },
    /// Check project drafts in files: what is wrong, why it matters and how to fix it.
    ///
    /// Runs the same rules as the wizard. Needs no database and no network, and keeps nothing.
    ScopeCheck(ScopeCheck),
}

/// Options of `scope-check`.
#[derive(Debug, Args)]
#[command(after_long_help = SCOPE_CHECK_HELP)]
pub struct ScopeCheck {
    /// Drafts as JSON; - reads standard input.
    ///
    /// A file holds the answers of the wizard, the same as "draft" beside "facts", a template, or test vectors of
    /// a rule. docs/scope-check.schema.json describes a draft.
    #[arg(required = true, value_name = "FILE.json")]
    pub files: Vec<PathBuf>,
    /// Figures of your program in place of the defaults, such as {"wage_floor": 1700}.
    ///
    /// Money is in cents. docs/scope-check.md lists the figures.
    #[arg(long, value_name = "FILE.json")]
    pub policy: Option<PathBuf>,
    /// The day to check for, such as 2026-09-01; not set: today in UTC.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Day>,
    /// Print one JSON object instead of sentences.
    #[arg(long)]
    pub json: bool,
}

const SCOPE_CHECK_HELP: &str = "\
Exit codes:
  0  no finding
  1  findings, but none that blocks: warnings, or something staff decide on
  2  something blocks; or a test vector is not as it says
  3  a file, the policy or an option cannot be read; one sentence on standard error says why
Of several files, the highest counts.

Examples:
  server scope-check draft.json
  server scope-check --json --today 2026-09-01 drafts/*.json
  server scope-check --policy our-figures.json - < draft.json";

fn day(text: &str) -> Result<Day, String> {
    domain::time::parse_day(text).ok_or_else(|| "write a date such as 2026-09-01".to_owned())
}

/// Options of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Which database.
    #[command(flatten)]
    pub database: Database,
    /// How mail leaves.
    #[command(flatten)]
    pub mail: Mail,
    /// Where files lie.
    #[command(flatten)]
    pub files: Files,
    /// Address to listen on.
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Port to listen on; overrides the one of --listen.
    #[arg(long)]
    pub port: Option<u16>,
    /// The address people reach the site by; for links in mail and for secure cookies (https).
    #[arg(long, env = "SITE_URL")]
    pub site: Option<String>,
    /// The folder with the built site.
    #[arg(long, env = "LEPTOS_SITE_ROOT", default_value = "target/site")]
    pub site_root: String,
    /// Fill an empty database with the demonstration, print its personas, show mails on /mails.
    #[arg(long, env = "FOOTHOLD_DEMO")]
    pub demo: bool,
    /// Do not migrate at start; refuse to start on an older schema.
    #[arg(long)]
    pub no_migrate: bool,
    /// Only answer requests; timers and mail run in `server work`.
    #[arg(long)]
    pub no_work: bool,
    /// Header that carries the visitor's address when a proxy stands in front, for example x-forwarded-for.
    #[arg(long, env = "ADDRESS_HEADER")]
    pub address_header: Option<String>,
}

/// Which database.
#[derive(Clone, Debug, Args)]
pub struct Database {
    /// PostgreSQL 15 or newer. Not set: a private one in the data folder.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Folder of the private PostgreSQL.
    #[arg(long, env = "DATA_DIR", default_value = ".foothold")]
    pub data_dir: PathBuf,
    /// Most connections at once.
    #[arg(long, env = "DATABASE_CONNECTIONS", default_value_t = 16)]
    pub connections: u32,
}

/// Where files that people send lie, and what scans them.
#[derive(Clone, Debug, Args)]
pub struct Files {
    /// Folder of the files; every server and worker needs the same one. Not set: `files` in the data folder.
    #[arg(long, env = "FOOTHOLD_FILES")]
    pub files: Option<PathBuf>,
    /// A clamd that scans files, for example 127.0.0.1:3310; then only clean ones are handed out. Not set: no scan.
    #[arg(long, env = "FOOTHOLD_SCAN")]
    pub scan: Option<String>,
}

impl Files {
    /// Opens the file store.
    ///
    /// # Errors
    /// One sentence that says what to do.
    pub fn open(&self, database: &Database) -> Result<backend::files::Files, String> {
        let folder = self.files.clone().unwrap_or_else(|| database.data_dir.join("files"));
        let files = backend::files::Files::in_folder(&folder).map_err(|error| {
            format!("The folder for files, {}, cannot be used: {error}. Choose another with --files.", folder.display())
        })?;
        Ok(match &self.scan {
            Some(address) => files.scanned_by(address),
            None => files,
        })
    }
}

/// How mail leaves.
#[derive(Clone, Debug, Args)]
pub struct Mail {
    /// Mail server, for example smtps://user:password@mail.example.org. Not set: mail stays in the outbox.
    #[arg(long, env = "SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender.
    #[arg(long, env = "MAIL_FROM", default_value = "Foothold <no-reply@foothold.example>")]
    pub mail_from: String,
}
