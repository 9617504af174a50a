//! Documents as JSON objects: what the editor does not show is written back as it came.

use miniserde::json::{Object, Value};

/// The object, or an empty one.
pub(super) fn object(value: Option<&Value>) -> Object {
    match value {
        Some(Value::Object(object)) => object.clone(),
        _ => Object::new(),
    }
}

/// An object within an object.
pub(super) fn inner<'a>(object: &'a Object, key: &str) -> Option<&'a Object> {
    match object.get(key) {
        Some(Value::Object(inner)) => Some(inner),
        _ => None,
    }
}

/// A text of an object; empty if there is none.
pub(super) fn text<'a>(object: &'a Object, key: &str) -> &'a str {
    match object.get(key) {
        Some(Value::String(text)) => text,
        _ => "",
    }
}

/// A number of an object as it is typed; it may be kept as text.
pub(super) fn number(object: &Object, key: &str) -> String {
    match object.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(number @ Value::Number(_)) => miniserde::json::to_string(number),
        _ => String::new(),
    }
}

/// A list of an object.
pub(super) fn list<'a>(object: &'a Object, key: &str) -> &'a [Value] {
    match object.get(key) {
        Some(Value::Array(items)) => items,
        _ => &[],
    }
}

/// The texts of a list.
pub(super) fn texts(object: &Object, key: &str) -> Vec<String> {
    let text = |value: &Value| if let Value::String(text) = value { Some(text.clone()) } else { None };
    list(object, key).iter().filter_map(text).collect()
}

/// A list of texts.
pub(super) fn strings(texts: &[String]) -> Value {
    Value::Array(texts.iter().map(|text| Value::String(text.clone())).collect())
}

/// An object of some fields. (Collected, it would be sorted first, by code of its own.)
pub(super) fn object_of(fields: Vec<(&str, Value)>) -> Object {
    let mut object = Object::new();
    for (name, value) in fields {
        object.insert(name.to_owned(), value);
    }
    object
}

/// The revision of a document.
pub(super) fn revision(document: &Object) -> u64 {
    match document.get("revision") {
        Some(Value::Number(miniserde::json::Number::U64(revision))) => *revision,
        _ => 0,
    }
}
