//! tmp
use serde_json::Value;
/// tmp
pub fn plain(e: &super::Expanded) -> Value {
    e.to_json()
}
