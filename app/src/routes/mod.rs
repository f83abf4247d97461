//! Every path once: who may come in (`access`) and how a link to it is written (`addresses`).

mod access;
mod addresses;

pub use access::*;
pub use addresses::*;
