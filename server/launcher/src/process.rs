//! Signals and a look at other processes, with the shell and `/proc` (this crate has no unsafe code).

use std::process::{Command, Stdio};

/// Sends a signal (`INT`, `QUIT`, or `0` to ask whether it is there). Says whether it arrived.
pub(crate) fn signal(pid: u32, name: &str) -> bool {
    Command::new("sh")
        .args(["-c", "kill -s \"$1\" \"$2\"", "sh", name, &pid.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether a process runs. One that has ended and is not yet collected by its parent does not.
pub(crate) fn is_alive(pid: u32) -> bool {
    if let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) {
        // "pid (name) state ...": the name may hold anything, so look behind the last bracket.
        let state = stat.rsplit(')').next().and_then(|rest| rest.trim_start().chars().next());
        return !matches!(state, Some('Z' | 'X') | None);
    }
    if cfg!(target_os = "linux") { false } else { signal(pid, "0") }
}

/// Whether the system still knows a process of this number, running or not.
pub(crate) fn exists(pid: u32) -> bool {
    if cfg!(target_os = "linux") { std::fs::exists(format!("/proc/{pid}")).unwrap_or(true) } else { signal(pid, "0") }
}

/// The command line of a process, its words separated by spaces.
pub(crate) fn command_line(pid: u32) -> Option<String> {
    if cfg!(target_os = "linux") {
        let bytes = std::fs::read(format!("/proc/{pid}/cmdline")).ok()?;
        return Some(String::from_utf8_lossy(&bytes).replace('\0', " "));
    }
    let output = Command::new("ps").args(["-ww", "-o", "command=", "-p", &pid.to_string()]).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether any process has this text in its command line; `None` where that cannot be told.
pub(crate) fn any_with(text: &str) -> Option<bool> {
    let folder = std::fs::read_dir("/proc").ok()?;
    let own = std::process::id();
    let mut pids = folder.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    Some(pids.any(|pid| pid != own && command_line(pid).is_some_and(|line| line.contains(text))))
}
