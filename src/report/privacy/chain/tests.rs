//! An attacker who keeps every report: knows who was in which group and whose contribution was the
//! same at which points, and combines all that was published in any linear way.

use proptest::prelude::*;

use super::*;

type Months = Vec<Point<u8, u32>>;

/// Months written as one text each: `1:abc=5 2:def=7 ghi=1` (group, people, what each adds).
fn months(texts: &[&str]) -> Months {
    let point = |text: &&str| {
        let part = |part: &str| -> Vec<(Id, (Option<u8>, u32))> {
            let (who, value) = part.split_once('=').unwrap();
            let (group, people) =
                who.split_once(':').map_or((None, who), |(group, people)| (Some(group), people));
            let group = group.map(|group| group.parse().unwrap());
            people.chars().map(|it| (Id::new(it.to_string()), (group, value.parse().unwrap()))).collect()
        };
        text.split_whitespace().flat_map(part).collect()
    };
    texts.iter().map(point).collect()
}

/// What stands at each point: the number of a point, `.` for none, and a letter where it is withheld.
fn told(standings: &[Standing]) -> String {
    let one = |standing: &Standing| {
        let stands = standing.stands.map_or(".".to_owned(), |point| point.to_string());
        let reason = match standing.withheld {
            None => "",
            Some(Reason::TooFewPeople) => "p",
            Some(Reason::TooFewChanges) => "c",
            Some(Reason::Complement) => "s",
            Some(Reason::TooEarly) => "e",
        };
        format!("{stands}{reason}")
    };
    standings.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_value_stands_until_enough_people_change() {
    let months = months(&["ab=1", "abcd=1", "abcd=1", "abc=1 d=2", "ab=1 cd=2", "a=1 bcd=2", "a=1"]);
    assert_eq!(told(&publish(&months, 3).everyone), ".p 1 2 2c 2c 5 5p");
    assert_eq!(told(&publish(&months, 1).everyone), "0 1 2 3 4 5 6");
    assert!(publish(&Months::new(), 3).everyone.is_empty());
}

#[test]
fn everyone_and_the_groups_are_one_table() {
    // One person in no group would be told by everyone less the groups: the smaller group goes.
    let published = publish(&months(&["1:abcd=1 2:efg=1 h=1"]), 3);
    assert_eq!(told(&published.everyone), "0");
    assert_eq!((told(published.group(&1)), told(published.group(&2))), ("0".into(), ".s".into()));
    // A small group and a person in none are three: nothing has to go.
    let published = publish(&months(&["1:abcd=1 2:ef=1 h=1"]), 3);
    assert_eq!((told(&published.everyone), told(published.group(&2))), ("0".into(), ".p".into()));
    // One person changes: neither their group nor everyone tells.
    let published = publish(&months(&["1:abcd=1 2:efg=1", "1:abcd=2 2:efg=1", "1:abcd=2 2:ef=1 2:g=2"]), 3);
    assert_eq!(told(&published.everyone), "0 1 1c");
    assert_eq!((told(published.group(&1)), told(published.group(&2))), ("0 1 2".into(), "0 1 1c".into()));
    // One of each changes: everyone's sum has only two changes.
    let published = publish(&months(&["1:abcd=1 2:efg=1", "1:abc=1 2:ef=1 1:d=2 2:g=2"]), 3);
    assert_eq!(told(&published.everyone), "0 0c");
    // Somebody moves from one group to the other, with what they add.
    let published = publish(&months(&["1:abcd=1 2:efg=1", "1:abc=1 2:defg=1"]), 3);
    assert_eq!(told(&published.everyone), "0 1");
    assert_eq!((told(published.group(&1)), told(published.group(&2))), ("0 0c".into(), "0 0c".into()));
}

#[test]
fn a_series_shows_what_stands() {
    let months = months(&["abc=1", "ab=1 c=2", "a=1 bc=2"]);
    let published = publish(&months, 3);
    assert_eq!(told(&published.everyone), "0 0c 0c");
    let days: Vec<Date> =
        ["2026-01-31", "2026-02-28", "2026-03-31"].iter().map(|day| day.parse().unwrap()).collect();
    let sum = |point: usize| months[point].values().map(|(_, value)| value).sum::<u32>();
    let series = published.series(&published.everyone, &days, sum);
    assert_eq!(series[0].figure, Shown::Value(3));
    assert_eq!(series[2].figure, Shown::Withheld(Reason::TooFewChanges));
    assert_eq!(series[2].standing(), Some(Stands { day: days[0], value: 3 }));
    assert_eq!(publish(&months[..0], 3).group(&1), []);
}

#[test]
fn years_of_a_large_organisation_take_no_time() {
    let point = |month: usize| {
        let person = |number: usize| {
            let group = u32::try_from(number % 25).unwrap();
            let done = (month * (number % 7)) / 5;
            (Id::new(format!("p-{number:04}")), ((group > 0).then_some(group), done))
        };
        (0..1000).map(person).collect()
    };
    let months: Vec<Point<u32, usize>> = (0..36).map(point).collect();
    let started = std::time::Instant::now();
    let published = publish(&months, 5);
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    let shown = published.everyone.iter().filter(|it| it.withheld.is_none()).count();
    assert_eq!(shown, 36);
}

/// A column of the attacker's system: how often a person's contribution is in each published value.
type Column = (Id, Vec<i64>);

/// All that was published, as the attacker writes it down.
fn columns(months: &Months, published: &Publication<u8>) -> Vec<Column> {
    let mut values: Vec<BTreeMap<(&Id, u32), i64>> = Vec::new();
    for (index, point) in months.iter().enumerate() {
        let mut value = |standings: &[Standing], group: Option<u8>| {
            if standings[index].withheld.is_none() {
                let members = point.iter().filter(|(_, (own, _))| group.is_none() || *own == group);
                values.push(members.map(|(person, (_, adds))| ((person, *adds), 1)).collect());
            }
        };
        value(&published.everyone, None);
        published.groups.iter().for_each(|(name, standings)| value(standings, Some(*name)));
    }
    let unknowns: BTreeSet<(&Id, u32)> = values.iter().flat_map(BTreeMap::keys).copied().collect();
    let column =
        |unknown: &(&Id, u32)| values.iter().map(|it| it.get(unknown).copied().unwrap_or(0)).collect();
    unknowns.iter().map(|unknown| (unknown.0.clone(), column(unknown))).collect()
}

/// The rank of some columns, over fractions (Bareiss's elimination, which stays in whole numbers).
fn rank(columns: &[&Column]) -> usize {
    let mut rows: Vec<Vec<i128>> =
        columns.iter().map(|(_, column)| column.iter().map(|it| i128::from(*it)).collect()).collect();
    let width = rows.first().map_or(0, Vec::len);
    let (mut rank, mut last) = (0, 1);
    for place in 0..width {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][place] != 0) else { continue };
        rows.swap(rank, pivot);
        let head = rows[rank].clone();
        for row in rows.iter_mut().skip(rank + 1) {
            let factor = row[place];
            for (to, from) in row.iter_mut().zip(&head) {
                *to = (*to * head[place] - factor * from) / last;
            }
        }
        last = head[place];
        rank += 1;
    }
    rank
}

/// Some people of whom a combination of what was published depends on nobody else, fewer than
/// `min_group`: without their columns the rest says less.
fn exposed(columns: &[Column], min_group: usize) -> Option<Vec<Id>> {
    let people: Vec<&Id> =
        columns.iter().map(|(person, _)| person).collect::<BTreeSet<_>>().into_iter().collect();
    let all = rank(&columns.iter().collect::<Vec<_>>());
    (1..1_u32 << people.len())
        .filter(|some| (some.count_ones() as usize) < min_group)
        .map(|some| (0..people.len()).filter(|at| some >> at & 1 == 1).map(|at| people[at]).collect())
        .find(|some: &Vec<&Id>| {
            let others: Vec<&Column> = columns.iter().filter(|(person, _)| !some.contains(&person)).collect();
            rank(&others) < all
        })
        .map(|some| some.into_iter().cloned().collect())
}

#[test]
fn the_attacker_finds_what_there_is_to_find() {
    let all = |months: &Months| {
        let shown = |index| Standing { stands: Some(index), withheld: None };
        let everyone = (0..months.len()).map(shown).collect();
        let published = Publication { everyone, groups: BTreeMap::new() };
        exposed(&columns(months, &published), 3).map(|some| some.iter().map(Id::as_str).collect::<String>())
    };
    assert_eq!(all(&months(&["abcd=1", "abcd=2"])), None);
    assert_eq!(all(&months(&["abcd=1", "abc=1 d=2"])).as_deref(), Some("d"));
    // Between first and last only; and only by all four together.
    assert_eq!(all(&months(&["abcdef=1", "abcd=2 ef=1", "a=2 bcdef=1"])).as_deref(), Some("a"));
    let four = months(&["abc=1 z=1", "abc=1 jkl=1 z=2", "abc=2 jkl=1 z=2", "abc=2 z=2"]);
    assert_eq!(all(&four).as_deref(), Some("z"));
    // A group of two beside everyone and the other group.
    let one = months(&["1:abcd=1 2:ef=1"]);
    let shown = vec![Standing { stands: Some(0), withheld: None }];
    let published = Publication { everyone: shown.clone(), groups: BTreeMap::from([(1, shown)]) };
    assert_eq!(exposed(&columns(&one, &published), 3).unwrap().len(), 2);
}

/// Months in which some people change, come, go, move, and now and then return to what they had.
fn histories() -> impl Strategy<Value = Months> {
    let step = (
        0..8_u8,
        prop_oneof![4 => Just(None), 1 => Just(Some(0_u8)), 1 => Just(Some(1)), 1 => Just(Some(2))],
        0..3_u32,
    );
    let steps = proptest::collection::vec(proptest::collection::vec(step, 0..10), 1..6);
    steps.prop_map(|steps| {
        let mut now: Point<u8, u32> = BTreeMap::new();
        for number in 0..8_u8 {
            let group =
                [Some(1), Some(1), Some(1), Some(2), Some(2), Some(2), None, Some(1)][usize::from(number)];
            now.insert(Id::new(format!("p-{number}")), (group, 0));
        }
        let mut months = vec![now.clone()];
        for changes in steps {
            for (number, place, value) in changes {
                let person = Id::new(format!("p-{number}"));
                match (place, now.remove(&person)) {
                    // Gone, or back again.
                    (Some(0), Some(_)) => {}
                    (Some(group), _) => {
                        now.insert(person, (Some(group.max(1)), value));
                    }
                    (None, before) => {
                        now.insert(person, (before.and_then(|(group, _)| group), value));
                    }
                }
            }
            months.push(now.clone());
        }
        months
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// No combination of all that was ever published depends on some people, but fewer than the
    /// policy's group.
    #[test]
    fn the_attacker_learns_nothing_of_few(months in histories(), min_group in 2..4_usize) {
        let published = publish(&months, min_group);
        let exposed = exposed(&columns(&months, &published), min_group);
        prop_assert!(exposed.is_none(), "{:?} of {:?}", exposed, published);
    }

    /// What an earlier report said of a point, a later one says again.
    #[test]
    fn a_point_is_decided_once(months in histories(), min_group in 1..4_usize) {
        let all = publish(&months, min_group);
        for length in 0..months.len() {
            let earlier = publish(&months[..length], min_group);
            prop_assert_eq!(&earlier.everyone[..], &all.everyone[..length]);
            for (name, standings) in &earlier.groups {
                prop_assert_eq!(&standings[..], &all.group(name)[..length]);
            }
        }
    }

    /// What everybody changed is always published, and so is what nobody did.
    #[test]
    fn what_is_safe_is_published(people in 3..9_usize, steps in proptest::collection::vec(any::<bool>(), 1..8)) {
        let mut value = 0;
        let point = |step: &bool| -> Point<u8, u32> {
            value += u32::from(*step);
            (0..people).map(|number| (Id::new(format!("p-{number}")), (Some(1), value))).collect()
        };
        let months: Months = steps.iter().map(point).collect();
        let published = publish(&months, 3);
        let open = |standings: &[Standing]| standings.iter().all(|it| it.withheld.is_none());
        prop_assert!(open(&published.everyone) && open(published.group(&1)));
    }
}
