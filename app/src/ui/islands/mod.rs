//! The few generic interactive atoms.

mod form_enhancer;

pub use form_enhancer::FormEnhancer;
