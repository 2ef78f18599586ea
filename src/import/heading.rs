//! What headings of spreadsheets are called: in English, and in German, French and Spanish as far as
//! spreadsheets of teams use them.

use std::fmt;

/// What a column is read as, where it is no skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The whole name.
    Name,
    /// The first name, beside [`Field::LastName`].
    FirstName,
    /// The family name.
    LastName,
    /// The handle.
    Handle,
    /// The e-mail address.
    Email,
    /// The team.
    Team,
    /// The role.
    Role,
    /// The tier of the role.
    Tier,
    /// The discipline.
    Discipline,
    /// The first day.
    Started,
    /// The manager.
    Manager,
    /// The mentor, or several.
    Mentor,
    /// The name of a skill (one rating a row).
    Skill,
    /// The level (one rating a row).
    Level,
    /// The day of the rating.
    Date,
    /// Who rated.
    Assessor,
    /// The group that a skill belongs to.
    Category,
    /// Nothing of ours.
    Ignore,
}

impl Field {
    /// Every field, as `--map HEADING=FIELD` names it.
    pub const ALL: [(Self, &'static str); 18] = [
        (Self::Name, "name"),
        (Self::FirstName, "first-name"),
        (Self::LastName, "last-name"),
        (Self::Handle, "handle"),
        (Self::Email, "email"),
        (Self::Team, "team"),
        (Self::Role, "role"),
        (Self::Tier, "tier"),
        (Self::Discipline, "discipline"),
        (Self::Started, "started"),
        (Self::Manager, "manager"),
        (Self::Mentor, "mentor"),
        (Self::Skill, "skill"),
        (Self::Level, "level"),
        (Self::Date, "date"),
        (Self::Assessor, "assessor"),
        (Self::Category, "category"),
        (Self::Ignore, "ignore"),
    ];

    /// The field that `--map` calls so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, own)| *own == name).map(|(field, _)| field)
    }

    /// Whether it says who a person is.
    pub(super) fn identifies(self) -> bool {
        matches!(self, Self::Name | Self::FirstName | Self::LastName | Self::Handle | Self::Email)
    }

    /// What headings call it, as [`plain`] writes them.
    fn headings(self) -> &'static str {
        match self {
            Self::Name => {
                "name fullname yourname yourfullname person people employee employeename member teammember membername engineer \
                 engineername developer developername colleague displayname resource consultant who \
                 mitarbeiter mitarbeiterin mitarbeitende mitarbeitender mitarbeiterinnen nom nomcomplet nombre \
                 nombrecompleto empleado empleada collaborateur"
            }
            Self::FirstName => "first firstname givenname forename vorname prénom prenom",
            Self::LastName => {
                "last lastname surname familyname nachname familienname nomdefamille apellido apellidos"
            }
            Self::Handle => "handle username login user userid alias kürzel kuerzel benutzername nickname",
            Self::Email => {
                "email emailaddress youremail mail mailaddress workemail emailadresse mailadresse courriel correo \
                 correoelectrónico"
            }
            Self::Team => "team teamname squad group gruppe équipe equipe equipo department abteilung dept",
            Self::Role => {
                "role jobrole jobtitle title position job rolle funktion stelle poste puesto rol jobprofile"
            }
            Self::Tier => {
                "tier grade seniority senioritylevel joblevel careerlevel jobgrade level stufe karrierestufe \
                 karrierelevel ebene"
            }
            Self::Discipline => "discipline disziplin chapter craft fachbereich fachrichtung",
            Self::Started => {
                "started startdate start hiredate hired joined joineddate joiningdate joinedon eintritt \
                 eintrittsdatum eingetreten eingetretenam fechadeingreso datedentrée"
            }
            Self::Manager => {
                "manager linemanager managername reportsto supervisor boss vorgesetzter vorgesetzte vorgesetzt \
                 führungskraft teamlead teamleiter"
            }
            Self::Mentor => "mentor mentors mentorin mentoren mentorname",
            Self::Skill => {
                "skill skills skillname competency competencies competence capability technology technologies \
                 fähigkeit fähigkeiten kompetenz kompetenzen kenntnis kenntnisse technologie technologien \
                 compétence compétences competencia competencias habilidad"
            }
            Self::Level => {
                "rating level score proficiency proficiencylevel skilllevel skillrating currentlevel currentrating \
                 selfrating value stufe bewertung niveau einstufung ausprägung nivel points punkte"
            }
            Self::Date => {
                "date ratedon rateddate ratingdate assessmentdate assessedon assesseddate lastassessed \
                 lastassessedon lastreviewed datum bewertetam bewertungsdatum lastupdated updated updatedon \
                 timestamp zeitstempel reviewdate fecha"
            }
            Self::Assessor => {
                "assessor assessors assessedby ratedby reviewer rater evaluator evaluatedby bewertetvon bewerter \
                 bewerterin"
            }
            Self::Category => {
                "category skillcategory skillgroup skillarea area domain kategorie bereich cluster skillcluster \
                 catégorie categoría kompetenzfeld"
            }
            Self::Ignore => {
                "notes note comment comments remark remarks bemerkung bemerkungen kommentar kommentare anmerkung \
                 anmerkungen notiz notizen id no nr number employeeid employeenumber staffid personnelnumber \
                 personalnummer personalnr location standort office country city phone telefon commentaire \
                 comentario description definition beschreibung costcenter costcentre kostenstelle birthday \
                 geburtstag age alter gender salary gehalt fte tenure experience yearsofexperience \
                 experienceyears yoe years erfahrung berufserfahrung erfahrungjahre jahre \
                 betriebszugehörigkeit ancienneté experiencia certifications certification certificates \
                 certificate zertifikate zertifizierungen importance priority weight wichtigkeit priorität \
                 gewichtung"
            }
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "name",
            Self::FirstName => "first name",
            Self::LastName => "family name",
            Self::Handle => "handle",
            Self::Email => "e-mail address",
            Self::Team => "team",
            Self::Role => "role",
            Self::Tier => "tier of the role",
            Self::Discipline => "discipline",
            Self::Started => "first day",
            Self::Manager => "manager",
            Self::Mentor => "mentors",
            Self::Skill => "skill",
            Self::Level => "level",
            Self::Date => "day of the rating",
            Self::Assessor => "who rated",
            Self::Category => "group of skills",
            Self::Ignore => "left aside",
        })
    }
}

/// A heading without letter case, white space and punctuation.
#[must_use]
pub(super) fn plain(heading: &str) -> String {
    // Longer texts are no headings that anybody compares.
    heading.chars().take(120).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a heading is well known for. `long` is for tables with one rating a row, in which `Level` is
/// that of the skill; elsewhere it is that of the person.
#[must_use]
pub(super) fn known(heading: &str, long: bool) -> Option<Field> {
    let without_aside = heading.split(['(', '[', '\n']).next().unwrap_or(heading);
    let (whole, short) = (plain(heading), plain(without_aside));
    let of = |text: &str| {
        let fields = Field::ALL.into_iter().map(|(field, _)| field);
        let mut fields =
            fields.filter(|field| if long { *field != Field::Tier } else { *field != Field::Level });
        fields.find(|field| !text.is_empty() && field.headings().split_whitespace().any(|it| it == text))
    };
    of(&whole).or_else(|| of(&short))
}

/// Whether a heading, of a column or a row, announces what is computed from the cells, or what the
/// sheet asks for, not what somebody can do.
#[must_use]
pub(super) fn is_summary(heading: &str) -> bool {
    const ALONE: &str = "total totals sum summe gesamt average averages avg mean median ø durchschnitt mittelwert \
                         mittel count anzahl coverage abdeckung required requiredlevel target targetlevel soll \
                         sollwert ziel zielwert zielniveau needed need gap delta overall score rating level moyenne \
                         promedio busfactor headcount minimum maximum ergebnis";
    const FIRST: [&str; 14] = [
        "total",
        "sum",
        "summe",
        "gesamt",
        "average",
        "avg",
        "mean",
        "durchschnitt",
        "mittelwert",
        "ø",
        "overall",
        "moyenne",
        "promedio",
        "anzahl",
    ];
    const AVERAGE: [&str; 6] = ["average", "avg", "total", "durchschnitt", "mittelwert", "moyenne"];
    let whole = plain(heading);
    let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().map(plain).unwrap_or_default();
    ALONE.split_whitespace().any(|word| word == whole)
        || FIRST.contains(&first.as_str())
        || words.next_back().is_some_and(|last| AVERAGE.contains(&plain(last).as_str()))
        || heading.starts_with(['Ø', '∑', 'Σ'])
}

/// Whether the heading of a skill says that it holds what is aimed at, beside what is: "Rust target",
/// "Rust (Soll)".
#[must_use]
pub(super) fn is_target(heading: &str) -> bool {
    before_target(heading).is_some_and(|skill| !skill.is_empty())
}

/// What stands before the word that says that a column holds what is aimed at: `Rust` in "Rust (Soll)",
/// nothing in "Soll".
#[must_use]
pub(super) fn before_target(heading: &str) -> Option<&str> {
    before(heading, &["target", "soll", "ziel", "gap", "delta", "required", "desired", "needed"])
}

/// The same of the word that says that a column holds what is: `Rust` in "Rust (current)".
#[must_use]
pub(super) fn before_present(heading: &str) -> Option<&str> {
    before(heading, &["current", "present", "actual", "now", "today", "ist", "aktuell", "heute"])
}

/// What stands before the last word, where that is one of `words`.
fn before<'h>(heading: &'h str, words: &[&str]) -> Option<&'h str> {
    let within = heading.trim_end_matches(|c: char| !c.is_alphanumeric());
    let (before, last) = within.rsplit_once(|c: char| !c.is_alphanumeric()).unwrap_or(("", within));
    let signs =
        |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '–' | '—' | ':' | '/' | '_' | '|');
    words.contains(&plain(last).as_str()).then(|| before.trim_end_matches(signs))
}

/// Whether a heading says what people would like to do, beside what they can: "Rust (interest)".
#[must_use]
pub(super) fn is_wish(heading: &str) -> bool {
    let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let last = words.next_back().map(plain).unwrap_or_default();
    ["interest", "interests", "interested", "interesse", "intérêt", "interés"].contains(&last.as_str())
}

/// Whether a heading below that of a skill says no more than that the column holds its level: "Current"
/// anywhere, "Rating" where `several` skills have one.
#[must_use]
pub(super) fn is_level_of_group(heading: &str, several: bool) -> bool {
    const NOW: &str =
        "current currentlevel currentrating actual today now ist istwert iststand actuel actuelle actueel";
    let whole = plain(heading);
    let one_of = |words: &str| words.split_whitespace().any(|word| word == whole);
    one_of(NOW) || (several && one_of(Field::Level.headings()))
}

/// Whether a heading ends with who rated: "Rust (manager)", "Rust - self".
#[must_use]
pub(super) fn is_by_somebody(heading: &str) -> bool {
    const RATERS: [&str; 10] = [
        "self",
        "manager",
        "peer",
        "peers",
        "mentor",
        "selbst",
        "selbsteinschätzung",
        "fremdeinschätzung",
        "vorgesetzter",
        "führungskraft",
    ];
    let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.next_back().is_some_and(|last| RATERS.contains(&plain(last).as_str()))
}

/// The heading of a skill without what it says of the scale or of the column: "Rust" of "Rust (1-5)".
#[must_use]
pub(super) fn without_scale(heading: &str) -> &str {
    let Some((name, aside)) = heading.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else {
        return heading;
    };
    let is_range = aside.contains(|c: char| c.is_ascii_digit())
        && aside.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | '/' | '.' | ' '));
    let says_level = is_level_of_group(aside, true) || matches!(plain(aside).as_str(), "skill" | "fähigkeit");
    let name = name.trim_end();
    if name.is_empty() || !(is_range || says_level) { heading } else { name }
}

/// Whether a name is that of a group of people.
#[must_use]
pub(super) fn is_group(name: &str) -> bool {
    let group = ["team", "squad", "gruppe", "group", "department", "abteilung", "chapter", "tribe"];
    name.split(|c: char| !c.is_alphanumeric()).any(|word| group.contains(&word.to_lowercase().as_str()))
}

/// Whether a name is the word over an explanation, and nobody's name, whatever stands beside it.
#[must_use]
pub(super) fn is_legend_word(name: &str) -> bool {
    let words = ["legend", "legende", "légende", "leyenda", "scale", "skala", "bewertungsskala"];
    words.contains(&plain(name).as_str())
}

/// Whether a line of a sheet explains it, and is neither a person nor a skill.
#[must_use]
pub(super) fn is_legend(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).map(plain);
    let words =
        "legend legende key scale skala stand source quelle updated légende leyenda note hinweis exported";
    first.is_some_and(|first| words.split_whitespace().any(|word| word == first))
}

#[cfg(test)]
mod tests;
