//! JSON-LD 1.1 and RDFC-1.0: from a badge to the bytes that were signed.

pub mod canon;
pub mod contexts;
pub mod dataset;
pub mod nquads;
