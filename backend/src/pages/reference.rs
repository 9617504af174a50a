//! `/docs`: the contract as a page to read, without scripts.

use super::assets::page_headers;
use crate::api::contract;
use crate::app::App;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use serde_json::Value;
use std::fmt::Write;
use std::sync::{Arc, LazyLock};

/// Its routes.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/docs", get(|| async { (page_headers(), PAGE.as_str()) })).route(
        "/docs.css",
        get(|| async { ([(CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("reference.css")) }),
    )
}

static PAGE: LazyLock<String> = LazyLock::new(|| {
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = write_page(&mut page, &serde_json::to_value(contract().0).unwrap_or_default());
    page
});

fn write_page(page: &mut String, contract: &Value) -> std::fmt::Result {
    write!(
        page,
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Tandem API</title><link rel=\"stylesheet\" href=\"/docs.css\"><link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\"></head><body><header><p><a href=\"/\">Boards</a></p><h1>Tandem API</h1><p>{}</p>\
         <p>As JSON: <a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a>. Every address below begins with <code>/api/v1</code>. Pushing a first value:</p>\
         <pre>curl -X POST http://127.0.0.1:8080/api/v1/values \\\n  -H \"Authorization: Bearer $TANDEM_TOKEN\" -H \"Content-Type: application/json\" \\\n  -d '{{\"kpi\":\"leads\",\"value\":12}}'</pre></header><main>",
        text(&contract["info"]["description"])
    )?;
    for tag in contract["tags"].as_array().into_iter().flatten() {
        write!(page, "<section><h2>{}</h2><p>{}</p>", text(&tag["name"]), text(&tag["description"]))?;
        for (path, item) in contract["paths"].as_object().into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                if operation["tags"][0] == tag["name"] {
                    write_operation(page, method, path, operation)?;
                }
            }
        }
        page.push_str("</section>");
    }
    page.push_str("<section><h2>Shapes</h2>");
    for (name, schema) in contract["components"]["schemas"].as_object().into_iter().flatten() {
        write_shape(page, name, schema)?;
    }
    page.push_str("</section></main></body></html>");
    Ok(())
}

fn write_operation(page: &mut String, method: &str, path: &str, operation: &Value) -> std::fmt::Result {
    let id = text(&operation["operationId"]);
    write!(
        page,
        "<article id=\"{id}\"><h3><span class=\"method\">{}</span> <code>{}</code></h3><p><b>{}</b></p><p>{}</p>",
        escape(&method.to_uppercase()),
        escape(path),
        text(&operation["summary"]),
        text(&operation["description"])
    )?;
    if let Some(parameters) = operation["parameters"].as_array().filter(|parameters| !parameters.is_empty()) {
        page.push_str("<dl>");
        for parameter in parameters {
            let needed = if parameter["required"] == true { ", required" } else { "" };
            let (name, place) = (text(&parameter["name"]), text(&parameter["in"]));
            write!(page, "<dt><code>{name}</code></dt><dd>{} ({place}{needed})</dd>", text(&parameter["description"]))?;
        }
        page.push_str("</dl>");
    }
    if let Some(content) = operation["requestBody"]["content"].as_object() {
        for (media_type, body) in content {
            write!(page, "<p>Body: {} as <code>{}</code></p>", kind(&body["schema"]), escape(media_type))?;
        }
    }
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let bodies = response["content"].as_object().into_iter().flatten();
        let body = bodies.map(|(_, body)| kind(&body["schema"])).collect::<Vec<_>>().join(", ");
        write!(page, "<p class=\"answer\"><b>{}</b> {} {body}</p>", escape(status), text(&response["description"]))?;
    }
    page.push_str("</article>");
    Ok(())
}

fn write_shape(page: &mut String, name: &str, schema: &Value) -> std::fmt::Result {
    write!(
        page,
        "<article id=\"{0}\"><h3><code>{0}</code></h3><p>{1}</p>",
        escape(name),
        text(&schema["description"])
    )?;
    if let Some(properties) = schema["properties"].as_object() {
        page.push_str("<dl>");
        for (field, property) in properties {
            let needed = schema["required"].as_array().is_some_and(|names| names.iter().any(|name| name == field));
            let needed = if needed { "" } else { ", optional" };
            let (field, what) = (escape(field), text(&property["description"]));
            write!(page, "<dt><code>{field}</code></dt><dd>{what} <i>{}{needed}</i></dd>", kind(property))?;
        }
        page.push_str("</dl>");
    }
    let choices =
        schema["enum"].as_array().into_iter().flatten().map(|choice| format!("<code>{}</code>", text(choice)));
    let choices: Vec<String> = choices.chain(schema["oneOf"].as_array().into_iter().flatten().map(kind)).collect();
    write!(page, "<p>{}</p></article>", choices.join(" · "))
}

/// A schema in a word: a link to its shape, or its type.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return format!("<a href=\"#{0}\">{0}</a>", escape(name));
    }
    if let Some(choices) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let known = choices.iter().filter(|choice| choice["type"] != "null").map(kind);
        return known.collect::<Vec<_>>().join(" or ");
    }
    if let Some(choice) = schema["enum"].as_array().and_then(|choices| choices.first()) {
        return format!("<code>{}</code>", text(choice));
    }
    match &schema["type"] {
        Value::String(name) if name == "array" => format!("list of {}", kind(&schema["items"])),
        Value::String(name) if name == "object" && schema["properties"].is_object() => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            fields
                .map(|(field, property)| format!("<code>{}</code>: {}", escape(field), kind(property)))
                .collect::<Vec<_>>()
                .join(", ")
        }
        Value::String(name) => escape(name),
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| *name != "null")
            .map(escape)
            .collect::<Vec<_>>()
            .join(" or "),
        _ => "any".to_owned(),
    }
}

/// A description: escaped, with what stands between backticks as code.
fn text(value: &Value) -> String {
    let mut text = String::new();
    for (index, part) in escape(value.as_str().unwrap_or_default()).split('`').enumerate() {
        text.push_str(&if index % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() });
    }
    text
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
