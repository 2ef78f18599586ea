//! Loading: snapshot → files → aggregates.
//!
//! [`File`] is what came of reading one file, [`Loaded`] an aggregate with the files that it was
//! made from, [`Directory`] what a rule about one person may know of the others, [`Histories`] what
//! records said before, and [`past`] everybody as they stood on several days. Nothing here judges:
//! what is wrong with a file is kept beside it.

mod aggregate;
mod directory;
mod file;
mod history;
pub mod past;
mod versions;

pub use aggregate::{Loaded, load_framework, load_groups, load_person, load_policy};
pub use directory::{Directory, Handle, People};
pub use file::{COMPANION_LIMIT, Content, File, RECORD_LIMIT, YamlFile, read_folder, read_folder_shallow};
pub use history::{Histories, Past, Whose, load_histories, load_skill_histories};
