//! The last two check-ins over the growth board, the actions that were agreed there, and wins.

use super::DocumentVersion;
use super::documents::version;
use super::goals::goals;
use super::moment::Moment;
use super::table::KPIS;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;
use tandem_shared::document::{Action, CheckIn, GoalThen, KpiThen, Win, WinThen};
use tandem_shared::formula::Status;
use tandem_shared::view::{ActionState, Confidence, WinSort};

const BOARD: &str = "growth";

/// How the growth board stood at the last check-in, by KPI.
const STOOD: [(&str, Status); 13] = [
    ("revenue", Status::OnPace),
    ("leads", Status::OnPace),
    ("acceptance", Status::OnPace),
    ("meetings", Status::OnPace),
    ("show-rate", Status::OnPace),
    ("email-opt-ins", Status::Ahead),
    ("landing-page-conversion", Status::Behind),
    ("social-engagement", Status::OnPace),
    ("social-opt-ins", Status::NoVerdict),
    ("leads-answered", Status::Ahead),
    ("speed-to-lead", Status::OnPace),
    ("pipeline-coverage", Status::OnPace),
    ("win-rate", Status::OnPace),
];

/// What sales and marketing said of each goal at the two check-ins, and what was to be remembered.
const SAID: [[(Confidence, Confidence, &str); 3]; 2] = [
    [
        (Confidence::Medium, Confidence::High, "The second webinar decides December: speakers first."),
        (Confidence::Medium, Confidence::Medium, "Half of what comes back was too small a company."),
        (Confidence::Medium, Confidence::High, ""),
    ],
    [
        (
            Confidence::High,
            Confidence::Medium,
            "Webinar deals close two weeks faster than the rest. Two large ones may slip into January, so December needs the second webinar.",
        ),
        (
            Confidence::Low,
            Confidence::Medium,
            "The webinar brings volume, but a third works in companies we do not sell to. Company size is now asked on the form; first effect next week.",
        ),
        (
            Confidence::High,
            Confidence::High,
            "Alerts on the phone changed it. What is left are Friday afternoons: nobody is on call after 15:00.",
        ),
    ],
];

/// Every version of the check-ins, their actions, and wins.
pub(super) fn meetings(moment: &Moment) -> Vec<DocumentVersion> {
    let today = moment.today();
    let since_tuesday = (i64::from(today.weekday().to_monday_zero_offset()) - 1).rem_euclid(7);
    let last = today.saturating_sub(if since_tuesday == 0 { 7 } else { since_tuesday }.days());
    let before = last.saturating_sub(7.days());
    let action = |text: &str, owner: &str, team: &str, due: Date, goal: &str| Action {
        board: BOARD.to_owned(),
        text: text.to_owned(),
        owner: owner.to_owned(),
        team: team.to_owned(),
        due: due.to_string(),
        goal: Some(goal.to_owned()),
        state: ActionState::Open,
        done: None,
        why: None,
    };
    let day = |days: i64| today.saturating_add(days.days());
    let (earlier, later) = (
        [
            action("Agree the target segment list, one page", "Jonas", "sales", day(-2), "leads-sales-wants"),
            action("Friday on-call plan", "Ana", "sales", day(-1), "answer-the-same-day"),
            action("Ask for company size on the form", "Lea", "marketing", last, "leads-sales-wants"),
        ],
        [
            action("Confirm December dates for both large deals", "Tom", "sales", day(3), "win-together"),
            action("Answer “Not reachable” returns", "Ben", "marketing", day(5), "leads-sales-wants"),
        ],
    );
    let win = |day: Date, title: &str, note: &str, by: &str| Win {
        title: title.to_owned(),
        day: day.to_string(),
        boards: vec![BOARD.to_owned()],
        teams: vec!["marketing".to_owned(), "sales".to_owned()],
        goal: Some("win-together".to_owned()),
        kpi: None,
        note: Some(note.to_owned()),
        by: by.to_owned(),
    };
    let yesterday = day(-1);
    let wins = [
        (
            "first-week-under-2-h",
            last.saturating_sub(1.days()),
            "First week under 2 h",
            "Ana’s team, with lead alerts by Ben",
            "Ana",
        ),
        ("northgate", last, "Northgate closed: €126,000", "Tom and Jonas, with the case study by Mira", "Tom"),
        ("acme", yesterday, "Acme closed: €84,000", "Priya, through the campaign “Autumn webinar”", "Priya"),
    ];
    let mut all = held(moment, before, "Lea", &SAID[0], &earlier, &[]);
    let mut told = Vec::new();
    for (slug, day, title, note, by) in wins {
        let body = win(day, title, note, by);
        all.push(version(slug, &body, moment.at(day, 16, 5), by, None));
        if day < last {
            told.push((slug, body));
        }
    }
    all.extend(held(moment, last, "Priya", &SAID[1], &later, &told));
    let done = Action { state: ActionState::Done, done: Some(last.to_string()), ..earlier[2].clone() };
    all.push(version(&slug(before, 3), &done, moment.at(last, 10, 12), "Lea", None));
    all
}

/// A check-in of a day with its actions and the wins it told of.
fn held(
    moment: &Moment,
    day: Date,
    led_by: &'static str,
    said: &[(Confidence, Confidence, &str); 3],
    actions: &[Action],
    wins: &[(&str, Win)],
) -> Vec<DocumentVersion> {
    let at: Timestamp = moment.at(day, 10, 24);
    let goals = goals(moment, 0.0).into_iter().zip(said).map(|((goal, body), (sales, marketing, note))| GoalThen {
        goal: goal.to_owned(),
        name: body.name,
        status: if goal == "leads-sales-wants" { Status::Behind } else { Status::OnPace },
        attainment: None,
        confidence: BTreeMap::from([("sales".to_owned(), *sales), ("marketing".to_owned(), *marketing)]),
        note: Some((*note).to_owned()).filter(|note| !note.is_empty()),
    });
    let name = |kpi: &str| KPIS.iter().find(|row| row.slug == kpi).map_or(kpi, |row| row.name).to_owned();
    let kpis =
        STOOD.map(|(kpi, status)| KpiThen { kpi: kpi.to_owned(), name: name(kpi), status, value: None, target: None });
    let check_in = CheckIn {
        board: BOARD.to_owned(),
        held: at.to_string(),
        key: format!("demo-{day}"),
        led_by: Some(led_by.to_owned()),
        by: Some(led_by.to_owned()),
        by_teams: vec![if led_by == "Lea" { "marketing" } else { "sales" }.to_owned()],
        present: ["Lea", "Ben", "Mira", "Priya", "Jonas", "Tom"].map(str::to_owned).to_vec(),
        excused: vec!["Ana".to_owned()],
        goals: goals.collect(),
        kpis: kpis.to_vec(),
        actions: (1..=actions.len()).map(|number| slug(day, number)).collect(),
        wins: wins.iter().map(win_then).collect(),
    };
    let mut all = vec![version(&format!("{BOARD}-{day}"), &check_in, at, led_by, None)];
    let numbered = (1..).zip(actions);
    all.extend(numbered.map(|(number, action)| version(&slug(day, number), action, at, led_by, None)));
    all
}

fn win_then((slug, win): &(&str, Win)) -> WinThen {
    let (name, day, teams) = (win.title.clone(), win.day.clone(), win.teams.clone());
    WinThen { key: (*slug).to_owned(), sort: WinSort::Declared, name, day, teams }
}

fn slug(day: Date, number: usize) -> String {
    format!("{BOARD}-{day}-{number}")
}
