//! The transaction that anchors a proof: what it holds, who sent it and when (CHECKLIST J6).

use serde_json::Value;

use crate::budget;
use crate::document::json;
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::{Anchor, Chain, Context, Evidence, Explorer};
use crate::time::Timestamp;

/// A transaction that holds the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sent {
    /// The address that sent it.
    pub(super) by: String,
    /// When its block was made.
    pub(super) at: Timestamp,
    /// Why it may be made up.
    pub(super) doubt: Option<Stop>,
    /// Where it was read.
    pub(super) url: String,
}

/// What a transaction says, before anybody asked when its block was made.
struct Content {
    by: String,
    at: Moment,
}

/// When a block was made.
enum Moment {
    Known(Timestamp),
    /// In the block of this number and hash.
    In(String, Value),
}

/// Looks the transaction up where the person chose to, and compares what it holds with the root in hex.
pub(super) fn look_up(anchor: &Anchor, root: &str, context: &Context<'_>) -> Result<Sent, Stop> {
    let at = anchor.uri();
    match anchor.chain {
        Chain::Test => return Err(Stop::unknown(Code::TestChain, &anchor.network).at(at)),
        _ if !anchor.is_well_formed() => {
            return Err(Stop::failed(Code::MalformedProof, "sourceId"));
        }
        _ => {}
    }
    // One that the person saved and dropped is known by its own name; nobody can be asked for that.
    let saved = context.never(|| context.get_owned(&at, Purpose::Transaction));
    if let Ok(evidence) = saved {
        return read(anchor, root, evidence, None, context);
    }
    let explorers = context.options.explorers.iter().filter(|one| one.chain == anchor.chain);
    let mut found: Option<Result<Sent, Stop>> = None;
    // Several may be asked; they must not contradict each other.
    for explorer in explorers {
        let url = explorer.transaction(&anchor.transaction);
        let answer = context
            .get_owned(&url, Purpose::Transaction)
            .and_then(|evidence| read(anchor, root, evidence, Some(explorer), context));
        found = Some(match (found, answer) {
            (Some(failed @ Err(Stop::Failed(_))), _) => failed,
            (_, failed @ Err(Stop::Failed(_))) => failed,
            (Some(sent @ Ok(_)), _) | (_, sent @ Ok(_)) => sent,
            (Some(first), _) => first,
            (None, open) => open,
        });
    }
    // What a public host is known to have answered counts as well: in a pack, or for the command. Hosts
    // that only the badge names do not.
    let public = Explorer::PUBLIC.iter().filter(|(chain, base)| {
        let chosen = |one: &Explorer| one.base == *base;
        *chain == anchor.chain && !context.options.explorers.iter().any(chosen)
    });
    for explorer in public.filter_map(|(chain, base)| Explorer::new(*chain, base)) {
        let url = explorer.transaction(&anchor.transaction);
        let answer = context.never(|| {
            let evidence = context.get_owned(&url, Purpose::Transaction).ok()?;
            Some(read(anchor, root, evidence, Some(&explorer), context))
        });
        found = match (found, answer) {
            (found, None) => found,
            (Some(failed @ Err(Stop::Failed(_))), _) | (_, Some(failed @ Err(Stop::Failed(_)))) => {
                Some(failed)
            }
            (Some(sent @ Ok(_)), _) | (_, Some(sent)) => Some(sent),
        };
    }
    let nobody = || Stop::unknown(Code::AnchorNotChecked, &anchor.transaction).at(at);
    found.unwrap_or_else(|| Err(nobody()))
}

fn read(
    anchor: &Anchor,
    root: &str,
    evidence: Evidence<'_>,
    explorer: Option<&Explorer>,
    context: &Context<'_>,
) -> Result<Sent, Stop> {
    let json = answer(evidence, context)?;
    let mut doubt = evidence.trusted().err();
    let content = match anchor.chain {
        Chain::Bitcoin => bitcoin(&json, &anchor.transaction, root),
        _ => ethereum(&json, &anchor.transaction, root),
    };
    // Neither a yes nor a no counts when the candidate may have written it.
    let content = content.map_err(|stop| doubt.clone().unwrap_or(stop.at(evidence.url)))?;
    let at = match content.at {
        Moment::Known(at) => at,
        Moment::In(number, hash) => {
            let Some(explorer) = explorer else {
                let stop = Stop::unknown(Code::MalformedAnswer, "no time").at(evidence.url);
                return Err(doubt.unwrap_or(stop));
            };
            let url = explorer.block(&number);
            let block = context.get_owned(&url, Purpose::Transaction)?;
            let json = answer(block, context)?;
            // The time decides, too.
            doubt = doubt.or_else(|| block.trusted().err());
            let wrong = || Stop::unknown(Code::MalformedAnswer, "another block").at(url.as_str());
            if json.get("hash") != Some(&hash) {
                return Err(wrong());
            }
            json.get("timestamp").and_then(quantity).ok_or_else(wrong)?
        }
    };
    Ok(Sent { by: content.by, at, doubt, url: evidence.url.to_owned() })
}

/// An answer as JSON; of JSON-RPC its result.
fn answer(evidence: Evidence<'_>, context: &Context<'_>) -> Result<Value, Stop> {
    context.spend(budget::READ, evidence.resource.body.len())?;
    let malformed =
        |what: &str| Stop::Unknown(Problem::new(Code::MalformedAnswer, what).at(evidence.url));
    let text = std::str::from_utf8(&evidence.resource.body).map_err(|_| malformed("not UTF-8"))?;
    let mut json = json::parse(text.trim_start_matches('\u{feff}').trim())
        .map_err(|problem| malformed(&problem.to_string()))?;
    if let Some(error) = json.get("error").filter(|error| !error.is_null()) {
        let message = error.get("message").and_then(Value::as_str).unwrap_or("an error");
        return Err(malformed(message));
    }
    let json = match json.get_mut("result") {
        Some(result) => result.take(),
        None => json,
    };
    match json {
        Value::Null => Err(Stop::unknown(Code::NotFound, evidence.url).at(evidence.url)),
        Value::Object(_) => Ok(json),
        _ => Err(malformed("no object")),
    }
}

/// As Esplora writes it.
fn bitcoin(json: &Value, id: &str, root: &str) -> Result<Content, Stop> {
    let malformed = |what: &str| Stop::unknown(Code::MalformedAnswer, what);
    if json.get("txid").and_then(Value::as_str) != Some(id) {
        return Err(malformed("another transaction"));
    }
    // OP_RETURN and 32 bytes: whoever reads the chain finds nothing else in it.
    let script = format!("6a20{root}");
    let outputs = json.get("vout").and_then(Value::as_array).ok_or_else(|| malformed("no vout"))?;
    let holds = outputs.iter().any(|output| {
        let found = output.get("scriptpubkey").and_then(Value::as_str);
        found.is_some_and(|found| found.eq_ignore_ascii_case(&script))
    });
    if !holds {
        return Err(Stop::failed(Code::AnchorMismatch, id));
    }
    let time = json.pointer("/status/block_time").and_then(Value::as_i64);
    let confirmed = json.pointer("/status/confirmed") == Some(&Value::Bool(true));
    let at = time.filter(|_| confirmed).ok_or_else(|| malformed("in no block yet"))?;
    let by = json.pointer("/vin/0/prevout/scriptpubkey_address").and_then(Value::as_str);
    let by = by.ok_or_else(|| malformed("no sender"))?.to_owned();
    Ok(Content { by, at: Moment::Known(Timestamp::from_unix(at)) })
}

/// As `eth_getTransactionByHash` gives it.
fn ethereum(json: &Value, id: &str, root: &str) -> Result<Content, Stop> {
    let malformed = |what: &str| Stop::unknown(Code::MalformedAnswer, what);
    let text = |name: &str| json.get(name).and_then(Value::as_str);
    if !text("hash").is_some_and(|hash| hash.eq_ignore_ascii_case(id)) {
        return Err(malformed("another transaction"));
    }
    if text("chainId").is_some_and(|chain| !["0x1", "1"].contains(&chain)) {
        return Err(malformed("another chain"));
    }
    let data = text("input").or(text("data")).ok_or_else(|| malformed("no input"))?;
    if !data.eq_ignore_ascii_case(&format!("0x{root}")) {
        return Err(Stop::failed(Code::AnchorMismatch, id));
    }
    let by = text("from").ok_or_else(|| malformed("no sender"))?.to_owned();
    let number = text("blockNumber").ok_or_else(|| malformed("in no block yet"))?;
    let at = match json.get("blockTimestamp").and_then(quantity) {
        Some(at) => Moment::Known(at),
        None => {
            let hash = json.get("blockHash").cloned().ok_or_else(|| malformed("no block"))?;
            Moment::In(number.to_owned(), hash)
        }
    };
    Ok(Content { by, at })
}

/// A moment in hex, seconds since 1970.
fn quantity(value: &Value) -> Option<Timestamp> {
    let digits = value.as_str()?.strip_prefix("0x")?;
    i64::from_str_radix(digits, 16).ok().map(Timestamp::from_unix)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resource::{Options, Origin, Resource, Resources};

    const ROOT: &str = "b2ceea1d52627b6ed8d919ad1039eca32f6e099ef4a357cbb7f7361c471ea6c8";
    const ID: &str = "2378076e8e140012814e98a2b2cb1af07ec760b239c1d6d93ba54d658a010ecd";

    fn esplora(root: &str) -> Value {
        json!({
            "txid": ID,
            "vin": [{ "prevout": { "scriptpubkey_address": "1Issuer" } }],
            "vout": [{ "scriptpubkey": "76a9" }, { "scriptpubkey": format!("6a20{root}") }],
            "status": { "confirmed": true, "block_time": 1_518_049_000 }
        })
    }

    fn found(answers: &[(&str, Value)]) -> Result<Sent, (bool, Code)> {
        let mut options = Options::new(Timestamp::from_unix(1_800_000_000));
        for host in ["https://a.example", "https://b.example"] {
            options.explorers.extend(Explorer::new(Chain::Bitcoin, host));
        }
        let mut resources = Resources::new();
        for (host, answer) in answers {
            let url = format!("https://{host}/tx/{ID}");
            let said = answer.to_string();
            resources.insert(&url, Ok(Resource::saying(&url, &said, Origin::Fetched)));
        }
        let context = Context::new(&resources, &options);
        look_up(&Anchor::new("btc", "mainnet", ID), ROOT, &context).map_err(|stop| {
            (matches!(stop, Stop::Failed(_)), stop.problem().map(|problem| problem.code).unwrap())
        })
    }

    #[test]
    fn explorers_must_not_contradict_each_other() {
        let good = esplora(ROOT);
        let bad = esplora(&ROOT.replace('b', "0"));
        assert_eq!(found(&[]), Err((false, Code::NotFetched)));
        assert_eq!(found(&[("a.example", good.clone())]).unwrap().by, "1Issuer");
        assert_eq!(found(&[("b.example", good.clone())]).unwrap().by, "1Issuer");
        for both in [
            [("a.example", good.clone()), ("b.example", bad.clone())],
            [("a.example", bad), ("b.example", good)],
        ] {
            assert_eq!(found(&both), Err((true, Code::AnchorMismatch)));
        }
    }

    #[test]
    fn an_answer_may_be_wrapped_and_an_error_is_none() {
        let one = |answer: Value| found(&[("a.example", answer)]);
        assert!(one(json!({ "error": null, "result": esplora(ROOT) })).is_ok());
        let failed = json!({ "error": { "message": "m" }, "result": esplora(ROOT) });
        assert_eq!(one(failed), Err((false, Code::MalformedAnswer)));
        assert_eq!(one(json!({ "result": null })), Err((false, Code::NotFound)));
        assert_eq!(one(json!({ "result": [] })), Err((false, Code::MalformedAnswer)));
    }

    #[test]
    fn an_identifier_that_is_none_is_looked_up_nowhere() {
        let options = Options::new(Timestamp::from_unix(1_800_000_000));
        let resources = Resources::new();
        let context = Context::new(&resources, &options);
        let stop = look_up(&Anchor::new("btc", "mainnet", "../x"), ROOT, &context).unwrap_err();
        assert!(matches!(stop, Stop::Failed(_)));
    }

    #[test]
    fn what_is_no_transaction_says_nothing() {
        let mut unconfirmed = esplora(ROOT);
        unconfirmed["status"] = json!({ "confirmed": false });
        let mut other = esplora(ROOT);
        other["txid"] = "00".into();
        for answer in [unconfirmed, other, json!({}), json!([]), json!("x")] {
            let code = found(&[("a.example", answer.clone())]);
            assert_eq!(code, Err((false, Code::MalformedAnswer)), "{answer}");
        }
    }

    #[test]
    fn ethereum_says_who_and_what() {
        let id = format!("0x{ID}");
        let sent = |input: String| {
            json!({
                "hash": id, "from": "0xAb", "input": input, "blockNumber": "0x10",
                "blockHash": "0x1", "chainId": "0x1"
            })
        };
        let good = ethereum(&sent(format!("0x{ROOT}")), &id, ROOT).unwrap();
        assert!(good.by == "0xAb" && matches!(good.at, Moment::In(..)));
        let code = |json: &Value| {
            let stop = ethereum(json, &id, ROOT).err().unwrap();
            stop.problem().map(|problem| problem.code)
        };
        assert_eq!(code(&sent("0x".to_owned())), Some(Code::AnchorMismatch));
        let mut elsewhere = sent(format!("0x{ROOT}"));
        elsewhere["chainId"] = "0xaa36a7".into();
        assert_eq!(code(&elsewhere), Some(Code::MalformedAnswer));
    }
}
