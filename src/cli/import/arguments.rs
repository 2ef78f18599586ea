//! The flags of `milepost import`, and what their words stand for.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::calendar::Date;
use crate::cli::commit::CommitFlags;
use crate::import::{self, Delimiter};

/// Arguments of `milepost import`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    milepost import matrix.csv --dry-run       what would be read and written\n  \
    milepost import matrix.csv                 people, skills, roles, teams and baselines\n  \
    milepost import matrix.csv --map \"Full name=name\" --map \"Level=tier\" --map \"Notes=ignore\"\n  \
    milepost import matrix.csv --level basic=1 --level good=3 --level x=unrated\n  \
    milepost import matrix.csv --method mentor --assessor ben --date 2026-10-01\n\
    A sheet has a person a row and a skill a column, or the other way round, or a rating a row with the\n\
    columns person, skill and level. Save it as CSV UTF-8.\n\
    Nothing that is there is changed. What is not understood is told with its cell; say what it means with\n\
    a flag and run it again: only what is missing is added.\n\
    --map takes HEADING=FIELD or \"column F=FIELD\"; fields: name, first-name, last-name, handle, email, team,\n\
    role, tier, discipline, started, manager, mentor, skill, level, date, assessor, category, ignore, skill:ID.\n\
    Exit status: 0 written, 1 with --strict something was not understood, 2 nothing could be read or written.")]
pub(in crate::cli) struct Arguments {
    /// The spreadsheet, saved as CSV in UTF-8 or as Unicode Text
    pub(super) file: PathBuf,
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write nothing where anything was not understood
    #[arg(long)]
    pub(super) strict: bool,
    /// List every cell, skill and path in the report
    #[arg(long)]
    pub(super) all: bool,
    #[command(flatten)]
    pub(super) sheet: Sheet,
    #[command(flatten)]
    pub(super) ratings: Ratings,
    #[command(flatten)]
    pub(super) profiles: Profiles,
    #[command(flatten)]
    pub(super) commit: CommitFlags,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "How the sheet is read")]
pub(super) struct Sheet {
    /// What a column is, e.g. "Full name=name", "Rust (lang)=skill:rust"; may be repeated
    #[arg(long, value_name = "HEADING=FIELD")]
    pub(super) map: Vec<String>,
    /// Which level a text stands for, e.g. basic=1, x=unrated; may be repeated
    #[arg(long, value_name = "TEXT=LEVEL")]
    pub(super) level: Vec<String>,
    /// Who somebody is, e.g. "Ana Soto=ana", "Ana Soto=new"; may be repeated
    #[arg(long, value_name = "NAME=HANDLE")]
    pub(super) person: Vec<String>,
    /// How the sheet is laid out [default: found out]
    #[arg(long, value_enum, value_name = "SHAPE")]
    pub(super) shape: Option<ShapeName>,
    /// People are in columns, skills in rows: --shape people-in-columns
    #[arg(long, conflicts_with = "shape")]
    pub(super) transposed: bool,
    /// What separates cells [default: found out]
    #[arg(long, value_enum, value_name = "DELIMITER")]
    pub(super) delimiter: Option<DelimiterName>,
    /// Number of the row with the headings [default: found out]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) header_row: Option<u32>,
    /// In dates such as 3/5/2026: which comes first
    #[arg(long, value_enum, value_name = "ORDER")]
    pub(super) dates: Option<DayOrderName>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What the levels are worth")]
pub(super) struct Ratings {
    /// How the levels were found; `self` is a claim and never a level [default: self, or peer where the
    /// sheet says who rated]
    #[arg(long, value_enum, value_name = "METHOD")]
    pub(super) method: Option<MethodName>,
    /// Handle of who rated; may be repeated
    #[arg(long, value_name = "HANDLE", requires = "method")]
    pub(super) assessor: Vec<String>,
    /// Day of the ratings, YYYY-MM-DD [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<Date>,
    /// Level from which new skills count as proficient [default: what the scale calls so]
    #[arg(long, value_name = "LEVEL")]
    pub(super) proficient_from: Option<u8>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Where the sheet does not say it")]
pub(super) struct Profiles {
    /// Role [default: the only one there is, else a new one, `engineer`]
    #[arg(long, value_name = "ROLE")]
    pub(super) role: Option<String>,
    /// Tier of the role [default: its first]
    #[arg(long, value_name = "TIER")]
    pub(super) tier: Option<String>,
    /// Discipline [default: that of the role]
    #[arg(long, value_name = "DISCIPLINE")]
    pub(super) discipline: Option<String>,
    /// First day, YYYY-MM-DD [default: the day of the ratings]
    #[arg(long, value_name = "DATE")]
    pub(super) started: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ShapeName {
    /// A row is a person, a column a skill
    PeopleInRows,
    /// A row is a skill, a column a person
    PeopleInColumns,
    /// A row is one rating: person, skill, level
    RatingARow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DelimiterName {
    /// ,
    #[value(alias = ",")]
    Comma,
    /// ;
    #[value(alias = ";")]
    Semicolon,
    /// A tab
    #[value(alias = "\t")]
    Tab,
    /// |
    #[value(alias = "|")]
    Pipe,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DayOrderName {
    /// 3/5/2026 is 3 May
    DayFirst,
    /// 3/5/2026 is 5 March
    MonthFirst,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MethodName {
    /// People rated themselves: a claim, never a level
    #[value(name = "self")]
    SelfRating,
    /// A colleague rated
    Peer,
    /// A mentor rated
    Mentor,
    /// The manager rated
    Manager,
    /// Several people rated together
    Panel,
}

impl ShapeName {
    pub(super) fn shape(self) -> import::Shape {
        match self {
            Self::PeopleInRows => import::Shape::PeopleInRows,
            Self::PeopleInColumns => import::Shape::PeopleInColumns,
            Self::RatingARow => import::Shape::OneRatingARow,
        }
    }
}

impl DelimiterName {
    pub(super) fn delimiter(self) -> Delimiter {
        match self {
            Self::Comma => Delimiter::Comma,
            Self::Semicolon => Delimiter::Semicolon,
            Self::Tab => Delimiter::Tab,
            Self::Pipe => Delimiter::Pipe,
        }
    }
}

impl DayOrderName {
    pub(super) fn order(self) -> import::DayOrder {
        match self {
            Self::DayFirst => import::DayOrder::DayFirst,
            Self::MonthFirst => import::DayOrder::MonthFirst,
        }
    }
}

impl MethodName {
    pub(super) fn method(self) -> crate::record::Method {
        use crate::record::Method;
        match self {
            Self::SelfRating => Method::SelfRating,
            Self::Peer => Method::Peer,
            Self::Mentor => Method::Mentor,
            Self::Manager => Method::Manager,
            Self::Panel => Method::Panel,
        }
    }
}
