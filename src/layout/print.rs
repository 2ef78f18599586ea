//! From a tree to text.

use super::WIDTH;
use super::fold::fold;
use super::tree::{Block, Child, Comment, Group, Outside, Scalar, Shape, Wide};

/// The narrowest a text is broken to, however deep it stands.
const NARROWEST: usize = 30;

/// The text of a whole document, with the comments that stay at its top.
pub(super) fn document(heading: &[Comment], gap: bool, root: &Child) -> String {
    let mut printer = Printer::default();
    printer.comments(heading, 0, true);
    printer.comments(&root.above, 0, heading.is_empty());
    if let Some(aside) = &root.aside {
        printer.line(0, aside.trim_start());
    }
    let first = !gap || printer.out.is_empty();
    match &root.shape {
        Shape::Empty => {}
        Shape::Scalar(scalar) => printer.scalar(scalar),
        Shape::List(group) | Shape::Map(group) if group.children.is_empty() => {
            let text = if matches!(root.shape, Shape::List(_)) { "[]" } else { "{}" };
            printer.line(0, text);
            printer.comments(&group.below, 0, false);
        }
        Shape::List(group) | Shape::Map(group) => {
            if !first {
                printer.blank();
            }
            printer.group(group, 0);
        }
    }
    printer.out
}

/// One item or member as lines indented by `indent`, with its comments.
pub(super) fn child(child: &Child, indent: usize) -> String {
    let mut printer = Printer::default();
    printer.child(child, indent, true);
    printer.out
}

#[derive(Default)]
struct Printer {
    out: String,
    /// Whether a text that ends with blank lines was written last: one more would belong to it.
    keeps: bool,
}

impl Printer {
    fn line(&mut self, indent: usize, text: &str) {
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.out.push_str(text);
        self.out.push('\n');
        self.keeps = false;
    }

    fn blank(&mut self) {
        if !self.keeps {
            self.out.push('\n');
        }
    }

    fn comments(&mut self, comments: &[Comment], indent: usize, first: bool) {
        for (place, comment) in comments.iter().enumerate() {
            if comment.blank && !(first && place == 0) {
                self.blank();
            }
            self.line(indent, &comment.text);
        }
    }

    /// The children of a list or map, each on lines of its own.
    fn group(&mut self, group: &Group, indent: usize) {
        for (place, child) in group.children.iter().enumerate() {
            self.child(child, indent, place == 0);
        }
        self.comments(&group.below, indent, group.children.is_empty());
    }

    fn child(&mut self, child: &Child, indent: usize, first: bool) {
        self.comments(&child.above, indent, first);
        if child.blank && !(first && child.above.is_empty()) {
            self.blank();
        }
        self.out.extend(std::iter::repeat_n(' ', indent));
        self.open(child, indent, indent);
    }

    /// A key or dash and what follows it; what stands before it on its line is written already.
    fn open(&mut self, child: &Child, indent: usize, start: usize) {
        let from = self.out.len();
        match &child.key {
            Some(key) => {
                self.out.push_str(&key.outside);
                self.out.push(':');
            }
            None => self.out.push('-'),
        }
        let column = start + self.out.get(from..).unwrap_or_default().chars().count();
        let aside = child.aside.as_deref();
        match &child.shape {
            Shape::Empty => self.end(aside),
            Shape::Scalar(scalar) => {
                self.out.push(' ');
                self.value(scalar, indent, column + 1, aside);
            }
            Shape::List(group) | Shape::Map(group) => {
                let room = WIDTH.saturating_sub(column + 1);
                let empty = group.children.is_empty();
                let short =
                    if empty { in_brackets(&child.shape, 2) } else { in_brackets(&child.shape, room) };
                if let Some(text) = short {
                    self.out.push(' ');
                    self.out.push_str(&text);
                    return self.end(aside);
                }
                let first = group
                    .children
                    .first()
                    .filter(|first| child.key.is_none() && aside.is_none() && first.above.is_empty());
                if let Some(first) = first {
                    self.out.push(' ');
                    self.open(first, indent + 2, column + 1);
                    for child in group.children.iter().skip(1) {
                        self.child(child, indent + 2, false);
                    }
                    self.comments(&group.below, indent + 2, false);
                } else {
                    self.end(aside);
                    self.group(group, indent + 2);
                }
            }
        }
    }

    fn end(&mut self, aside: Option<&str>) {
        self.out.push_str(aside.unwrap_or_default());
        self.out.push('\n');
        self.keeps = false;
    }

    /// A scalar as the whole document.
    fn scalar(&mut self, scalar: &Scalar) {
        match &scalar.outside {
            Outside::Line { text, .. } => self.line(0, text),
            Outside::Block(_) => self.value(scalar, 0, 0, None),
        }
    }

    fn value(&mut self, scalar: &Scalar, indent: usize, column: usize, aside: Option<&str>) {
        let width = WIDTH.saturating_sub(indent + 2).max(NARROWEST);
        match &scalar.outside {
            Outside::Block(block) => self.block(block, indent, width, aside),
            Outside::Line { text, wide } => {
                let fits = column + text.chars().count() <= WIDTH;
                match wide {
                    Wide::Fold(value) if !fits => {
                        let lines = fold(value, width).into_iter().map(str::to_owned).collect();
                        let block = Block { folded: true, indicator: false, line_ends: 0, lines };
                        self.block(&block, indent, width, aside);
                    }
                    Wide::Lines(block) if !fits => self.block(block, indent, width, aside),
                    Wide::Keep | Wide::Fold(_) | Wide::Lines(_) => {
                        self.out.push_str(text);
                        self.end(aside);
                    }
                }
            }
        }
    }

    fn block(&mut self, block: &Block, indent: usize, width: usize, aside: Option<&str>) {
        self.out.push(if block.folded { '>' } else { '|' });
        if block.indicator {
            self.out.push('2');
        }
        self.out.push_str(match block.line_ends {
            0 => "-",
            1 => "",
            _ => "+",
        });
        self.end(aside);
        for line in &block.lines {
            // A line that starts with a blank is none that can be broken.
            if block.folded && !line.starts_with([' ', '\t']) && line.chars().count() > width {
                fold(line, width).into_iter().for_each(|line| self.text(line, indent + 2));
            } else {
                self.text(line, indent + 2);
            }
        }
        self.out.extend(std::iter::repeat_n('\n', block.line_ends.saturating_sub(1)));
        let blank = block.lines.last().is_some_and(|line| line.trim().is_empty());
        self.keeps = block.line_ends > 1 || blank;
    }

    fn text(&mut self, line: &str, indent: usize) {
        self.line(if line.is_empty() { 0 } else { indent }, line);
    }
}

/// A list or map in brackets, where it is meant to be, holds no comment and takes at most `room` columns.
pub(super) fn in_brackets(shape: &Shape, room: usize) -> Option<String> {
    let group = shape.group().filter(|group| group.brackets && !group.has_comments())?;
    let mut out = String::new();
    let mut columns = 0;
    write_in_brackets(group, matches!(shape, Shape::List(_)), room, &mut columns, &mut out)?;
    Some(out)
}

fn write_in_brackets(
    group: &Group,
    list: bool,
    room: usize,
    columns: &mut usize,
    out: &mut String,
) -> Option<()> {
    if !group.brackets {
        return None;
    }
    let push = |text: &str, columns: &mut usize, out: &mut String| {
        *columns += text.chars().count();
        out.push_str(text);
        (*columns <= room).then_some(())
    };
    push(if list { "[" } else { "{" }, columns, out)?;
    for (place, child) in group.children.iter().enumerate() {
        if place > 0 {
            push(", ", columns, out)?;
        }
        if let Some(key) = &child.key {
            push(&key.inside, columns, out)?;
            push(": ", columns, out)?;
        }
        match &child.shape {
            Shape::Empty => push("null", columns, out)?,
            Shape::Scalar(scalar) => push(&scalar.inside, columns, out)?,
            Shape::List(group) => write_in_brackets(group, true, room, columns, out)?,
            Shape::Map(group) => write_in_brackets(group, false, room, columns, out)?,
        }
    }
    push(if list { "]" } else { "}" }, columns, out)
}
