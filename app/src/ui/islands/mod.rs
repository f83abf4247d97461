//! The few generic interactive atoms.

mod copy;
mod form_enhancer;

pub use form_enhancer::{FormEnhancer, Messages, carry_out, show_messages};
