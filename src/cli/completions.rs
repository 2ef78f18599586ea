//! `milepost completions`: what a shell needs to complete commands, options and their fixed values.

use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::{Shell, generate};

use super::output::Output;
use super::{Cli, Outcome};
use crate::error::Error;

/// Arguments of `milepost completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost completions bash > ~/.local/share/bash-completion/completions/milepost\n  \
    milepost completions zsh > ~/.zfunc/_milepost\n  \
    milepost completions fish > ~/.config/fish/completions/milepost.fish\n  \
    milepost completions powershell >> $PROFILE\n  \
    milepost completions elvish >> ~/.config/elvish/rc.elv\n\
    For zsh, ~/.zshrc needs `fpath+=~/.zfunc` before `autoload -Uz compinit && compinit`. Make the folder first\n\
    where there is none, and open a new shell afterwards.\n\
    Exit status: 0, 2 could not run.")]
pub(super) struct Arguments {
    /// Shell that is to complete
    #[arg(value_enum)]
    shell: ShellName,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShellName {
    /// GNU Bash
    Bash,
    /// Z shell
    Zsh,
    /// Fish
    Fish,
    /// PowerShell
    #[value(alias = "pwsh")]
    Powershell,
    /// Elvish
    Elvish,
}

impl From<ShellName> for Shell {
    fn from(name: ShellName) -> Self {
        match name {
            ShellName::Bash => Self::Bash,
            ShellName::Zsh => Self::Zsh,
            ShellName::Fish => Self::Fish,
            ShellName::Powershell => Self::PowerShell,
            ShellName::Elvish => Self::Elvish,
        }
    }
}

/// Prints the shell's script.
///
/// # Errors
/// Where it cannot be printed.
pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    generate(Shell::from(arguments.shell), &mut Cli::command(), "milepost", &mut script);
    output.print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Fine)
}
