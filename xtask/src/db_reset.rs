//! `cargo xtask db-reset`: a new private database at the next start.

use std::path::PathBuf;

use clap::Args;

use crate::Outcome;
use crate::project::Project;
use crate::serve::data_dir;

#[derive(Args)]
pub struct Options {
    /// The folder of the private database; `.foothold` in the checkout when not given.
    #[arg(long)]
    data_dir: Option<PathBuf>,
}

pub fn run(project: &Project, options: &Options) -> Outcome {
    let folder = data_dir(project, options.data_dir.as_ref())?;
    launcher::reset(&folder).map_err(|error| error.to_string())?;
    // The files of the rows that are gone.
    let files = folder.join("files");
    if files.is_dir() {
        std::fs::remove_dir_all(&files).map_err(|error| format!("{} cannot be removed: {error}", files.display()))?;
    }
    println!("The next start makes a new database in {}.", folder.display());
    Ok(())
}
