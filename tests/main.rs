//! The integration tests, one module a topic, in one binary so that they link once.

mod yaml_suite;
