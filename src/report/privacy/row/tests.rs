//! What may be read out of a row, tried by looking at every row that says the same.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::report::privacy::Reason;

fn text(row: &ShownRow) -> String {
    let one = |shown: &Shown<usize>| shown.value().map_or("·".to_owned(), usize::to_string);
    let cells: Vec<String> = row.cells.iter().map(one).collect();
    format!("{} = {}", cells.join(" "), one(&row.total))
}

#[test]
fn rows_show_what_they_can() {
    for (counts, expected) in [
        (&[12, 7, 1][..], "12 · · = 20"),
        (&[12, 8], "12 8 = 20"),
        (&[12, 8, 0], "12 8 0 = 20"),
        // All but two; the two are told by the total.
        (&[18, 2], "· · = 20"),
        (&[20, 0], "20 0 = 20"),
        // Too small a team says nothing at all, of its zeros neither.
        (&[0, 3, 0], "· · · = ·"),
        (&[0, 0], "0 0 = 0"),
        (&[], " = 0"),
        // Small ones never stand alone, so that each of them might be the large one.
        (&[30, 9, 2, 2, 2], "30 · · · · = 45"),
        (&[30, 9, 9, 1], "30 · · · = 49"),
        // Five that add up to five would each be one, since a zero is shown.
        (&[30, 9, 1, 1, 1, 1, 1], "30 · · · · · · = 44"),
        // Two of one are too few to hide among themselves.
        (&[30, 9, 1, 1], "30 · · · = 41"),
        (&[7, 1, 0], "· · 0 = 8"),
    ] {
        assert_eq!(text(&row(counts, 5)), expected, "{counts:?}");
    }
    assert_eq!(text(&row(&[3, 1, 1], 1)), "3 1 1 = 5", "a group of one is a group");
    // Which of the two is small is not said.
    let few = Shown::Withheld(Reason::TooFewPeople);
    assert_eq!(row(&[12, 7, 1], 5).cells, [Shown::Value(12), few, few]);
}

#[test]
fn long_rows_take_no_time() {
    let counts: Vec<usize> = (0..2000).map(|at| (at * 7) % 11).collect();
    let started = std::time::Instant::now();
    let shown = row(&counts, 5);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    let withheld = shown.cells.iter().filter(|it| it.value().is_none()).count();
    assert!((700..1000).contains(&withheld), "{withheld}");
}

/// The numbers of a row, the total last.
fn numbers_of_row(shown: &ShownRow) -> Vec<Option<usize>> {
    shown.cells.iter().chain([&shown.total]).map(|shown| shown.value().copied()).collect()
}

fn with_total(cells: &[usize]) -> Vec<usize> {
    cells.iter().copied().chain([cells.iter().sum()]).collect()
}

/// Every way to fill `cells` with numbers up to `most`.
fn fillings(cells: usize, most: usize) -> impl Iterator<Item = Vec<usize>> {
    let count = (most + 1).pow(cells as u32);
    (0..count).map(move |mut number| {
        let mut filling = Vec::with_capacity(cells);
        for _ in 0..cells {
            filling.push(number % (most + 1));
            number /= most + 1;
        }
        filling
    })
}

/// Holds a shown row against all rows that agree with it: the guarantee. `wholes` are the places of
/// the totals of each number.
fn assert_protected(
    truth: &[usize],
    shown: &[Option<usize>],
    agreeing: &[Vec<usize>],
    wholes: &[Vec<usize>],
    min_group: usize,
) {
    for (at, number) in shown.iter().enumerate() {
        if let Some(number) = number {
            assert_eq!(*number, truth[at]);
            assert!(!(1..min_group).contains(number), "{truth:?} shows {number}");
            continue;
        }
        let values: BTreeSet<usize> = agreeing.iter().map(|table| table[at]).collect();
        assert!(values.iter().any(|value| *value >= min_group), "{truth:?} {shown:?} pins {at}: {values:?}");
        for whole in wholes[at].iter().filter(|whole| shown[**whole].is_some()) {
            let beside = |table: &Vec<usize>| table[*whole] - table[at] >= min_group;
            assert!(agreeing.iter().any(beside), "{truth:?} {shown:?} pins what is beside {at}");
        }
        // Somebody who knows which of the withheld numbers are not zero.
        let hidden = || shown.iter().enumerate().filter(|(_, number)| number.is_none()).map(|(at, _)| at);
        let alike = agreeing.iter().filter(|table| hidden().all(|at| truth[at] == 0 || table[at] > 0));
        let values: BTreeSet<usize> = alike.map(|table| table[at]).collect();
        assert!(values.len() > 1, "{truth:?} {shown:?} tells {at}: {values:?}");
    }
}

#[test]
fn nobody_computes_what_a_row_withholds() {
    for min_group in [2, 3, 4] {
        let everything: Vec<Vec<usize>> = fillings(3, 12).map(|cells| with_total(&cells)).collect();
        for cells in fillings(3, 6) {
            let shown = numbers_of_row(&row(&cells, min_group));
            let agrees =
                |table: &&Vec<usize>| table.iter().zip(&shown).all(|(a, b)| b.is_none_or(|b| b == *a));
            let agreeing: Vec<Vec<usize>> = everything.iter().filter(agrees).cloned().collect();
            let wholes = [vec![3], vec![3], vec![3], vec![]];
            assert_protected(&with_total(&cells), &shown, &agreeing, &wholes, min_group);
        }
    }
}

/// Somebody who knows the procedure, and tries which rows it would have shown like this.
#[test]
fn knowing_the_procedure_tells_no_number_of_a_row() {
    for (cells, min_group) in [(2, 3), (3, 3), (4, 3), (3, 4)] {
        let most = 9;
        let mut alike: BTreeMap<String, Vec<Vec<usize>>> = BTreeMap::new();
        for counts in fillings(cells, most) {
            // Every row with such a total is among those that are tried.
            if counts.iter().sum::<usize>() <= most {
                alike.entry(format!("{:?}", row(&counts, min_group))).or_default().push(counts);
            }
        }
        for rows in alike.values() {
            let shown = row(&rows[0], min_group);
            if shown.total.value().is_none() {
                continue;
            }
            for at in (0..cells).filter(|at| shown.cells[*at].value().is_none()) {
                let values: BTreeSet<usize> = rows.iter().map(|row| row[at]).collect();
                assert!(values.len() > 1, "{rows:?} shown as {}: {at} is {values:?}", text(&shown));
            }
        }
    }
}
