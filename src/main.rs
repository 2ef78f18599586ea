//! The program: reads the arguments, runs, sets the exit status. Everything else is the library.

fn main() -> std::process::ExitCode {
    milepost::cli::main()
}
