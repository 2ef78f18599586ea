//! Whom a report is about: the handle that was given, else the person at the keyboard.

use super::place::Place;
use super::usage;
use crate::check::State;
use crate::error::Error;
use crate::load::{Directory, Handle};

/// The present handle of whom `given` names; without one, of the person whose profile has Git's
/// `user.email`. A former handle leads to the present one.
///
/// # Errors
/// Where nobody is called that, or nobody has that address.
pub(super) fn handle(place: &Place, state: &State, given: Option<&str>) -> Result<String, Error> {
    let people = &state.people;
    let Some(given) = given else { return viewer(place, state) };
    let found = people.look_up(given);
    people.failure()?;
    match found {
        Handle::Present(_) | Handle::Broken => Ok(given.to_owned()),
        Handle::Former(present) => Ok(present.to_string()),
        Handle::Unknown => {
            let hint = match people.nearest(given) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "a handle is the name of a folder in people/, such as `ana` of people/ana/".to_owned()
                }
            };
            Err(usage(format!("nobody has the handle `{given}`"), hint))
        }
    }
}

fn viewer(place: &Place, state: &State) -> Result<String, Error> {
    let give =
        "name the person: `milepost report person ana`, `milepost site DIR --audience person --for ana`";
    let Some(email) = place.repository.setting("user.email") else {
        return Err(usage("no handle is given, and Git does not know who you are", give));
    };
    let found = state.people.with_email(&email);
    state.people.failure()?;
    found.ok_or_else(|| {
        usage(
            format!("no handle is given, and no profile has the address {email}, Git's `user.email`"),
            format!("{give}; or add the address under `emails` of your profile"),
        )
    })
}
