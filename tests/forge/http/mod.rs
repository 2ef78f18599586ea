//! The client itself: faults, waiting, limits, redirects, proxies, and that no token leaks.

mod answers;
mod certificates;
mod faults;
mod proxies;
mod redirects;
mod secrets;
mod waits;

use milepost::forge::http::Limits;
use milepost::forge::{Forge, Kind};

use super::fake::Fake;
use super::fake::pace::NotedPace;
use super::fake::state::TOKEN;

/// The head of [`with_change`]'s change.
const HEAD: &str = "1111111111111111111111111111111111111111";

/// A fake GitHub with one open change, its number, and the real client.
fn with_change() -> (Fake, u64, Box<dyn Forge>, NotedPace) {
    let fake = Fake::start(Kind::GitHub);
    let number = fake.state().open("ana", "ana/async-rust", HEAD);
    let (forge, pace) = fake.connect(TOKEN);
    (fake, number, forge, pace)
}

/// The client with other limits.
fn limited(fake: &Fake, change: impl Fn(&mut Limits)) -> Box<dyn Forge> {
    let (mut connection, _) = Fake::connection(TOKEN);
    change(&mut connection.limits);
    milepost::forge::connect(fake.project(), connection).unwrap()
}
