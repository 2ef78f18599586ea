//! GitHub behind the trait, against the fake.

use milepost::forge::Kind;

use super::fake::Fake;
use super::fake::state::TOKEN;

const HEAD: &str = "1111111111111111111111111111111111111111";

#[test]
fn a_comment_is_written_read_replaced_folded_and_deleted() {
    let fake = Fake::start(Kind::GitHub);
    let number = fake.state().open("ana", "ana/async-rust", HEAD);
    fake.state().say(number, "ana", "Please review");
    let (forge, _) = fake.connect(TOKEN);
    let ours = forge.create_comment(number, "first").unwrap();
    forge.update_comment(number, &ours, "second @ana").unwrap();
    let comments = forge.comments(number).unwrap();
    assert_eq!(
        comments.iter().map(|comment| comment.body.as_str()).collect::<Vec<_>>(),
        ["Please review", "second @ana"]
    );
    assert!(comments[1].author.is(&forge.viewer().unwrap()));
    assert!(!comments[0].author.is(&forge.viewer().unwrap()));
    forge.minimize_comment(&comments[1]).unwrap();
    assert!(fake.state().change(number).comments[1].minimized);
    forge.delete_comment(number, &ours).unwrap();
    forge.delete_comment(number, &ours).unwrap();
    assert_eq!(forge.comments(number).unwrap().len(), 1);
}
