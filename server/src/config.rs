//! Configuration: flags and environment, one field each. README's table is made from these.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

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
    },
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
