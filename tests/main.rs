//! The integration tests, one module a topic, in one binary so that they link once.

// Marked as tests, so that helpers beside the test functions may panic too.
#[cfg(test)]
mod yaml_suite;
