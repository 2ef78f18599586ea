//! Rules about awards and remediations: what a credential was earned with, and the second try.
//!
//! The credentials themselves are in the family [`framework`](super::framework).
