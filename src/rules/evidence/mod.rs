//! Rules about portfolio entries and assessments: what shows a skill, and who rated it how.
//!
//! What an entry does for its goal is in the family [`application`](super::application).
