//! What everybody shares: policy, framework, teams and programs. Nothing here grows with the people.

use std::fmt::Write as _;
use std::io;

use super::{AREAS, DISCIPLINES, Numbers, TEAMS, TIERS, TOPICS, handle, skill};

const MODULES: usize = 20;

/// Calls `file` with path and text of every file that does not grow with the people.
pub(super) fn files(file: &mut dyn FnMut(&str, &str) -> io::Result<()>) -> io::Result<()> {
    let mut numbers = Numbers(1);
    let disciplines = DISCIPLINES.join(", ");
    let policy = "calendar:\n  - {name: Year's end, start: 2026-12-21, end: 2027-01-08}\n  - {name: Summer, start: 2026-08-03, end: 2026-08-14}\nowners: [person-00000]\nrules: {removed-record: note}\n";
    file("milepost.yaml", &format!("version: 1\nname: Synthetic\ndisciplines: [{disciplines}]\n{policy}"))?;
    for number in 0..AREAS.len() * TOPICS.len() {
        let id = skill(number);
        let mut text =
            format!("name: {}\nkind: technical\nproficient_from: 3\nlevels:\n", id.replace('-', " "));
        for level in 1..=5 {
            let _ = writeln!(text, "  {level}: {}", numbers.sentence());
        }
        text += "rubric:\n";
        for criterion in ["design", "testing", "operations"] {
            let _ = writeln!(text, "  {criterion}: {}", numbers.sentence());
        }
        file(&format!("framework/skills/{id}.yaml"), &format!("{text}reviewed: 2026-10-01\n"))?;
    }
    for (number, discipline) in DISCIPLINES.iter().enumerate() {
        let mut text = format!("name: {discipline} engineer\ndiscipline: {discipline}\ntiers:\n");
        for (tier, id) in TIERS.iter().enumerate() {
            let _ = writeln!(text, "  - id: {id}\n    name: {id}\n    requires:");
            for own in 0..8 {
                let (skill, level) = (skill(number * 8 + own), tier + 2);
                let _ = writeln!(
                    text,
                    "      - {{skill: {skill}, level: {level}, driver: The platform moves to it, priority: {{roadmap: 2, risk: 1, value: 3, timeline: 2}}}}"
                );
            }
        }
        text += &format!(
            "    electives:\n      choose: 1\n      from: [{{skill: {}, level: 2}}, {{skill: {}, level: 2}}]\n    credentials: [{{credential: {discipline}-foundations}}]\npath:\n",
            skill(number * 8 + 8),
            skill(number * 8 + 9)
        );
        for own in 0..4 {
            let _ = writeln!(text, "  - module-{:02}", number * 4 + own);
        }
        file(&format!("framework/roles/{discipline}.yaml"), &format!("{text}reviewed: 2026-10-01\n"))?;
        let first = skill(number * 8);
        let text = format!(
            "name: {discipline} foundations\nkind: micro-credential\ncriteria: {}\nskills: [{first}]\nrequires:\n  - {{skill: {first}, level: 3}}\napprovals: {{count: 2, distinct_disciplines: true}}\n",
            numbers.sentence()
        );
        file(&format!("framework/credentials/{discipline}-foundations.yaml"), &text)?;
        let text = format!(
            "name: Certified {discipline} engineer\nkind: certification\ncriteria: {}\nskills: [{first}, {}]\nrequires:\n  - {{skill: {first}, level: 3}}\nevidence_types: [project]\nvalid_months: 24\nrenew_days: 60\nissuer: Example Institute\nurl: https://certificates.example.com/{discipline}\n",
            numbers.sentence(),
            skill(number * 8 + 1)
        );
        file(&format!("framework/credentials/{discipline}-certificate.yaml"), &text)?;
    }
    for number in 0..MODULES {
        let (first, second) = (skill(number * 2), skill(number * 2 + 1));
        let text = format!(
            "name: Module {number}\nformat: on-demand\nteaches:\n  - {{skill: {first}, level: 3}}\n  - {{skill: {second}, level: 3}}\nhours: 6\noutcome: {}\n",
            numbers.block(3, 2)
        );
        file(&format!("framework/modules/module-{number:02}.yaml"), &text)?;
    }
    for number in 0..TEAMS {
        let mut text = format!("name: Team {number}\nlead: {}\nneeds:\n", handle(number));
        for need in 0..3 {
            let _ = writeln!(
                text,
                "  - skill: {}\n    level: 3\n    people: 1\n    driver: {}\n    priority: {{roadmap: 2, risk: 1, value: 3, timeline: 2}}",
                skill(number * 2 + need),
                numbers.sentence()
            );
        }
        let calendar = "calendar:\n  - {name: Stock-taking, start: 2026-11-30, end: 2026-12-04}\n";
        file(&format!("teams/team-{number:02}.yaml"), &format!("{text}{calendar}"))?;
    }
    for number in 0..DISCIPLINES.len() {
        programs(&mut numbers, number, file)?;
    }
    Ok(())
}

/// A cohort that runs, a sprint that has ended, and rotations.
fn programs(
    numbers: &mut Numbers,
    number: usize,
    file: &mut dyn FnMut(&str, &str) -> io::Result<()>,
) -> io::Result<()> {
    let text = format!(
        "name: Cohort {number}\nkind: cohort\nstart: 2026-09-01\nend: 2027-02-26\nfacilitators: [{}]\nmodules: [module-{:02}]\ngoal:\n  skill: {}\n  target: 3\nsessions:\n  - {{date: 2026-09-08, attended: [{}, {}]}}\nmetrics:\n  - {{name: Lead time, unit: days, better: lower, before: {{value: 9, date: 2026-08-20}}}}\nstories:\n  - {}\n",
        handle(number),
        number * 4,
        skill(number * 8 + 1),
        handle(number),
        handle(number + 5),
        numbers.block(3, 4)
    );
    file(&format!("programs/cohort-{number}.yaml"), &text)?;
    let text = format!(
        "name: Sprint {number}\nkind: sprint\nstart: 2026-06-01\nend: 2026-06-21\nproject: {{name: webhook-worker, start: 2026-06-22}}\nmodules: [module-{:02}]\nmetrics:\n  - {{name: Failed deployments, better: lower, before: {{value: 7, date: 2026-05-29}}, after: {{value: 3, date: 2026-06-22}}, source: Deployment log}}\ncosts:\n  - {{item: Workshop days, amount: 4200, source: Invoice}}\nbenefits:\n  - {{item: Fewer incidents, amount: 9600, source: Incident log, confidence: medium}}\n",
        number * 4 + 1
    );
    file(&format!("programs/sprint-{number}.yaml"), &text)?;
    let mut text =
        format!("name: Rotation {number}\nkind: rotation\nstart: 2026-07-01\nend: 2026-09-30\nrotations:\n");
    for (step, (start, end)) in
        [("2026-07-01", "2026-08-14"), ("2026-08-17", "2026-09-30")].into_iter().enumerate()
    {
        let (member, team) = (handle(number), (number + step + 1) % TEAMS);
        let _ = writeln!(text, "  - {{member: {member}, team: team-{team:02}, start: {start}, end: {end}}}");
    }
    file(&format!("programs/rotation-{number}.yaml"), &text)
}
