//! Reading JSON with faults a person can find: what is wrong, and where.

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;
use tandem_shared::{FieldError, Problem, ProblemKind};

/// Reads JSON of a type; only if that fails, again, to find out what is wrong: that it is no JSON, or which field of it.
pub(crate) fn read_json<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, Problem> {
    serde_json::from_slice(json).map_err(|error| {
        // A type may call a fault of its own one of syntax: whether it is one, something that takes any JSON says.
        if let Err(error) = serde_json::from_slice::<IgnoredAny>(json) {
            return json_problem(&error);
        }
        let mut reader = serde_json::Deserializer::from_slice(json);
        let found = serde_path_to_error::deserialize::<_, T>(&mut reader).err();
        found.map_or_else(|| json_problem(&error), |found| field_problem(&found))
    })
}

/// The problem of JSON that cannot be read, such as half of it.
fn json_problem(error: &serde_json::Error) -> Problem {
    Problem::new(ProblemKind::MalformedBody, format!("This is not JSON that can be read: {error}."))
}

/// The problem of JSON in which a field is wrong, with a pointer to it.
fn field_problem(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
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
    if let Some(field) = detail.strip_prefix("missing field ") {
        return format!("add {field}, which is missing");
    }
    // What is said of a word that was to be one of several, and is none at all.
    if detail == "expected value" {
        return "write a text".to_owned();
    }
    let after = |before: &str| detail.strip_prefix(before).and_then(|rest| rest.split_once(", expected "));
    match (after("unknown variant "), after("invalid type: ").or(after("invalid value: ")), after("invalid length ")) {
        (Some(("``", known)), ..) => format!("write {known}"),
        (Some((found, known)), ..) => format!("write {known} instead of {found}"),
        (_, Some((found, wanted)), _) => {
            format!("write {} instead of {}", wanted_in_words(wanted), found_in_words(found))
        }
        (.., Some((_, wanted))) => format!("write {} instead of a list", wanted_in_words(wanted)),
        _ => detail.to_owned(),
    }
}

/// What serde expects, for somebody who does not know Rust.
fn wanted_in_words(wanted: &str) -> &str {
    match wanted {
        "a sequence" => "a list",
        "a map" | "an object" => "an object",
        "a boolean" => "true or false",
        "a string" | "variant identifier" | "string or map" => "a text",
        "f64" => "a number",
        "i32" | "i64" => "a whole number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number that is not below 0",
        _ if wanted.starts_with("struct ") || wanted.contains("tagged enum ") => "an object",
        _ => wanted,
    }
}

/// What serde found, for somebody who does not know Rust.
fn found_in_words(found: &str) -> &str {
    match found {
        "sequence" => "a list",
        "map" => "an object",
        "unit" => "null",
        _ => found.split_once(' ').filter(|(kind, _)| *kind != "floating").map_or(found, |(_, value)| value),
    }
}

/// The fields of a JSON object, as they were sent.
pub(crate) type Fields = BTreeMap<String, Box<RawValue>>;

/// Reads a JSON object.
pub(crate) fn read_fields(json: &[u8]) -> Result<Fields, Problem> {
    read_json::<OnceEach>(json).map(|fields| fields.0)
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
                f.write_str("an object")
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
