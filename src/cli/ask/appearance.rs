//! What questions look like: colour where standard error has it, other signs than ASCII where the
//! locale shows them.

use inquire::ui::{Attributes, Color, ErrorMessageRenderConfig, RenderConfig, StyleSheet, Styled};

use crate::cli::output::Output;

/// The look that fits the terminal of `output`.
pub(super) fn of(output: &Output) -> RenderConfig<'static> {
    let (asked, answered, wrong, here) =
        if output.unicode() { ("?", "✓", "✗", "›") } else { ("?", "*", "!", ">") };
    let (up, down) = if output.unicode() { ("↑", "↓") } else { ("^", "v") };
    let plain = RenderConfig {
        prompt_prefix: Styled::new(asked),
        answered_prompt_prefix: Styled::new(answered),
        canceled_prompt_indicator: Styled::new(""),
        error_message: ErrorMessageRenderConfig::empty().with_prefix(Styled::new(wrong)),
        highlighted_option_prefix: Styled::new(here),
        unhighlighted_option_prefix: Styled::new(" "),
        scroll_up_prefix: Styled::new(up),
        scroll_down_prefix: Styled::new(down),
        ..RenderConfig::empty()
    };
    if !output.colour_on_errors() {
        return plain;
    }
    let colour = |style: Styled<&'static str>, colour| style.with_fg(colour);
    RenderConfig {
        prompt_prefix: colour(plain.prompt_prefix, Color::DarkCyan),
        answered_prompt_prefix: colour(plain.answered_prompt_prefix, Color::DarkGreen),
        prompt: StyleSheet::new().with_attr(Attributes::BOLD),
        default_value: StyleSheet::new().with_fg(Color::DarkGrey),
        help_message: StyleSheet::new().with_fg(Color::DarkGrey),
        answer: StyleSheet::new().with_fg(Color::DarkCyan),
        error_message: ErrorMessageRenderConfig::empty()
            .with_prefix(Styled::new(wrong).with_fg(Color::DarkRed))
            .with_message(StyleSheet::new().with_fg(Color::DarkRed)),
        highlighted_option_prefix: colour(plain.highlighted_option_prefix, Color::DarkCyan),
        selected_option: Some(StyleSheet::new().with_fg(Color::DarkCyan)),
        selected_checkbox: colour(plain.selected_checkbox, Color::DarkGreen),
        ..plain
    }
}

/// Gives the terminal back as it was, where the program is stopped in the middle of a question.
pub(in crate::cli) fn restore_terminal() {
    if !crossterm::terminal::is_raw_mode_enabled().unwrap_or(false) {
        return;
    }
    let _ = crossterm::execute!(
        std::io::stderr(),
        crossterm::event::DisableBracketedPaste,
        // What stands below the question is not to show through what is said next.
        crossterm::terminal::Clear(crossterm::terminal::ClearType::FromCursorDown),
        crossterm::cursor::Show
    );
    let _ = crossterm::terminal::disable_raw_mode();
}
