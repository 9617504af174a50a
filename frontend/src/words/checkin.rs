//! The words of check-ins, their records, and actions.

use tandem_shared::view::Confidence;

use super::{pick, say, words};

words! {
    /// The tab, and the page's name before its first answer.
    check_in: "Check-in", "Check-in";
    /// Waiting for the first answer.
    loading_agenda: "Loading the agenda", "Tagesordnung wird geladen";
    /// Title.
    targets_changed: "Targets that changed", "Geänderte Ziele";
    /// Beside it.
    targets_count: "the target counts either way", "das Ziel gilt in jedem Fall";
    /// No target before, or after.
    no_target: "none", "keins";
    /// Title.
    open_actions: "Open actions", "Offene Aufgaben";
    /// Where there is none.
    nothing_open: "Nothing is open.", "Nichts ist offen.";
    /// Beside the goals.
    each_team_answers: "each team answers for itself, before the talk", "jedes Team antwortet für sich, vor dem Gespräch";
    /// Label.
    how_sure: "How sure are we?", "Wie sicher sind wir?";
    /// Label.
    remember: "What should we remember?", "Was wollen wir uns merken?";
    /// A team that never said how sure it is.
    not_said: "not said yet", "noch nichts gesagt";
    /// Title.
    new_actions: "New actions", "Neue Aufgaben";
    /// Label.
    what_will_be_done: "What will be done", "Was getan wird";
    /// Label.
    who_does_it: "Owner", "Wer";
    /// Label.
    team: "Team", "Team";
    /// Label.
    due_label: "Due", "Bis";
    /// Label.
    helps_goal: "Goal (optional)", "Vorhaben (optional)";
    /// No goal.
    no_goal: "No goal", "Kein Vorhaben";
    /// Button.
    add: "Add", "Hinzufügen";
    /// Button.
    remove: "Remove", "Entfernen";
    /// Button.
    move_date: "Move date", "Verschieben";
    /// Label.
    new_date: "New date", "Neuer Termin";
    /// Button.
    drop_it: "Drop", "Fallen lassen";
    /// Label.
    why_dropped: "Why is it dropped?", "Warum fällt sie weg?";
    /// An action that was given up.
    dropped: "dropped", "fallen gelassen";
    /// An action that was done.
    done: "done", "erledigt";
    /// Button.
    finish_check_in: "Finish check-in", "Check-in abschließen";
    /// Where a team has said nothing.
    finish_anyway: ". You can finish without it.", ". Abschließen geht auch ohne.";
    /// For those who may only read.
    leads_hold_it: "The lead of a team or an admin finishes the check-in.", "Die Leitung eines Teams oder ein Admin schließt den Check-in ab.";
    /// Said once it is finished.
    finished: "Check-in finished. The record is kept below.", "Check-in abgeschlossen. Das Protokoll steht unten.";
    /// The session is over.
    signed_out_kept: "You are no longer signed in. What you typed is kept here: sign in beside this page, then finish.",
        "Sie sind nicht mehr angemeldet. Alles Getippte bleibt hier: nebenan anmelden, dann abschließen.";
    /// Link.
    sign_in_beside: "Sign in in a new tab", "In neuem Tab anmelden";
    /// Title.
    here: "Here", "Da";
    /// Who is not.
    excused: "excused", "entschuldigt";
    /// Title.
    when_you_finish: "When you finish", "Beim Abschließen";
    /// What becomes of it.
    kept_for_good: "The record is kept below and cannot be changed. Its actions stay on the board until they are closed. ",
        "Das Protokoll bleibt unten stehen und ist unveränderlich. Seine Aufgaben bleiben auf dem Board, bis sie geschlossen sind. ";
    /// Name of an address.
    calendar_feed: "Calendar feed (.ics)", "Kalender-Feed (.ics)";
    /// How calendars read it.
    calendar_token: "For Outlook and Google. Where people sign in, a lead makes the address: with it, a calendar reads these check-ins and nothing else.",
        "Für Outlook und Google. Wo man sich anmeldet, erstellt eine Leitung die Adresse: Ein Kalender liest damit diese Check-ins, sonst nichts.";
    /// Button.
    make_feed: "Make the address", "Adresse erstellen";
    /// Below one just made.
    feed_shown_once: "Copy it now: it is not shown again. It reads these check-ins and nothing else, for whoever has it.",
        "Jetzt kopieren: Sie wird nicht noch einmal gezeigt. Wer sie hat, liest damit diese Check-ins, sonst nichts.";
    /// Title.
    when_we_meet: "When we meet", "Wann wir uns treffen";
    /// Button, and name of the form.
    set_rhythm: "Set the rhythm", "Rhythmus festlegen";
    /// Button.
    save_rhythm: "Save rhythm", "Rhythmus speichern";
    /// Label.
    how_often: "How often", "Wie oft";
    /// Label.
    weekday: "Weekday", "Wochentag";
    /// Label.
    rule: "Rule, such as FREQ=MONTHLY;BYDAY=-1FR", "Regel, etwa FREQ=MONTHLY;BYDAY=-1FR";
    /// Label.
    begins_at: "Begins at", "Beginnt um";
    /// Label.
    takes_minutes: "Minutes", "Minuten";
    /// Label.
    counts_from_day: "Counts from", "Gilt ab";
    /// Where a rule names no day.
    none_in_two_years: "None in the next two years", "In den nächsten zwei Jahren keiner";
    /// Where nothing was won yet.
    no_wins: "None yet. A reached target or a finished goal appears by itself.",
        "Noch keine. Ein erreichtes Ziel oder Vorhaben erscheint von selbst.";
    /// Beside the name of a KPI.
    target_reached: "target reached", "Ziel erreicht";
    /// Beside the name of a goal.
    goal_finished: "goal finished", "Vorhaben erreicht";
    /// Label.
    what_else_won: "What else did we win?", "Was haben wir noch gewonnen?";
    /// Name of a choice of teams.
    credited_to: "Whose win is it?", "Wessen Erfolg ist es?";
    /// Button.
    add_win: "Add win", "Erfolg hinzufügen";
    /// Title in a record.
    what_was_won: "What was won", "Was gewonnen wurde";
    /// Before the first record.
    no_record: "The first record will stand here.", "Hier wird das erste Protokoll stehen.";
    /// Title.
    agreed: "What was agreed", "Was vereinbart wurde";
    /// Opens the statuses of then.
    as_it_was: "Show the board as it was", "Das Board von damals zeigen";
    /// Title beside goals.
    next_check_in: "Next check-in", "Nächster Check-in";
    /// Where no cadence is set.
    none_planned: "None is planned", "Keiner ist geplant";
    /// Title beside a goal.
    last_check_in: "Last check-in", "Letzter Check-in";
}

/// How sure.
#[must_use]
pub fn confidence(level: Confidence) -> &'static str {
    match level {
        Confidence::Low => pick("low", "gering"),
        Confidence::Medium => pick("medium", "mittel"),
        Confidence::High => pick("high", "hoch"),
    }
}

/// How often teams meet, as the server names it and as people do.
#[must_use]
pub fn how_often_options() -> [(&'static str, &'static str); 5] {
    pick(
        [
            ("week", "Every week"),
            ("two_weeks", "Every second week"),
            ("month", "Once a month, the first such day"),
            ("rule", "By a rule of our own"),
            ("", "No fixed rhythm"),
        ],
        [
            ("week", "Jede Woche"),
            ("two_weeks", "Jede zweite Woche"),
            ("month", "Einmal im Monat, am ersten solchen Tag"),
            ("rule", "Nach eigener Regel"),
            ("", "Ohne festen Rhythmus"),
        ],
    )
}

/// The days of a week, likewise.
#[must_use]
pub fn weekdays() -> [(&'static str, &'static str); 7] {
    pick(
        [
            ("monday", "Monday"),
            ("tuesday", "Tuesday"),
            ("wednesday", "Wednesday"),
            ("thursday", "Thursday"),
            ("friday", "Friday"),
            ("saturday", "Saturday"),
            ("sunday", "Sunday"),
        ],
        [
            ("monday", "Montag"),
            ("tuesday", "Dienstag"),
            ("wednesday", "Mittwoch"),
            ("thursday", "Donnerstag"),
            ("friday", "Freitag"),
            ("saturday", "Samstag"),
            ("sunday", "Sonntag"),
        ],
    )
}

/// Above the check-ins that a rhythm makes.
#[must_use]
pub fn next_three(zone: &str) -> String {
    say!("The next three ({zone})", "Die nächsten drei ({zone})", zone)
}

/// Somebody else was faster.
#[must_use]
pub fn rhythm_changed_by(who: &str) -> String {
    say!(
        "{who} changed the rhythm of this board meanwhile. Which one counts?",
        "{who} hat den Rhythmus dieses Boards inzwischen geändert. Welcher gilt?",
        who
    )
}

/// Title.
#[must_use]
pub fn wins_since(day: &str) -> String {
    say!("Wins since {day}", "Erfolge seit {day}", day)
}

/// A choice: every team of the board.
#[must_use]
pub fn all_teams(count: usize) -> &'static str {
    if count == 2 { pick("Both", "Beide") } else { pick("All", "Alle") }
}

/// Title of the page.
#[must_use]
pub fn check_in_on(day: &str) -> String {
    say!("Check-in, {day}", "Check-in, {day}", day)
}

/// Below the title.
#[must_use]
pub fn wrote_itself(since: Option<&str>, time: &str) -> String {
    let Some(since) = since else {
        return say!(
            "The agenda wrote itself from what changed since the period began. Numbers of {time}; they stand still until you finish.",
            "Die Tagesordnung schrieb sich selbst aus dem, was sich seit Beginn des Zeitraums geändert hat. Zahlen von {time}; sie stehen still, bis Sie abschließen.",
            time
        );
    };
    say!(
        "The agenda wrote itself from what changed since {since}. Numbers of {time}; they stand still until you finish.",
        "Die Tagesordnung schrieb sich selbst aus dem, was sich seit {since} geändert hat. Zahlen von {time}; sie stehen still, bis Sie abschließen.",
        since,
        time
    )
}

/// Title.
#[must_use]
pub fn changed_since(day: &str) -> String {
    say!("Changed pace since {day}", "Tempo geändert seit {day}", day)
}

/// How many are behind now, no longer ahead, without a verdict.
#[must_use]
pub fn paces(behind: usize, less: usize, none: usize) -> String {
    let parts = [
        (behind, pick("now behind", "jetzt im Rückstand")),
        (less, pick("no longer ahead", "nicht mehr voraus")),
        (none, pick("without verdict", "ohne Urteil")),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, says)| [&*count.to_string(), " ", says].concat())
        .collect();
    if said.is_empty() { pick("nothing got worse", "nichts wurde schlechter").to_owned() } else { said.join(", ") }
}

/// How many actions are overdue.
#[must_use]
pub fn late_of(count: usize) -> String {
    let count = &*count.to_string();
    say!(
        "{count} overdue: done, a new date, or dropped with a word why",
        "{count} überfällig: erledigt, neuer Termin oder mit einem Wort fallen gelassen",
        count
    )
}

/// For how long an action should have been done.
#[must_use]
pub fn overdue(days: u32) -> String {
    if days == 1 {
        return pick("1 day overdue", "1 Tag überfällig").to_owned();
    }
    let days = &*days.to_string();
    say!("{days} days overdue", "{days} Tage überfällig", days)
}

/// By which day.
#[must_use]
pub fn due(day: &str) -> String {
    say!("due {day}", "bis {day}", day)
}

/// On which day.
#[must_use]
pub fn done_on(day: &str) -> String {
    say!("done {day}", "erledigt {day}", day)
}

/// Full name of a box to tick.
#[must_use]
pub fn done_is(text: &str) -> String {
    say!("Done: {text}", "Erledigt: {text}", text)
}

/// Full name of a button.
#[must_use]
pub fn move_date_of(text: &str) -> String {
    say!("Move date: {text}", "Verschieben: {text}", text)
}

/// Full name of a button.
#[must_use]
pub fn drop_of(text: &str) -> String {
    say!("Drop: {text}", "Fallen lassen: {text}", text)
}

/// Full name of a button.
#[must_use]
pub fn remove_of(text: &str) -> String {
    say!("Remove: {text}", "Entfernen: {text}", text)
}

/// How sure a team was.
#[must_use]
pub fn was_sure(level: &str) -> String {
    say!("was {level}", "war {level}", level)
}

/// The same behind how sure it is.
#[must_use]
pub fn and_was(level: &str) -> String {
    [", ", &*was_sure(level)].concat()
}

/// Behind how sure a team was: who of another team wrote it down.
#[must_use]
pub fn noted_by(who: &str) -> String {
    say!(", noted by {who}", ", notiert von {who}", who)
}

/// Name of a group of radio buttons.
#[must_use]
pub fn how_sure_is(team: &str, goal: &str) -> String {
    say!("How sure is {team}: {goal}", "Wie sicher ist {team}: {goal}", team, goal)
}

/// How many actions were added.
#[must_use]
pub fn added_so_far(count: usize) -> String {
    let count = &*count.to_string();
    say!("{count} so far", "bisher {count}", count)
}

/// Before the name of a goal.
#[must_use]
pub fn has_not_said(team: &str) -> String {
    say!("{team} has not said how sure it is about ", "{team} hat noch nicht gesagt, wie sicher es ist bei: ", team)
}

/// When the next is.
#[must_use]
pub fn next_is(at: &str) -> String {
    say!("The next check-in is {at}.", "Der nächste Check-in ist {at}.", at)
}

/// Title.
#[must_use]
pub fn record_of(day: &str) -> String {
    say!("Record of {day}", "Protokoll vom {day}", day)
}

/// Who led a check-in, and when it was finished.
#[must_use]
pub fn led_by(who: &str, time: &str) -> String {
    say!("led by {who}, finished {time}", "geleitet von {who}, beendet {time}", who, time)
}

/// When a check-in was finished.
#[must_use]
pub fn finished_at(time: &str) -> String {
    say!("finished {time}", "beendet {time}", time)
}

/// How many were there.
#[must_use]
pub fn here_of(here: &str, of: &str) -> String {
    say!(", {here} of {of} here", ", {here} von {of} da", here, of)
}

/// At the foot of a record.
#[must_use]
pub fn frozen(moment: &str) -> String {
    say!(
        "Frozen on {moment}, with the numbers of that moment.",
        "Eingefroren am {moment}, mit den Zahlen von da.",
        moment
    )
}

/// Opens the list.
#[must_use]
pub fn all_records(count: &str) -> String {
    say!("All {count} records", "Alle {count} Protokolle", count)
}

/// How long a check-in takes.
#[must_use]
pub fn takes(minutes: u32) -> String {
    let minutes = &*minutes.to_string();
    say!("{minutes} min", "{minutes} min", minutes)
}

/// How many goals are behind.
#[must_use]
pub fn goals_behind(count: usize) -> String {
    match count {
        1 => pick("1 goal behind", "1 Vorhaben im Rückstand").to_owned(),
        count => [&*count.to_string(), pick(" goals behind", " Vorhaben im Rückstand")].concat(),
    }
}

/// How many actions are overdue.
#[must_use]
pub fn actions_overdue(count: u32) -> String {
    match count {
        1 => pick("1 action overdue", "1 Aufgabe überfällig").to_owned(),
        count => [&*count.to_string(), pick(" actions overdue", " Aufgaben überfällig")].concat(),
    }
}

/// The trend of confidence for screen readers.
#[must_use]
pub fn confidence_over(count: usize) -> String {
    let count = &*count.to_string();
    say!("Confidence over {count} check-ins.", "Zuversicht über {count} Check-ins.", count)
}
