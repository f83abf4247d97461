//! `server doctor`

use backend::mail::Sender;

use crate::commands::database::{self, cause};
use crate::config::{Database, Files, Mail};

/// Checks database, schema, program and mail; prints one line each.
///
/// # Errors
/// When anything is wrong.
pub async fn run(options: &Database, mail: &Mail, files: &Files) -> Result<(), String> {
    let mut wrong = 0;
    let mut say = |what: &str, outcome: Result<String, String>| match outcome {
        Ok(words) => println!("  good  {what}: {words}"),
        Err(words) => {
            wrong += 1;
            println!("  wrong {what}: {words}");
        }
    };
    let opened = match database::open(options).await {
        Ok(opened) => opened,
        Err(words) => {
            say("database", Err(words));
            return Err("One thing is wrong.".into());
        }
    };
    say("database", Ok(if opened.cluster.is_some() { "private, in the data folder" } else { "answers" }.into()));
    let schema = backend::schema_is_current(&opened.pool).await.map_err(|error| cause(&error));
    say(
        "schema",
        schema.and_then(|current| {
            if current { Ok("current".into()) } else { Err("older than this release; run `server migrate`".into()) }
        }),
    );
    let programs = backend::programs::all(&opened.pool).await.map_err(|error| cause(&error));
    say(
        "programs",
        programs
            .and_then(|p| if p.is_empty() { Err("none; run `server seed`".into()) } else { Ok(p.len().to_string()) }),
    );
    let smtp = match &mail.smtp_url {
        None => Err("SMTP_URL is not set; mail stays in the outbox".into()),
        Some(url) => match Sender::new(url, &mail.mail_from) {
            Ok(sender) => sender.test().await.map(|()| "the mail server answers".into()).map_err(|error| cause(&error)),
            Err(error) => Err(cause(&error)),
        },
    };
    say("mail", smtp);
    let store = match files.open(options) {
        Ok(store) => store.test().await.map_err(|error| cause(&error)),
        Err(words) => Err(words),
    };
    say("files", store);
    database::close(opened).await;
    if wrong == 0 { Ok(()) } else { Err(format!("{wrong} of these need attention.")) }
}
