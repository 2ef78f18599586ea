//! Answers as the types that a forge's description promises, for every forge alike.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::client::Client;
use super::path::Path;
use crate::forge::Failure;

impl Client {
    /// Reads one thing; `what` as for [`Client::shape`].
    ///
    /// # Errors
    /// Where no usable answer comes.
    pub fn read<T: DeserializeOwned>(&self, what: &str, path: &Path) -> Result<T, Failure> {
        self.shape(what, self.get(path)?.body)
    }

    /// Reads every entry of a list; `what` is one of them.
    ///
    /// # Errors
    /// As [`Client::get_all`].
    pub fn list<T: DeserializeOwned>(&self, what: &str, path: &Path) -> Result<Vec<T>, Failure> {
        self.get_all(path)?.into_iter().map(|entry| self.shape(what, entry)).collect()
    }

    /// As [`Client::shape`] for what was just made: that it was made is certain by now, only not what.
    ///
    /// # Errors
    /// [`Failure::Uncertain`] where it is something else.
    pub fn made<T: DeserializeOwned>(&self, what: &str, body: Value) -> Result<T, Failure> {
        self.shape(what, body).map_err(|failure| Failure::Uncertain { reason: failure.to_string() })
    }
}
