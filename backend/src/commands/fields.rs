//! Reading JSON with faults a person can find: what is wrong, and where.

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;
use tandem_shared::{FieldError, Problem, ProblemKind};

/// The problem of JSON that cannot be read: half of it, or a number like 1e400.
pub(crate) fn json_problem(error: &serde_json::Error) -> Problem {
    Problem::new(ProblemKind::MalformedBody, format!("This is not JSON that can be read: {error}."))
}

/// The problem of JSON in which a field is wrong, with a pointer to it.
pub(crate) fn field_problem(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    if error.inner().is_syntax() || error.inner().is_eof() {
        return json_problem(error.inner());
    }
    let mut pointer = String::new();
    for segment in error.path() {
        use serde_path_to_error::Segment::{Enum, Map, Seq, Unknown};
        match segment {
            Seq { index } => pointer.push_str(&format!("/{index}")),
            Map { key } => pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Enum { .. } | Unknown => {}
        }
    }
    // The pointer says where; serde's line and column would only repeat it.
    let detail = error.inner().to_string();
    let detail = detail.split(" at line ").next().unwrap_or_default();
    Problem::invalid(vec![FieldError { pointer, detail: in_words(detail) }])
}

/// What serde says, for somebody who does not know Rust.
fn in_words(detail: &str) -> String {
    if let Some((found, _)) = detail.split_once(", expected struct ") {
        return format!("{found}, expected an object");
    }
    if let Some(field) = detail.strip_prefix("missing field ") {
        return format!("add {field}, which is missing");
    }
    let choice = detail.strip_prefix("unknown variant ").and_then(|detail| detail.split_once(", expected "));
    choice.map_or_else(|| detail.to_owned(), |(found, known)| format!("write {known} instead of {found}"))
}

/// The fields of a JSON object, as they were sent.
pub(crate) type Fields = BTreeMap<String, Box<RawValue>>;

/// Reads a JSON object.
pub(crate) fn read_fields(json: &[u8]) -> Result<Fields, Problem> {
    serde_json::from_slice::<OnceEach>(json).map(|fields| fields.0).map_err(|error| json_problem(&error))
}

/// The fields of something of our own, as if it had been sent.
pub(crate) fn fields_of(body: &impl Serialize) -> Result<Fields, Problem> {
    let json = serde_json::to_vec(body)
        .map_err(|_| Problem::new(ProblemKind::Internal, "What was typed could not be written down."))?;
    read_fields(&json)
}

/// An object that names no field twice: which of the two was meant, nobody knows.
struct OnceEach(Fields);

impl<'de> Deserialize<'de> for OnceEach {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = OnceEach;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OnceEach, A::Error> {
                let mut fields = Fields::new();
                while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    if fields.contains_key(&name) {
                        return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
                    }
                    fields.insert(name, value);
                }
                Ok(OnceEach(fields))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}
