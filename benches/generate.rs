//! Writes a synthetic learning repository: `cargo run --release --example generate -- FOLDER PEOPLE`.
//!
//! Arguments only; what is written lives in `generator`.

#![allow(clippy::print_stdout, clippy::print_stderr)] // a program of its own

mod generator;

fn main() -> std::process::ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let folder = arguments.next().map(std::path::PathBuf::from);
    let people = arguments.next().and_then(|people| people.to_str()?.parse().ok());
    let bare = arguments.next().is_some_and(|argument| argument == "--no-checkout");
    let (Some(folder), Some(people)) = (folder, people) else {
        eprintln!("usage: generate FOLDER PEOPLE [--no-checkout]");
        return std::process::ExitCode::from(2);
    };
    match generator::repository(&folder, people, !bare) {
        Ok(()) => {
            println!(
                "{}: {} records of {people} people, sound on {}",
                folder.display(),
                people * generator::RECORDS,
                generator::TODAY
            );
            std::process::ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}
