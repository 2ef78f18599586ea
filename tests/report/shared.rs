//! What is said of framework, teams, programs and policy.

use super::reported;

const OWNED: &str = "--- milepost.yaml
version: 1
name: Test team
disciplines: [backend, frontend]
owners: [chi]
";

#[test]
fn a_role_says_which_requirement_changes() {
    let shown = reported(
        OWNED,
        "--- framework/roles/backend-engineer.yaml
name: Backend engineer
discipline: backend
reviewed: 2026-11-20
path: [tokio-workshop]
tiers:
  - id: junior
    requires:
      - {skill: rust, level: 2}
  - id: mid
    requires:
      - {skill: sql, level: 1}
      - {skill: rust, level: 3}
      - {skill: async-rust, level: 2}
  - id: senior
    requires:
      - skill: async-rust
        level: 3
        driver: Payments leaves the old worker
        priority: {roadmap: 3, risk: 2, value: 2, timeline: 3}
    electives:
      choose: 1
      from:
        - {skill: feedback, level: 1}
    credentials:
      - {credential: async-owner}
--- framework/skills/sql.yaml
name: SQL
kind: technical
proficient_from: 3
reviewed: 2026-11-01
",
    );
    shown.says("### Milepost: nothing to fix, Chi Nguyen can review");
    shown.says("- Role **Backend engineer** · ");
    shown.says("tiers mid requires rust level `2` → `3`");
    shown.says("tiers mid requires sql none → `skill sql, level 1`");
    shown.says("reviewed `2026-10-01` → `2026-11-20`");
    shown.is_silent_about("tiers senior");
    assert_eq!(shown.list("rows").len(), 0);
    assert_eq!(shown.list("tiers").len(), 0, "nobody's progress is named");
}

#[test]
fn policy_teams_and_new_skills_are_told() {
    let shown = reported(
        OWNED,
        "--- milepost.yaml
version: 1
name: Test team
disciplines: [backend, frontend]
owners: [ana, chi]
goals: {max_days: 365}
rules: {late-application-plan: off}
--- framework/skills/sql.yaml
name: SQL
kind: technical
proficient_from: 3
reviewed: 2026-11-01
--- teams/payments.yaml
name: Payments
lead: chi
needs:
  - skill: async-rust
    level: 3
    people: 3
    driver: Payments leaves the old worker
    priority: {roadmap: 3, risk: 2, value: 2, timeline: 3}
",
    );
    shown.says("- Policy **milepost.yaml** · `owners` `chi` → `ana, chi` · `goals.max_days` none → `365` · `rules.late-application-plan` none → `off`");
    shown.says("- New skill **SQL**\n");
    shown.says("- Team **Payments** · needs async-rust people `2` → `3`");
    // An owner by this change only does not review it.
    shown.says("Chi Nguyen can review");
}

#[test]
fn framework_records_that_go_come_first() {
    let shown = reported(OWNED, "+++ remove programs/autumn.yaml\n");
    shown.says("- program Autumn of async · `programs/autumn.yaml`");
}
