//! The routes of the API with their contract, OpenAPI 3.1.

use super::{
    boards, changes, check_ins, demo, documents, goals, kpis, live, me, people, targets, templates, tokens, values,
};
use crate::app::App;
use crate::commands::NewValue;
use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde::Deserialize;
use std::sync::{Arc, LazyLock};
use tandem_shared::document::{
    Action, Board, Calendar, CheckIn, Comment, Curve, Goal, Kind, Kpi, Person, Target, Team, Win,
};
use tandem_shared::{Problem, Quantity};
use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{Object, Ref, SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, ObjectBuilder, Required, ResponseBuilder};
use utoipa::{OpenApi, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// One measurement or several.
#[derive(ToSchema, Deserialize)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes a body, never made")]
pub(super) enum OneOrMany<'a> {
    /// One.
    #[serde(borrow)]
    One(NewValue<'a>),
    /// Several, all stored or none.
    Many(Vec<NewValue<'a>>),
}

/// A target with the reason for it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes a body, never made")]
pub(super) struct TargetBody {
    /// What to reach, in the KPI's unit.
    value: Quantity,
    /// Why; the other team will read it.
    reason: String,
    /// The team it is for; without one it is the joint target.
    team: Option<String>,
    /// The day from which it counts.
    from: Option<String>,
    /// How it falls due; without one evenly, by the days its KPI counts.
    curve: Option<Curve>,
    /// `true` to change the target of a period that is over; such a version stays marked.
    correction: Option<bool>,
}

#[derive(OpenApi)]
#[openapi(
    info(title = "Tandem", description = "The one board that sales and marketing both own. Times are RFC 3339, dates YYYY-MM-DD, \
        lists {\"items\", \"next\"}. A success reply to a write means: on disk. Every fault is a problem (RFC 9457) whose `detail` says what to do.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")),
    servers((url = "/api/v1")),
    tags(
        (name = "Values", description = "Push what was measured."),
        (name = "Boards", description = "Finished boards."),
        (name = "Check-ins", description = "What teams talk about, and what they agreed."),
        (name = "Live", description = "Boards that change while they are looked at."),
        (name = "KPIs", description = "History, targets and feeds of a KPI."),
        (name = "Documents", description = "The small things people edit. Writing an existing one needs its ETag in If-Match: without, 428; if somebody was faster, 412 with the document as it is now."),
        (name = "People", description = "Who has an account."),
        (name = "Changes", description = "Everything that was ever written."),
        (name = "Demo", description = "The demo workspace."),
    ),
    components(schemas(Team, Kpi, Calendar, Goal, Board, Action, CheckIn, Win, Target, Comment, Person, Problem)),
)]
struct Contract;

/// The API's routes, with the contract of those that are not of documents.
pub(super) fn api() -> OpenApiRouter<Arc<App>> {
    let mut openapi = Contract::openapi();
    if let Some(components) = &mut openapi.components {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("The admin token.")).build();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
    let router = OpenApiRouter::with_openapi(openapi)
        .routes(routes!(values::push))
        .routes(routes!(values::sheet))
        .routes(routes!(values::type_figures))
        .routes(routes!(boards::list))
        .routes(routes!(boards::show))
        .routes(routes!(goals::show, goals::add))
        .routes(routes!(templates::list))
        .routes(routes!(templates::make))
        .routes(routes!(check_ins::agenda))
        .routes(routes!(check_ins::hold))
        .routes(routes!(check_ins::wins))
        .routes(routes!(check_ins::coming))
        .routes(routes!(check_ins::calendar))
        .routes(routes!(live::one))
        .routes(routes!(live::several))
        .routes(routes!(kpis::series))
        .routes(routes!(kpis::series_csv))
        .routes(routes!(kpis::targets))
        .routes(routes!(kpis::target, kpis::set_target, kpis::remove_target))
        .routes(routes!(targets::sheet))
        .routes(routes!(targets::put))
        .routes(routes!(kpis::preview_target))
        .routes(routes!(kpis::acknowledge_target))
        .routes(routes!(kpis::type_figure))
        .routes(routes!(kpis::feeds))
        .routes(routes!(changes::list))
        .routes(routes!(me::me))
        .routes(routes!(people::password))
        .routes(routes!(people::invitation))
        .routes(routes!(tokens::list, tokens::create))
        .routes(routes!(tokens::revoke))
        .routes(routes!(demo::load, demo::remove));
    let documents = DOCUMENTS.iter().fold(router, |router, (kind, _)| router.merge(documents::routes(*kind).into()));
    documents.merge(OpenApiRouter::from(axum::Router::new().route("/openapi.json", axum::routing::get(show))))
}

/// Kinds of documents that have operations of their own, and the names of their schemas.
const DOCUMENTS: [(Kind, &str); 10] = [
    (Kind::Team, "Team"),
    (Kind::Kpi, "Kpi"),
    (Kind::Goal, "Goal"),
    (Kind::Board, "Board"),
    (Kind::Calendar, "Calendar"),
    (Kind::Comment, "Comment"),
    (Kind::Action, "Action"),
    (Kind::CheckIn, "CheckIn"),
    (Kind::Win, "Win"),
    (Kind::Person, "Person"),
];

/// The contract as JSON.
pub fn openapi_json() -> String {
    let (_, mut openapi) = api().split_for_parts();
    for (kind, schema) in DOCUMENTS {
        describe_documents(&mut openapi, kind, schema);
    }
    openapi.to_pretty_json().unwrap_or_default()
}

async fn show() -> impl IntoResponse {
    static TEXT: LazyLock<String> = LazyLock::new(openapi_json);
    ([(CONTENT_TYPE, "application/json")], TEXT.as_str())
}

/// Describes the operations that every kind of document shares.
fn describe_documents(openapi: &mut utoipa::openapi::OpenApi, kind: Kind, schema: &str) {
    let (name, plural) = (kind.name(), kind.plural());
    let a = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let one = format!("/{plural}/{{slug}}");
    let read_at = if kind == Kind::Board { format!("{one}/document") } else { one.clone() };
    let body = || ContentBuilder::new().schema(Some(Ref::from_schema_name(schema))).build();
    let operation = |summary: String, verb: &str| {
        let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        OperationBuilder::new()
            .tag("Documents")
            .summary(Some(summary))
            .operation_id(Some(format!("{verb}_{name}")))
            .response("4XX", ResponseBuilder::new().description("").content("application/problem+json", problem))
    };
    let slug = || parameter("slug", ParameterIn::Path, Required::True, &format!("Slug of the {name}"));
    let if_match =
        || parameter("If-Match", ParameterIn::Header, Required::False, "The ETag of the document that is changed");
    let token = || SecurityRequirement::new("token", [""; 0]);
    let found = |status: &str, description: &str, operation: OperationBuilder| {
        operation.response(status, ResponseBuilder::new().description(description).content("application/json", body()))
    };
    let read = found("200", "", operation(format!("Read {a} {name}"), "read").parameter(slug()));
    let write = operation(format!("Write {a} {name}"), "write")
        .parameter(slug())
        .parameter(if_match())
        .request_body(Some(
            RequestBodyBuilder::new().content("application/json", body()).required(Some(Required::True)).build(),
        ))
        .security(token());
    let write = found("201", "Created", found("200", "Changed", write));
    let delete = operation(format!("Archive {a} {name}; its history stays"), "archive")
        .parameter(slug())
        .parameter(if_match())
        .response("204", ResponseBuilder::new().description("Archived"))
        .security(token());
    let version = ObjectBuilder::new()
        .property(
            "revision",
            ObjectBuilder::new().schema_type(Type::Integer).description(Some("The version to bring back")),
        )
        .required("revision")
        .build();
    let version = ContentBuilder::new().schema(Some(version)).build();
    let restore = operation(format!("Bring back an earlier version of {a} {name}, as a new one"), "restore")
        .parameter(slug())
        .parameter(if_match())
        .request_body(Some(
            RequestBodyBuilder::new().content("application/json", version).required(Some(Required::True)).build(),
        ))
        .security(token());
    let restore = found("200", "Brought back", restore);
    let list = |summary: String, verb: &str, cursor: &str, what: &str| {
        let content = ContentBuilder::new().schema(Some(page())).build();
        operation(summary, verb)
            .parameter(parameter(cursor, ParameterIn::Query, Required::False, what))
            .parameter(parameter("limit", ParameterIn::Query, Required::False, "At most this many, up to 200"))
            .response("200", ResponseBuilder::new().description("").content("application/json", content))
    };
    let history = list(
        format!("Every version of {a} {name}, the newest first"),
        "history_of",
        "before",
        "The `next` of the page before",
    )
    .parameter(slug());
    let mut add = |path: &str, method: HttpMethod, operation: OperationBuilder| {
        let operation: Operation = operation.build();
        openapi.paths.add_path_operation(path, vec![method], operation);
    };
    add(&read_at, HttpMethod::Get, read);
    add(&format!("{one}/history"), HttpMethod::Get, history);
    // A record is never written here: its address refuses that, and the contract need not tell.
    if kind != Kind::CheckIn {
        add(&one, HttpMethod::Put, write);
        add(&one, HttpMethod::Delete, delete);
        add(&format!("{one}/restore"), HttpMethod::Post, restore);
    }
    if kind != Kind::Board {
        let list = list(format!("The {plural}, by slug"), "list", "after", "The `next` of the page before");
        add(&format!("/{plural}"), HttpMethod::Get, list);
    }
}

fn parameter(name: &str, place: ParameterIn, required: Required, description: &str) -> ParameterBuilder {
    let text = ObjectBuilder::new().schema_type(Type::String);
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .description(Some(description))
        .schema(Some(text))
}

/// `{"items":[…],"next":…}`
fn page() -> Object {
    ObjectBuilder::new()
        .property("items", ObjectBuilder::new().schema_type(Type::Array))
        .property("next", ObjectBuilder::new().schema_type(SchemaType::AnyValue))
        .required("items")
        .build()
}

/// The contract, for those who read it as JSON within the server.
pub(crate) fn contract() -> Json<utoipa::openapi::OpenApi> {
    Json(api().split_for_parts().1)
}
