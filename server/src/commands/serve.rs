//! `server serve`

use std::net::SocketAddr;
use std::time::Duration;

use axum::serve::ListenerExt as _;
use backend::{Backend, Clock};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::commands::database::{self, Opened, cause};
use crate::config::{Database, Mail, Serve};
use crate::{Site, router};

/// Longest the last requests may take after the signal to stop.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// Serves until SIGINT or SIGTERM.
///
/// # Errors
/// One sentence that says what stands in the way.
pub async fn run(options: Serve, figures: PrometheusHandle) -> Result<(), String> {
    if options.demo && std::env::var("FOOTHOLD_ENV").is_ok_and(|env| env == "production") {
        return Err("The demonstration has published passwords: it does not run with FOOTHOLD_ENV=production.".into());
    }
    let mut listen = options.listen;
    if let Some(port) = options.port {
        listen.set_port(port);
    }
    // Taken before the database is touched: a port that is in use is said at once.
    let listener = tokio::net::TcpListener::bind(listen).await;
    let listener = listener
        .map_err(|error| format!("Port {} cannot be used ({error}). Choose another with --port.", listen.port()))?;
    let files = options.files.open(&options.database)?;
    let mut opened = database::open(&options.database).await?;
    let outcome = serve(&options, listener, &mut opened, files, figures).await;
    database::close(opened).await;
    outcome
}

async fn serve(
    options: &Serve,
    listener: tokio::net::TcpListener,
    opened: &mut Opened,
    files: backend::files::Files,
    figures: PrometheusHandle,
) -> Result<(), String> {
    if !options.no_migrate {
        database::migrate(&opened.pool).await?;
    }
    if !backend::schema_is_current(&opened.pool).await.map_err(|error| cause(&error))? {
        return Err("The schema is older than this release. Run `server migrate` first.".into());
    }
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let site_url = options.site.clone().unwrap_or_else(|| format!("http://{address}"));
    let backend = backend(options, opened, files, &site_url)
        .await
        .map_err(|error| format!("The demonstration cannot be made: {}.", cause(&error)))?;
    let stop = CancellationToken::new();
    let mut tasks = vec![tokio::spawn(backend.live.clone().listen(opened.url.clone(), stop.clone()))];
    if !options.no_work {
        tasks.extend(start_work(&backend, &options.mail, &stop)?);
    }
    if let Some(cluster) = opened.cluster.take() {
        tasks.push(tokio::spawn(keep_alive(cluster, stop.clone())));
    }
    let mut site = Site::new(backend, &options.site_root);
    site.stop = stop.clone();
    site.figures = Some(figures);
    site.address_header = options.address_header.as_deref().and_then(|name| name.parse().ok());
    greet(&site_url, options.demo);
    if !options.demo && !backend::programs::any(&site.backend.pool).await.map_err(|error| cause(&error))? {
        say_how_to_begin(&options.database);
    }
    println!("\nCtrl-C stops it.");

    // Small answers leave at once instead of waiting for the other side's acknowledgement.
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    let service = router(site).into_make_service_with_connect_info::<SocketAddr>();
    let told = stop.clone();
    let server = axum::serve(listener, service).with_graceful_shutdown(async move {
        until_told(&told).await;
        told.cancel();
    });
    let served = tokio::select! {
        served = server => served.map_err(|error| error.to_string()),
        () = overdue(&stop) => Ok(()),
    };
    stop.cancel();
    for task in tasks {
        let _ = task.await;
    }
    served
}

/// The backend; in a demonstration with its world, and with a clock that visitors can move and that
/// never runs behind what already happened there.
async fn backend(
    options: &Serve,
    opened: &Opened,
    files: backend::files::Files,
    site: &str,
) -> Result<Backend, backend::Failure> {
    let pool = opened.pool.clone();
    if !options.demo {
        return Ok(Backend::new(pool, Clock::System, site, false).with_files(files));
    }
    let ahead = backend::demo::seconds_ahead(&pool).await?;
    let backend = Backend::new(pool, Clock::ahead(ahead), site, true).with_files(files);
    backend::seed::demo(&backend).await?;
    Ok(backend)
}

/// Starts timers and, where there is a mail server, the sender.
///
/// # Errors
/// When the mail server's address is not one.
pub fn start_work(backend: &Backend, mail: &Mail, stop: &CancellationToken) -> Result<Vec<JoinHandle<()>>, String> {
    let mut tasks = vec![tokio::spawn(backend::timers::run(backend.clone(), stop.clone()))];
    match &mail.smtp_url {
        Some(url) => {
            let sender = backend::mail::Sender::new(url, &mail.mail_from);
            let sender = sender.map_err(|error| format!("SMTP_URL cannot be used: {}.", cause(&error)))?;
            tasks.push(tokio::spawn(backend::mail::run(backend.clone(), sender, stop.clone())));
        }
        None => tracing::info!("SMTP_URL is not set: mail stays in the outbox"),
    }
    Ok(tasks)
}

/// Resolves on SIGINT, SIGTERM or when something else stopped us.
pub async fn until_told(stop: &CancellationToken) {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard; only SIGINT stops this server");
            let _ = tokio::signal::ctrl_c().await;
            return;
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
        () = stop.cancelled() => {}
    }
}

async fn overdue(stop: &CancellationToken) {
    stop.cancelled().await;
    tokio::time::sleep(LAST_REQUESTS).await;
}

/// Starts the private PostgreSQL again when it dies under us, and stops it at the end.
async fn keep_alive(cluster: launcher::Cluster, stop: CancellationToken) {
    let mut cluster = cluster;
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            () = tokio::time::sleep(Duration::from_secs(1)) => {}
        }
        let looked = tokio::task::spawn_blocking(move || {
            let revived = cluster.revive();
            (cluster, revived)
        })
        .await;
        match looked {
            Ok((same, revived)) => {
                cluster = same;
                match revived {
                    Ok(true) => tracing::warn!("the private database had died and runs again"),
                    Ok(false) => {}
                    Err(error) => tracing::error!(%error, "the private database died and cannot be started"),
                }
            }
            Err(error) => {
                tracing::error!(%error, "the private database is no longer watched");
                return;
            }
        }
    }
    let _ = tokio::task::spawn_blocking(move || cluster.stop()).await;
}

fn greet(site: &str, demo: bool) {
    println!("\nFoothold is ready: {site}");
    if demo {
        println!("\nSign in as one of these; the password is {} for all of them:\n", backend::seed::PASSWORD);
        for persona in backend::seed::PERSONAS {
            println!("  {:<34} {:<18} {}", persona.email, persona.name, persona.role_words);
        }
        println!("\nMail that would have been sent: {site}/mails");
    }
}

/// The command that makes the first program, ready to be copied. A private database answers only the
/// server that started it, so that one has to stop first.
fn say_how_to_begin(database: &Database) {
    let server = std::env::args().next().unwrap_or_else(|| "server".to_owned());
    let (first, folder) = if database.database_url.is_some() {
        ("Make one", String::new())
    } else {
        ("Stop this server, make one, and start it again", format!(" --data-dir {}", database.data_dir.display()))
    };
    println!("\nThere is no program yet. {first}:\n");
    println!("  {server} create-program{folder} --name \"Rivermark Micro-Internships\" \\");
    println!("    --institution \"Rivermark College\" --admin-name \"Ada Park\" --admin-email ada@rivermark.example");
}
