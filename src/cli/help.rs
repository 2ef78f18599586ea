//! The ends of the help texts as a terminal of some width shows them: sentences that it wraps, examples
//! that stay readable where it is narrow. What they say stands with each command.

use clap::{Command, CommandFactory};

use super::Cli;
use super::output::help_width;

/// The command line, its help laid out for the terminal at hand.
pub(super) fn command() -> Command {
    laid_out(Cli::command(), help_width())
}

fn laid_out(command: Command, width: usize) -> Command {
    let command = command.mut_subcommands(|inner| laid_out(inner, width));
    match command.get_after_help().map(|text| shown(&text.to_string(), width)) {
        Some(text) => command.after_help(text),
        None => command,
    }
}

/// An example is indented; its explanation stands behind two or more spaces.
fn shown(text: &str, width: usize) -> String {
    let is_example = |line: &str| line.starts_with("  ");
    let narrow = text.lines().any(|line| is_example(line) && line.chars().count() > width);
    let mut lines: Vec<String> = Vec::new();
    let mut prose = false;
    for line in text.lines() {
        let starts = line.is_empty() || line == "Examples:" || line.starts_with("Exit status:");
        if is_example(line) {
            match line.trim_start().split_once("  ") {
                // The meaning of a long example stands in the line below it.
                _ if narrow && line.starts_with("        ") => {
                    lines.push(format!("      {}", line.trim_start()))
                }
                Some((example, meaning)) if narrow => {
                    lines.push(format!("  {example}"));
                    lines.push(format!("      {}", meaning.trim_start()));
                }
                Some(_) | None => lines.push(line.to_owned()),
            }
        } else if let Some(last) = lines.last_mut().filter(|_| prose && !starts) {
            // The terminal breaks lines, not the source.
            last.push(' ');
            last.push_str(line);
        } else {
            lines.push(line.to_owned());
        }
        prose = !is_example(line) && line != "Examples:" && !line.is_empty();
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_joined_and_examples_broken_only_where_they_must_be() {
        let text = "Examples:\n  milepost check        every record\n  milepost check --base main\n\
                    The first part\nof a sentence.\nExit status: 0 fine,\n2 could not run.";
        assert_eq!(
            shown(text, 80),
            "Examples:\n  milepost check        every record\n  milepost check --base main\n\
             The first part of a sentence.\nExit status: 0 fine, 2 could not run."
        );
        assert_eq!(
            shown(text, 30),
            "Examples:\n  milepost check\n      every record\n  milepost check --base main\n\
             The first part of a sentence.\nExit status: 0 fine, 2 could not run."
        );
    }

    #[test]
    fn the_command_line_is_sound() {
        command().debug_assert();
    }
}
