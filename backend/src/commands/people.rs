//! Letting people in: passwords and invitations.

use crate::access::Actor;
use crate::accounts::{INVITATION_MILLIS, Opens, Secret, password_fault};
use crate::app::App;
use tandem_shared::{FieldError, Problem, ProblemKind};

/// A link with which somebody chooses a password; links made before open nothing any more.
pub(crate) async fn invite(app: &App, actor: &Actor, person: &str) -> Result<Secret, Problem> {
    actor.check_admin()?;
    known(app, person)?;
    let earlier = |opens: &Opens| matches!(opens, Opens::Invitation { person: whose, .. } if whose == person);
    app.accounts.keys.revoke(|held| earlier(&held.opens)).await.map_err(unwritten)?;
    let until = app.clock.now().as_millisecond() + INVITATION_MILLIS;
    app.accounts.keys.admit(Opens::Invitation { person: person.to_owned(), until }).await.map_err(unwritten)
}

/// Gives somebody a password. Their sessions end: whoever stole one is out.
pub(crate) async fn set_password(app: &App, person: &str, password: String) -> Result<(), Problem> {
    let (name, email) = known(app, person)?;
    let mailbox = email.split('@').next().unwrap_or_default();
    let about: Vec<&str> = name.split_whitespace().chain([mailbox]).collect();
    if let Some(fault) = password_fault(&password, &about) {
        return Err(Problem::invalid(vec![FieldError { pointer: "/password".to_owned(), detail: fault.to_owned() }]));
    }
    app.accounts.set_password(person, password).await.map_err(unwritten)
}

/// Name and mail address of somebody with an account.
fn known(app: &App, person: &str) -> Result<(String, String), Problem> {
    let world = app.read_world();
    let known = world.person(person).map(|person| (person.name.clone(), person.email.clone()));
    known.ok_or_else(|| Problem::new(ProblemKind::NotFound, format!("There is no person \"{person}\".")))
}

/// The problem of a secret that could not be written down.
pub(crate) fn unwritten(error: anyhow::Error) -> Problem {
    tracing::error!(%error, "an account could not be written down");
    Problem::new(ProblemKind::StorageFull, "Nothing was changed: the store cannot be written. Make room and try again.")
}
