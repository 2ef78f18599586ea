//! What a request holds beyond what its route knows: fields and parameters that a real forge would
//! pass over in silence, and that a client should not send.

use super::wire::Request;

/// The first parameter or field of the body that is not among those known.
pub(super) fn unknown(request: &Request, parameters: &[&str], fields: &[&str]) -> Option<String> {
    let parameter = request.query().into_iter().find(|(name, _)| !parameters.contains(&name.as_str()));
    if let Some((name, _)) = parameter {
        return Some(format!("unknown parameter {name}"));
    }
    if request.body.is_empty() {
        return None;
    }
    let body = request.json().and_then(|body| body.as_object().cloned());
    let Some(body) = body else { return Some("the body is no JSON object".to_owned()) };
    body.keys().find(|name| !fields.contains(&name.as_str())).map(|name| format!("unknown field {name}"))
}
