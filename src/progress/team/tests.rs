//! Tests of how groups stand.
