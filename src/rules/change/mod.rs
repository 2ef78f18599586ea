//! Rules that need to know what a change does: what it removes, loosens or leaves without meaning.
//!
//! Whether a state is sound is for the other families to say.

mod addresses;
pub mod exposed_identity;
pub mod orphaned_rating;
pub mod policy_change;
pub mod removed_record;
