//! Changes of single values in a record that is there already: every other byte stays.

use std::collections::BTreeMap;

use super::canonical::{Refused, format};
use super::model::{Model, split};
use super::order::Order;
use super::read::{self, Whole};
use super::tree::{Child, Group, Outside, Shape};
use super::value::Value;
use super::{WIDTH, draft, lines, print};
use crate::finding::{Pointer, Target};
use crate::record::Kind;
use crate::source::{SourceFile, Span};
use crate::yaml::{self, Document};

/// One change of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Gives what is at `pointer` a value. A missing key is added in its place in the canonical order,
    /// with the maps on the way to it.
    Set {
        /// The member or item.
        pointer: Pointer,
        /// The new value.
        value: Value,
    },
    /// Adds an item to the end of a list, which is made where it is missing.
    Append {
        /// The list.
        pointer: Pointer,
        /// The new item.
        value: Value,
    },
    /// Takes a member or item away, with the comments in it and beside it; those above it stay.
    Remove {
        /// The member or item.
        pointer: Pointer,
    },
    /// Gives a member another key, in its place.
    RenameKey {
        /// The member.
        pointer: Pointer,
        /// The new key.
        key: String,
    },
}

impl Edit {
    fn pointer(&self) -> &Pointer {
        match self {
            Self::Set { pointer, .. }
            | Self::Append { pointer, .. }
            | Self::Remove { pointer }
            | Self::RenameKey { pointer, .. } => pointer,
        }
    }

    fn on(&self, model: &mut Model) -> Option<()> {
        match self {
            Self::Set { pointer, value } => model.set(pointer, Model::value(value)),
            Self::Append { pointer, value } => model.append(pointer, Model::value(value)),
            Self::Remove { pointer } => model.remove(pointer),
            Self::RenameKey { pointer, key } => model.rename(pointer, key),
        }
    }
}

/// The file's text with the edits made one after the other. What they do not touch keeps its bytes:
/// comments, blank lines, quotes, the order of keys. What comes out is read again, and says exactly what
/// was asked for.
///
/// # Errors
/// [`Refused`], where the file cannot be read or an edit cannot be made; then none is.
pub fn edit(file: &SourceFile, kind: Kind, edits: &[Edit]) -> Result<String, Refused> {
    let (mut text, done) = words(file, edits)?;
    for edit in edits.get(done..).unwrap_or_default() {
        let now = SourceFile::new(file.path(), text);
        text = match one(&now, kind, edit) {
            // What is written too strangely for one edit is first written as usual.
            Err(Refused::Unusual) => one(&SourceFile::new(file.path(), format(&now, kind)?), kind, edit)?,
            done => done?,
        };
    }
    Ok(text)
}

/// The text with the first edits made, as far as each puts one word in the place of another, and how
/// many these are. They are made in one go, and nothing around the words is touched.
fn words(file: &SourceFile, edits: &[Edit]) -> Result<(String, usize), Refused> {
    let text = file.text();
    if edits.is_empty() {
        return Ok((text.to_owned(), 0));
    }
    let parsed = yaml::parse(file);
    let Some(document) = parsed.document else { return Err(Refused::Unreadable(parsed.problems)) };
    let mut whole = read::read(file, &document);
    let mut wanted = Model::of(&document);
    let mut found: BTreeMap<Span, String> = BTreeMap::new();
    for edit in edits {
        let Some((span, word)) = word(&mut whole.root, &document, text, edit) else { break };
        if found.contains_key(&span) || edit.on(&mut wanted).is_none() {
            break;
        }
        found.insert(span, word);
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (span, word) in &found {
        out.push_str(text.get(at..span.start).unwrap_or_default());
        out.push_str(word);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    let read = yaml::parse(&SourceFile::new(file.path(), out.as_str())).document;
    let exact = read.is_some_and(|read| Model::of(&read) == wanted);
    Ok(if exact { (out, found.len()) } else { (text.to_owned(), 0) })
}

/// Where the word stands that an edit replaces, and what is written there; `None` where the edit is of
/// another sort.
fn word(root: &mut Child, document: &Document, text: &str, edit: &Edit) -> Option<(Span, String)> {
    let Edit::Set { pointer, value } = edit else { return None };
    let parts: Vec<String> = pointer.parts().collect();
    let in_brackets = owner(root, &parts) < parts.len();
    let old = find(root, &parts)?;
    let (Shape::Scalar(_), Shape::Scalar(new)) = (&old.shape, draft::shape(value, None)) else { return None };
    let span = document.locate(pointer, Target::Value)?;
    let written = text.get(span.start..span.end).filter(|written| !written.is_empty())?;
    if matches!(value, Value::Text(same) if same == written.trim_matches(['"', '\''])) {
        return Some((span, written.to_owned()));
    }
    let word = match new.outside {
        _ if in_brackets => new.inside,
        Outside::Line { text, .. } => text,
        Outside::Block(_) => return None,
    };
    let before = span.start - lines::start(text, span.start);
    let fits = in_brackets || before + word.chars().count() <= WIDTH;
    (fits && !written.contains(['\n', '\r'])).then_some((span, word))
}

/// How many of the parts lead to the innermost child that has lines of its own.
fn owner(root: &Child, parts: &[String]) -> usize {
    let mut child = root;
    for (depth, part) in parts.iter().enumerate() {
        let group = child.shape.group().filter(|group| !group.brackets);
        let Some(next) = group.and_then(|group| group.children.get(group.place(part)?)) else {
            return depth;
        };
        child = next;
    }
    parts.len()
}

fn one(file: &SourceFile, kind: Kind, edit: &Edit) -> Result<String, Refused> {
    let parsed = yaml::parse(file);
    let Some(document) = parsed.document else { return Err(Refused::Unreadable(parsed.problems)) };
    let before = Model::of(&document);
    let mut wanted = before.clone();
    edit.on(&mut wanted).ok_or_else(|| Refused::NoPlace(edit.pointer().clone()))?;
    if wanted == before {
        return Ok(file.text().to_owned());
    }
    let editor = Editor { text: file.text(), whole: read::read(file, &document), order: Order::of(kind) };
    let text = editor.apply(&document, edit).ok_or_else(|| Refused::NoPlace(edit.pointer().clone()))?;
    let edited = SourceFile::new(file.path(), text);
    let read = yaml::parse(&edited).document.ok_or(Refused::Unusual)?;
    if Model::of(&read) != wanted {
        return Err(Refused::Unusual);
    }
    Ok(edited.text().to_owned())
}

struct Editor<'t> {
    text: &'t str,
    whole: Whole,
    order: &'static Order,
}

impl Editor<'_> {
    fn apply(self, document: &Document, edit: &Edit) -> Option<String> {
        match edit {
            Edit::Set { pointer, value } => self.set(pointer, value),
            Edit::Append { pointer, value } => self.append(pointer, value),
            Edit::Remove { pointer } => self.remove(pointer),
            Edit::RenameKey { pointer, key } => {
                let parts: Vec<String> = pointer.parts().collect();
                let span = document.locate(pointer, Target::Key)?;
                let key = draft::key(key);
                let by_indentation = owner(&self.whole.root, &parts) == parts.len();
                Some(self.replaced(span, if by_indentation { &key.outside } else { &key.inside }))
            }
        }
    }

    fn set(mut self, pointer: &Pointer, value: &Value) -> Option<String> {
        let parts: Vec<String> = pointer.parts().collect();
        let order = self.order_at(&parts);
        if let Some(child) = find(&mut self.whole.root, &parts) {
            let mut shape = draft::shape(value, order);
            // A list or map that is written by indentation stays so.
            let by_indentation = |group: &Group| !group.brackets && !group.children.is_empty();
            if child.shape.group().is_some_and(by_indentation)
                && let Some(group) = shape.group_mut()
            {
                group.brackets &= group.children.is_empty();
            }
            child.shape = shape;
            return self.reprinted(&parts);
        }
        let (parent, key) = split(pointer)?;
        let parents: Vec<String> = parent.parts().collect();
        let order = self.order_at(&parents);
        let Some(child) = find(&mut self.whole.root, &parents) else {
            return self.set(&parent, &Value::Map(vec![(key, value.clone())]));
        };
        let new = draft::member(&key, value, order);
        match &mut child.shape {
            Shape::Map(group) if group.brackets => {
                let at = after(group, order, &key).map_or(0, |place| place + 1);
                group.children.insert(at, new);
                self.reprinted(&parents)
            }
            Shape::Map(group) => {
                let sibling = after(group, order, &key).and_then(|place| group.children.get(place));
                let first = group.children.first()?.clone();
                let sibling = sibling.cloned();
                Some(self.inserted(&new, sibling.as_ref(), &first))
            }
            Shape::Empty | Shape::Scalar(_) => {
                child.shape = draft::shape(&Value::Map(vec![(key, value.clone())]), order);
                self.reprinted(&parents)
            }
            Shape::List(_) => None,
        }
    }

    fn append(mut self, pointer: &Pointer, value: &Value) -> Option<String> {
        let parts: Vec<String> = pointer.parts().collect();
        let order = self.order_at(&parts);
        let list = find(&mut self.whole.root, &parts).map(|child| &mut child.shape);
        let Some(Shape::List(group)) =
            list.filter(|shape| shape.group().is_some_and(|group| !group.children.is_empty()))
        else {
            return self.set(pointer, &Value::List(vec![value.clone()]));
        };
        let new = draft::item(value, order);
        if group.brackets {
            group.children.push(new);
            return self.reprinted(&parts);
        }
        let (first, last) = (group.children.first()?.clone(), group.children.last().cloned());
        Some(self.inserted(&new, last.as_ref(), &first))
    }

    fn remove(mut self, pointer: &Pointer) -> Option<String> {
        let (parent, key) = split(pointer)?;
        let parents: Vec<String> = parent.parts().collect();
        let text = self.text;
        let group = find(&mut self.whole.root, &parents)?.shape.group_mut()?;
        let place = group.place(&key)?;
        let next =
            group.children.get(place + 1).map(|next| next.above.first().map_or(next.blank, |it| it.blank));
        let child = group.children.get(place)?;
        let line = lines::start(text, child.span.start);
        let alone = text.get(line..child.span.start).is_some_and(|before| before.trim_start().is_empty());
        if group.brackets || group.children.len() == 1 || !alone {
            group.children.remove(place);
            group.brackets |= group.children.is_empty();
            return self.reprinted(&parents);
        }
        let end = lines::next(text, self::end(text, child));
        // Of two blank lines that would meet, one goes.
        let blank = child.blank && child.above.is_empty() && next.unwrap_or(true);
        let above = lines::above(text, line).filter(|_| blank);
        Some(self.replaced(Span::new(above.map_or(line, |above| above.start), end), ""))
    }

    /// The order of the keys of what is at `parts`.
    fn order_at(&self, parts: &[String]) -> Option<&'static Order> {
        let step = |order: &'static Order, part: &String| order.item().or_else(|| order.member(part));
        parts.iter().try_fold(self.order, step)
    }

    /// The text with the innermost child that has lines of its own and holds what is at `parts` written
    /// anew.
    fn reprinted(mut self, parts: &[String]) -> Option<String> {
        let owner = parts.get(..owner(&self.whole.root, parts)).unwrap_or_default();
        if owner.is_empty() {
            return Some(print::document(&self.whole.heading, self.whole.gap, &self.whole.root));
        }
        let child = find(&mut self.whole.root, owner)?;
        let span = Span::new(child.span.start, end(self.text, child));
        child.above.clear();
        child.blank = false;
        let indent = span.start - lines::start(self.text, span.start);
        let text = print::child(child, indent);
        Some(self.replaced(span, text.trim_start_matches(' ').strip_suffix('\n').unwrap_or(&text)))
    }

    /// The text with `new` below `sibling`, or above `first`, where nothing stands before it.
    fn inserted(&self, new: &Child, sibling: Option<&Child>, first: &Child) -> String {
        let line = lines::start(self.text, first.span.start);
        let indent = first.span.start - line;
        let text = print::child(new, indent);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        if let Some(sibling) = sibling {
            let at = end(self.text, sibling);
            return self.replaced(Span::new(at, at), &format!("\n{text}"));
        }
        let before = self.text.get(line..first.span.start).unwrap_or_default();
        if before.trim_start().is_empty() {
            let top = first.above.first().map_or(line, |comment| lines::start(self.text, comment.at));
            return self.replaced(Span::new(top, top), &format!("{text}\n"));
        }
        let at = first.span.start;
        let text = format!("{}\n{}", text.trim_start_matches(' '), " ".repeat(indent));
        self.replaced(Span::new(at, at), &text)
    }

    /// The text with other text at `span`, its lines ended as all others are.
    fn replaced(&self, span: Span, new: &str) -> String {
        let new = if self.text.contains("\r\n") { new.replace('\n', "\r\n") } else { new.to_owned() };
        let before = self.text.get(..span.start).unwrap_or_default();
        let after = self.text.get(span.end..).unwrap_or_default();
        format!("{before}{new}{after}")
    }
}

impl Group {
    /// The place of the child that a part of a pointer names.
    fn place(&self, part: &str) -> Option<usize> {
        let named = |child: &Child| child.key.as_ref().is_some_and(|key| key.name == part);
        let index = || part.parse().ok().filter(|index| *index < self.children.len());
        if self.children.first().is_some_and(|child| child.key.is_none()) {
            return index();
        }
        self.children.iter().position(named)
    }
}

fn find<'a>(root: &'a mut Child, parts: &[String]) -> Option<&'a mut Child> {
    parts.iter().try_fold(root, |child, part| {
        let group = child.shape.group_mut()?;
        let place = group.place(part)?;
        group.children.get_mut(place)
    })
}

/// The place of the member behind which a new one belongs.
fn after(group: &Group, order: Option<&Order>, key: &str) -> Option<usize> {
    let Some(order) = order else { return group.children.len().checked_sub(1) };
    let new = order.place(key);
    let place = |child: &Child| order.place(child.key.as_ref().map_or("", |key| &key.name));
    let before = group.children.iter().enumerate().filter(|(_, child)| place(child) <= new);
    before.max_by_key(|(index, child)| (place(child), *index)).map(|(index, _)| index)
}

/// Where the last line of what belongs to a child ends, without its line end.
fn end(text: &str, child: &Child) -> usize {
    let own = lines::end(text, child.span.end);
    let Some(group) = child.shape.group().filter(|group| !group.brackets) else { return own };
    let last = group.children.last().map_or(own, |child| end(text, child));
    let below = group.below.last().map_or(own, |comment| lines::end(text, comment.at));
    own.max(last).max(below)
}
