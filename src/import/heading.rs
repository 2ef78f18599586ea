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
                 geburtstag age alter gender salary gehalt fte tenure experience yearsofexperience experienceyears yoe years erfahrung \
                 berufserfahrung erfahrungjahre jahre betriebszugehörigkeit ancienneté experiencia certifications \
                 certificates zertifikate zertifizierungen"
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
    let whole = plain(heading);
    let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().map(plain).unwrap_or_default();
    ALONE.split_whitespace().any(|word| word == whole)
        || FIRST.contains(&first.as_str())
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

/// Whether a line of a sheet explains it, and is neither a person nor a skill.
#[must_use]
pub(super) fn is_legend(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).map(plain);
    let words =
        "legend legende key scale skala stand source quelle updated légende leyenda note hinweis exported";
    first.is_some_and(|first| words.split_whitespace().any(|word| word == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_however_they_are_written() {
        for (heading, field) in [
            ("Full name", Some(Field::Name)),
            ("E-Mail", Some(Field::Email)),
            ("E-Mail-Adresse", Some(Field::Email)),
            ("Job Title", Some(Field::Role)),
            ("Level", Some(Field::Tier)),
            ("Start date (ISO)", Some(Field::Started)),
            ("Führungskraft", Some(Field::Manager)),
            ("First", Some(Field::FirstName)),
            ("Last", Some(Field::LastName)),
            ("Years of experience", Some(Field::Ignore)),
            ("Erfahrung (Jahre)", Some(Field::Ignore)),
            ("Experience design", None),
            ("Rust", None),
            ("Mentoring", None),
            ("", None),
        ] {
            assert_eq!(known(heading, false), field, "{heading}");
        }
        assert_eq!(known("Level", true), Some(Field::Level));
    }

    #[test]
    fn what_is_computed_is_told_apart_from_people_and_skills() {
        for text in ["Total", "Ø", "Ø Team", "Durchschnitt Team", "Average score", "Soll", "SUM"] {
            assert!(is_summary(text), "{text}");
        }
        for text in ["Max", "Max Mean", "Rust", "Target language", "Summer", "Countess Ada", ""] {
            assert!(!is_summary(text), "{text}");
        }
        for text in ["Rust target", "Rust (Soll)", "API design - Gap"] {
            assert!(is_target(text), "{text}");
        }
        for text in ["Target", "Target language", "Rust (current)", "Rust"] {
            assert!(!is_target(text), "{text}");
        }
        for (text, skill) in [
            ("Rust (current)", Some("Rust")),
            ("C++ - Ist", Some("C++")),
            ("Ist", Some("")),
            ("Rust", None),
            ("", None),
        ] {
            assert_eq!(before_present(text), skill, "{text}");
        }
        assert!(is_legend("Legend: 0 = none") && is_legend("Stand: 01.11.2026") && !is_legend("Stan Lee"));
    }

    #[test]
    fn fields_are_found_by_the_names_of_the_flag() {
        for (field, name) in Field::ALL {
            assert_eq!(Field::named(name), Some(field));
        }
        assert_eq!(Field::named("colour"), None);
    }
}
