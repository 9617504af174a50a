//! The check-ins of a board as an iCalendar file (RFC 5545).

use super::talk::noted_by;
use crate::calendar::{Rhythm, iso};
use crate::world::World;
use icalendar::{Calendar, Component, Event};
use jiff::{SignedDuration, Timestamp};
use tandem_shared::document::{Board, CheckIn, Errors, Kind};
use tandem_shared::view::Confidence;

/// How many check-ins to come a calendar shows: half a year of weeks.
const COMING_MAX: usize = 26;
/// How long one took, where the board has no cadence any more.
const USUAL_MINUTES: u16 = 30;

/// The calendar, or `None` without such a board. Times are in UTC, each check-in an event of its own: so no calendar has
/// to know where and when the clocks change.
pub(crate) fn check_in_calendar(world: &World, now: Timestamp, slug: &str, public_url: &str) -> Option<String> {
    let board = &world.board(slug)?.body;
    let document = world.document(Kind::Board, slug)?;
    let rhythm = board.check_in.as_ref().and_then(|cadence| Rhythm::new(cadence, &mut Errors::default()));
    let length = SignedDuration::from_mins(rhythm.as_ref().map_or(USUAL_MINUTES, |rhythm| rhythm.minutes).into());
    let written = Timestamp::from_millisecond(document.at).ok()?;
    let address = format!("{public_url}/boards/{slug}/check-in");
    let event = |name: &str, stamp: Timestamp, begin: Timestamp, end: Timestamp| {
        let mut event = Event::new();
        event
            // The same check-in keeps its UID from the day it is planned.
            .uid(&format!("{}-{name}@tandem", document.id))
            .add_property("DTSTAMP", utc(stamp))
            .add_property("DTSTART", utc(begin))
            .add_property("DTEND", utc(end))
            .summary(&format!("Check-in: {}", board.name))
            .url(&address);
        event
    };
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0")).append_property(("PRODID", "-//Tandem//Check-ins//EN"));
    // The crate writes a calendar's name as it stands.
    calendar.name(&escaped(&format!("Check-ins: {}", board.name)));
    for (record, held) in world.meetings().check_ins(slug) {
        let Ok(end) = held.held.parse::<Timestamp>() else { continue };
        let name = record.strip_prefix(slug).unwrap_or(record).trim_start_matches('-');
        calendar.push(event(name, end, end - length, end).description(&said(world, board, held)).done());
    }
    let coming = rhythm.iter().flat_map(|rhythm| rhythm.after(world.calendar(), now).take(COMING_MAX));
    for begin in coming {
        let day = iso(world.calendar().day_at(begin));
        let agenda = format!("The agenda writes itself: {address}");
        calendar.push(event(&day, written, begin, begin + length).description(&agenda).done());
    }
    Some(calendar.to_string())
}

/// A line as TEXT (RFC 5545, 3.3.11).
fn escaped(line: &str) -> String {
    line.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// What a check-in said about each goal, in plain text.
fn said(world: &World, board: &Board, held: &CheckIn) -> String {
    let goal = |then: &tandem_shared::document::GoalThen| {
        let team = |(team, level): (&String, &Confidence)| {
            let level = match level {
                Confidence::Low => "low",
                Confidence::Medium => "medium",
                Confidence::High => "high",
            };
            let name = world.team(team).map_or(team.as_str(), |team| &team.body.name);
            let noted = noted_by(world, held, team).map(|who| format!(" (noted by {who})")).unwrap_or_default();
            format!("{name}: {level}{noted}")
        };
        let sure: Vec<String> = then.confidence.iter().map(team).collect();
        [then.name.as_str(), &sure.join(", "), then.note.as_deref().unwrap_or_default()]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let mut parts = vec![format!("Record of the check-in of {}", board.name)];
    parts.extend(held.goals.iter().map(goal));
    let actions = held.actions.iter().filter_map(|slug| world.meetings().action(slug));
    parts.extend(actions.map(|action| {
        let action = &action.body;
        format!("{} ({}, due {})", action.text, world.called(&action.owner), action.due)
    }));
    parts.join("\n\n")
}
