//! Rules about profiles: who guides somebody, what they aim for, and how much they take on.
//!
//! Single goals are in the family [`goal`](super::goal).
