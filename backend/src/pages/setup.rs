//! `/setup`: the first start.

use super::form::{Faults, choice, line};
use super::lang::Lang;
use super::layout::{notice, page};
use super::session::{OwnForm, sign_in};
use crate::access::Origin;
use crate::accounts::PASSWORD_MIN;
use crate::app::App;
use crate::commands::{Founding, found};
use crate::world::World;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::tz::{TimeZone, db};
use maud::html;
use serde::Deserialize;
use std::net::SocketAddr;
use std::sync::Arc;
use tandem_shared::document::{Calendar, Kind, Person, Role, Team};
use tandem_shared::view::Side;

/// The link.
#[derive(Deserialize)]
pub(super) struct Link {
    #[serde(default)]
    link: String,
}

/// What is typed; a page of an installation that has teams or a calendar does not ask for them.
#[derive(Default, Deserialize)]
pub(super) struct Entry {
    link: String,
    #[serde(default)]
    sales: String,
    #[serde(default)]
    marketing: String,
    #[serde(default)]
    time_zone: String,
    #[serde(default)]
    fiscal_year_start: String,
    name: String,
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    team: String,
}

/// The form, for whoever holds the link.
pub(super) async fn show(State(app): State<Arc<App>>, lang: Lang, Query(Link { link }): Query<Link>) -> Response {
    if !app.accounts.setup.fits(&link) {
        return used(&app, lang);
    }
    let entry = Entry {
        link,
        sales: lang.say("Sales", "Vertrieb").to_owned(),
        marketing: "Marketing".to_owned(),
        time_zone: TimeZone::system().iana_name().unwrap_or("UTC").to_owned(),
        fiscal_year_start: "1".to_owned(),
        ..Entry::default()
    };
    form(&app, lang, StatusCode::OK, &entry, &Faults::none())
}

/// A link that opens nothing.
fn used(app: &App, lang: Lang) -> Response {
    let title = lang.say("This link opens nothing any more", "Dieser Link öffnet nichts mehr");
    let text = if app.read_world().has_people() {
        lang.say(
            "Tandem is set up here. Sign in, or ask an admin for an account.",
            "Tandem ist hier eingerichtet. Melden Sie sich an, oder bitten Sie einen Admin um ein Konto.",
        )
    } else {
        lang.say(
            "It works once, and until the server restarts. Restart the server: it prints a new one.",
            "Er gilt einmal und bis zum Neustart des Servers. Starten Sie den Server neu: Er gibt einen neuen aus.",
        )
    };
    notice(lang, StatusCode::GONE, title, text, ("/sign-in", lang.say("Go to sign-in", "Zur Anmeldung")))
}

fn has_calendar(world: &World) -> bool {
    world.document(Kind::Calendar, Calendar::MAIN).is_some_and(|document| !document.archived)
}

fn form(app: &App, lang: Lang, status: StatusCode, entry: &Entry, faults: &Faults) -> Response {
    let title = lang.say("First start", "Erster Start");
    let team = [
        ("/sales", lang.say("Name of the sales team", "Name des Vertriebsteams"), "sales"),
        ("/marketing", lang.say("Name of the marketing team", "Name des Marketingteams"), "marketing"),
    ];
    let zone = lang.say("Time zone", "Zeitzone");
    let year = lang.say("Fiscal year starts in", "Geschäftsjahr beginnt im");
    let (name, mail, password) = ("Name", lang.say("Mail", "E-Mail"), lang.say("Password", "Passwort"));
    let fields = [
        (team[0].0, team[0].1),
        (team[1].0, team[1].1),
        ("/time_zone", zone),
        ("/fiscal_year_start", year),
        ("/name", name),
        ("/email", mail),
        ("/password", password),
    ];
    let (missing, with_calendar) = {
        let world = app.read_world();
        let missing = team.into_iter().filter(|(.., slug)| world.team(slug).is_none()).collect::<Vec<_>>();
        (missing, !has_calendar(&world))
    };
    let months = lang.say(
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
    );
    let months: Vec<_> = (1..).zip(months).map(|(number, name)| (i32::to_string(&number), name.to_owned())).collect();
    let zones: Vec<_> = db().available().map(|zone| (zone.to_string(), zone.to_string().replace('_', " "))).collect();
    let speaks: Vec<_> = [
        ("sales", lang.say("Sales", "den Vertrieb")),
        ("marketing", lang.say("Marketing", "das Marketing")),
        ("", lang.say("neither", "keins von beiden")),
    ]
    .map(|(slug, name)| (slug.to_owned(), name.to_owned()))
    .into();
    let content = html! {
        header.pagehead {
            h1 { (title) }
            p { (lang.say(
                "A few answers, then the board is yours. All of them can be changed later.",
                "Ein paar Antworten, dann gehört das Board Ihnen. Alle lassen sich später ändern.")) }
        }
        form.panel.medium method="post" action="/setup" novalidate {
            input type="hidden" name="link" value=(entry.link);
            p.once { (lang.say(
                "This link works once. The server printed it when it started, so only someone with access to it can be here.",
                "Dieser Link gilt einmal. Der Server hat ihn beim Start ausgegeben, also kann nur hier sein, wer Zugang zu ihm hat.")) }
            @if faults.any() { div.blk { (faults.summary(lang, &fields)) } }
            @if !missing.is_empty() {
                section.blk {
                    h2 { "Teams" }
                    div.form {
                        @for (pointer, label, slug) in &missing {
                            (line((pointer, label, ""), ("text", "off"), if *slug == "sales" { &entry.sales } else { &entry.marketing }, faults))
                        }
                    }
                }
            }
            @if with_calendar {
                section.blk {
                    h2 { (lang.say("Calendar", "Kalender")) }
                    div.form {
                        (choice(("/time_zone", zone, ""), &zones, &entry.time_zone, faults))
                        (choice(("/fiscal_year_start", year, ""), &months, &entry.fiscal_year_start, faults))
                    }
                }
            }
            section.blk {
                h2 { (lang.say("Your account", "Ihr Konto")) }
                div.form {
                    (line(("/name", name, ""), ("text", "name"), &entry.name, faults))
                    (line(("/email", mail, ""), ("email", "username"), &entry.email, faults))
                    (line(("/password", password, &lang.say(
                        format!("At least {PASSWORD_MIN} characters, for example four words."),
                        format!("Mindestens {PASSWORD_MIN} Zeichen, zum Beispiel vier Wörter."))),
                        ("password", "new-password"), "", faults))
                    (choice(("/team", lang.say("You speak for", "Sie sprechen für"), ""), &speaks, &entry.team, faults))
                }
            }
            div.blk.go { button.tandem-btn.tandem-btn--primary { (lang.say("Set up and sign in", "Einrichten und anmelden")) } }
        }
    };
    page(lang, status, title, &content)
}

/// Sets up, and signs the first admin in.
pub(super) async fn enter(
    State(app): State<Arc<App>>,
    lang: Lang,
    peer: ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    OwnForm(entry): OwnForm<Entry>,
) -> Response {
    if !app.accounts.setup.fits(&entry.link) {
        return used(&app, lang);
    }
    let founding = founding(&app.read_world(), &entry);
    let done = match found(&app, Origin::browser(peer.ip()), &entry.link, founding).await {
        Ok(person) => sign_in(&app, &headers, peer, person, "/").await,
        Err(problem) => Err(problem),
    };
    done.unwrap_or_else(|problem| form(&app, lang, StatusCode::UNPROCESSABLE_ENTITY, &entry, &problem.into()))
}

/// What the form says; teams and calendar that are there stay as they are.
fn founding(world: &World, entry: &Entry) -> Founding {
    let named = [("sales", Side::Sales, &entry.sales), ("marketing", Side::Marketing, &entry.marketing)];
    let teams = named
        .into_iter()
        .filter(|(slug, ..)| world.team(slug).is_none())
        .map(|(slug, side, name)| (slug, Team { name: name.trim().to_owned(), side }))
        .collect();
    let calendar = (!has_calendar(world)).then(|| Calendar {
        time_zone: entry.time_zone.clone(),
        fiscal_year_start: entry.fiscal_year_start.parse().unwrap_or(1),
        ..Calendar::default()
    });
    let person = Person {
        name: entry.name.trim().to_owned(),
        email: entry.email.trim().to_owned(),
        role: Role::Admin,
        teams: [&entry.team].into_iter().filter(|team| !team.is_empty()).cloned().collect(),
    };
    Founding { calendar, teams, person, password: entry.password.clone() }
}
