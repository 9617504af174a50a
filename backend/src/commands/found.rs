//! Setting up: calendar, teams and the first admin, together or not at all.

use super::put_document::Precondition;
use super::{free_slug, refused};
use crate::access::{Actor, Origin};
use crate::accounts::password_fault;
use crate::app::App;
use crate::calendar::OrgCalendar;
use crate::store::{DocumentWrite, Write};
use serde::Serialize;
use tandem_shared::document::{Calendar, Document, Errors, Kind, Person, Team};
use tandem_shared::{Problem, ProblemKind};

/// What the set-up page asks for.
pub(crate) struct Founding {
    /// The calendar; `None` to keep the one that is there.
    pub(crate) calendar: Option<Calendar>,
    /// Teams to create, with their slugs.
    pub(crate) teams: Vec<(&'static str, Team)>,
    /// The first admin.
    pub(crate) person: Person,
    /// Their password.
    pub(crate) password: String,
}

/// Sets up, once: whoever holds the link. Says the slug of the first admin.
pub(crate) async fn found(app: &App, origin: Origin, link: &str, founding: Founding) -> Result<String, Problem> {
    let Founding { calendar, teams, person, password } = founding;
    let mut errors = Errors::default();
    person.validate(&mut errors);
    if let Some(calendar) = &calendar {
        calendar.validate(&mut errors);
        OrgCalendar::new(calendar, &mut errors);
    }
    for (slug, team) in &teams {
        errors.nested(&format!("/{slug}"), |errors| team.validate(errors));
    }
    let about: Vec<&str> = person.name.split_whitespace().chain(person.email.split('@').next()).collect();
    if let Some(fault) = password_fault(&password, &about) {
        errors.add("/password", fault);
    }
    let errors = errors.into_vec();
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let slug = free_slug(&app.read_world(), Kind::Person, &person.name);
    let mut writes = Vec::new();
    for (slug, team) in &teams {
        writes.push(write_of(app, slug, team)?);
    }
    if let Some(calendar) = &calendar {
        writes.push(write_of(app, Calendar::MAIN, calendar)?);
    }
    writes.push(write_of(app, &slug, &person)?);
    // Of two who send the form at once, the first sets up.
    if !app.accounts.setup.take(link) {
        let detail =
            "This link was used already, or the server was restarted since: sign in, or take the link it printed last.";
        return Err(Problem::new(ProblemKind::Conflict, detail));
    }
    let actor = Actor::person(&slug, &person, Some(origin));
    let done = app.commit(&actor, Write::Documents(writes)).await.map_err(refused);
    let done = match done {
        Ok(_) => app.accounts.set_password(&slug, password).await.map_err(super::unwritten),
        Err(problem) => Err(problem),
    };
    // Nothing is lost by a full disk: the same link works again.
    done.inspect_err(|_| app.accounts.setup.give_back(link))?;
    Ok(slug)
}

fn write_of<T: Document>(app: &App, slug: &str, body: &T) -> Result<DocumentWrite, Problem> {
    let before = app.read_world().document(T::KIND, slug).cloned();
    let precondition = Precondition { if_match: before.as_ref().map(|document| document.revision), only_new: false };
    Ok(DocumentWrite {
        kind: T::KIND,
        slug: slug.to_owned(),
        expected: precondition.expected(before.as_ref())?,
        body: written(body)?,
        archived: false,
        demo: false,
        reason: Some("Set-up".to_owned()),
    })
}

fn written(body: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(body)
        .map_err(|_| Problem::new(ProblemKind::Internal, "A document could not be written down."))
}
