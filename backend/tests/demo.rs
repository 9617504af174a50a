//! The demo workspace, looked at from outside: whenever it is started, every state of a tile is there.

use jiff::civil::{Date, date};
use jiff::{ToSpan, Zoned};
use std::collections::{BTreeMap, BTreeSet};
use tandem::demo::{Measurement, TIME_ZONE, Workspace, workspace};
use tandem_shared::document::{
    Acknowledgement, Action, Board, Calendar, CheckIn, Curve, Document, Errors, Goal, Kind, Kpi, Target, Team, Win,
};
use tandem_shared::formula::{Evidence, NoVerdict, Status, curve_share, expected, is_stale, verdict};
use tandem_shared::view::ActionState;
use tandem_shared::{Quantity, Rollup, is_slug};

/// Ordinary days, the nights of the clock changes, the first and last minutes of quarters, weekends, a leap day.
const MOMENTS: [&str; 16] = [
    "2026-11-22T09:12",
    "2026-10-20T14:00",
    "2026-12-31T23:50",
    "2026-10-25T02:30",
    "2026-10-25T12:00",
    "2027-03-28T03:10",
    "2027-03-28T01:59",
    "2028-02-29T10:00",
    "2026-11-23T00:01",
    "2027-05-17T06:00",
    "2026-09-30T08:00",
    "2026-10-02T08:00",
    "2026-10-01T00:02",
    "2028-01-01T00:00",
    "2028-01-02T23:59",
    "2027-07-03T11:00",
];

fn moment(text: &str) -> Zoned {
    let local: jiff::civil::DateTime = text.parse().expect("a local time");
    local.in_tz(TIME_ZONE).expect("a moment")
}

fn everything() -> impl Iterator<Item = (Zoned, Workspace)> {
    MOMENTS.map(moment).into_iter().map(|now| (now.clone(), workspace(now)))
}

fn measurements(workspace: &Workspace) -> impl Iterator<Item = &Measurement> {
    workspace.feeds.iter().flat_map(|feed| &feed.measurements)
}

fn first_of_quarter(day: Date) -> Date {
    date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1)
}

/// The newest version of every document of a kind.
fn documents<D: Document>(workspace: &Workspace) -> BTreeMap<String, D> {
    let of_kind = workspace.documents.iter().filter(|document| document.kind == D::KIND);
    of_kind.map(|d| (d.slug.clone(), serde_json::from_str(&d.body).expect("reads back"))).collect()
}

/// What a board says about a KPI, worked out from the raw measurements.
fn judge(workspace: &Workspace, now: &Zoned, slug: &str, kpi: &Kpi) -> Result<(f64, Status), NoVerdict> {
    let (first, today) = (first_of_quarter(now.date()), now.date());
    let next = first.checked_add(3.months()).expect("in range");
    let elapsed = f64::from((today - first).get_days() + 1) / f64::from((next - first).get_days());
    let own = || measurements(workspace).filter(|m| m.kpi == slug);
    let cell = kpi
        .rollup
        .fold(own().filter(|m| m.day >= first).map(|m| kpi.rollup.cell(m.value, m.denominator, m.at.as_millisecond())))
        .expect("no overflow");
    let period = format!("{}-Q{}", first.year(), (first.month() + 2) / 3);
    let targets: BTreeMap<String, Target> = documents(workspace);
    let target = targets.get(&Target::slug(slug, &period, None));
    let due = |target: &Target| {
        let share = curve_share(target.curve.as_ref().map_or(&[][..], Curve::weights), elapsed);
        expected(kpi.rollup, target.value, share)
    };
    let newest = own().map(|m| m.at).max();
    let age = newest.map_or(0, |at| now.timestamp().duration_since(at).as_secs());
    verdict(&Evidence {
        rollup: kpi.rollup,
        direction: kpi.direction,
        range: kpi.range,
        actual: kpi.rollup.figure(cell, kpi.is_percent()),
        expected: target.map(due),
        elapsed,
        stale: is_stale(age, kpi.interval.seconds()),
        cases: (kpi.rollup == Rollup::Ratio).then(|| Quantity::from_parts(cell.b)),
        minimum_cases: Quantity::from_whole(i64::from(kpi.fewest_cases())).expect("in range"),
        tolerance: kpi.tolerance_share(),
    })
}

#[test]
fn every_state_of_a_tile_is_there_once_the_quarter_is_old_enough() {
    use NoVerdict::{NoTarget, Stale, TooFewCases};
    use Status::{Ahead, Behind, OnPace};
    let intended: &[(&str, Result<Status, NoVerdict>)] = &[
        ("revenue", Ok(OnPace)),
        ("leads", Ok(Ahead)),
        ("acceptance", Ok(Behind)),
        ("meetings", Ok(OnPace)),
        ("show-rate", Ok(OnPace)),
        ("email-opt-ins", Ok(Ahead)),
        ("landing-page-conversion", Ok(Behind)),
        ("social-engagement", Err(Stale)),
        ("social-opt-ins", Err(NoTarget)),
        ("leads-answered", Ok(Ahead)),
        ("speed-to-lead", Ok(Ahead)),
        ("pipeline-coverage", Ok(OnPace)),
        ("win-rate", Ok(OnPace)),
        ("visitors", Ok(OnPace)),
        ("visitor-to-lead", Ok(OnPace)),
        ("webinar-registrations", Ok(Ahead)),
        ("webinar-attendance", Ok(Behind)),
        ("cost-per-accepted-lead", Ok(Ahead)),
        ("revenue-retention", Ok(OnPace)),
        ("expansion-revenue", Ok(OnPace)),
        ("renewals-on-time", Ok(OnPace)),
        ("customer-referrals", Ok(Ahead)),
        ("churned-customers", Ok(Behind)),
        ("accounts-per-manager", Ok(OnPace)),
        ("partner-revenue", Ok(Behind)),
        ("partner-deals", Ok(OnPace)),
        ("partner-win-rate", Err(TooFewCases)),
        ("partner-sellers", Ok(Behind)),
        ("partner-satisfaction", Err(NoTarget)),
    ];
    for (now, workspace) in everything().filter(|(now, _)| (now.date() - first_of_quarter(now.date())).get_days() >= 19)
    {
        let kpis: BTreeMap<String, Kpi> = documents(&workspace);
        for (slug, intended) in intended {
            let judged = judge(&workspace, &now, slug, &kpis[*slug]);
            assert_eq!(judged.map(|(_, status)| status), *intended, "{slug} at {now}: {judged:?}");
        }
    }
}

#[test]
fn a_young_quarter_is_too_early_and_nothing_is_blown_up() {
    for text in ["2026-10-02T08:00", "2026-10-06T17:00", "2027-07-03T11:00"] {
        let now = moment(text);
        let workspace = workspace(now.clone());
        let kpis: BTreeMap<String, Kpi> = documents(&workspace);
        for slug in ["revenue", "leads", "email-opt-ins"] {
            assert_eq!(judge(&workspace, &now, slug, &kpis[slug]), Err(NoVerdict::TooEarly), "{slug} at {now}");
        }
        let on = |test: &dyn Fn(Date) -> bool| -> f64 {
            let days: BTreeMap<Date, f64> = measurements(&workspace).filter(|m| m.kpi == "leads" && test(m.day)).fold(
                BTreeMap::new(),
                |mut days, m| {
                    *days.entry(m.day).or_default() += m.value.to_f64();
                    days
                },
            );
            days.into_values().fold(0.0, f64::max)
        };
        let first = first_of_quarter(now.date());
        assert!(on(&|day| day >= first) < 2.0 * on(&|day| day < first), "no day is twice as busy as any before");
    }
}

#[test]
fn mid_quarter_looks_like_the_design() {
    let now = moment("2026-11-22T09:12");
    let workspace = workspace(now.clone());
    let kpis: BTreeMap<String, Kpi> = documents(&workspace);
    let figure = |slug: &str| {
        let kpi = &kpis[slug];
        let own = measurements(&workspace).filter(|m| m.kpi == slug && m.day >= date(2026, 10, 1));
        let cells = own.map(|m| kpi.rollup.cell(m.value, m.denominator, m.at.as_millisecond()));
        kpi.rollup.figure(kpi.rollup.fold(cells).expect("no overflow"), kpi.is_percent()).expect("measured").to_f64()
    };
    let near = |slug: &str, wanted: f64, by: f64| {
        assert!((figure(slug) - wanted).abs() <= by, "{slug}: {} instead of {wanted}", figure(slug));
    };
    near("revenue", 3.42e6, 1e4);
    near("leads", 1284.0, 1.0);
    near("acceptance", 63.0, 0.1);
    near("meetings", 436.0, 1.0);
    near("email-opt-ins", 4310.0, 5.0);
    near("speed-to-lead", 6720.0, 10.0);
    near("pipeline-coverage", 3.1, 0.0);
    near("win-rate", 24.0, 0.5);
    near("revenue-sales", 1.38e6, 1e5);
    near("revenue-marketing", 0.88e6, 1e5);
}

#[test]
fn the_same_moment_gives_the_same_workspace() {
    for (now, once) in everything().take(4) {
        assert_eq!(once, workspace(now));
    }
}

#[test]
fn nothing_comes_from_the_future_and_the_newest_is_minutes_old() {
    for (now, workspace) in everything() {
        for m in measurements(&workspace) {
            assert!(m.at <= now.timestamp(), "{m:?} at {now}");
            assert_eq!(m.at.to_zoned(now.time_zone().clone()).date(), m.day, "{m:?}");
            assert!(m.value >= Quantity::ZERO && m.denominator >= Quantity::ZERO, "{m:?}");
        }
        assert!(workspace.documents.iter().all(|document| document.at <= now.timestamp()), "{now}");
        assert!(workspace.documents.is_sorted_by_key(|document| document.at), "{now}");
        let ages: BTreeMap<&str, i64> = workspace
            .feeds
            .iter()
            .map(|feed| (feed.sender, feed.measurements.iter().map(|m| m.at).max().expect("sends something")))
            .map(|(sender, newest)| (sender, now.timestamp().duration_since(newest).as_mins()))
            .collect();
        assert_eq!((ages["HubSpot"], ages["Salesforce"], ages["GA4"]), (4, 6, 60), "{now}");
        assert!(ages["LinkedIn"] > 3 * 24 * 60, "{now}");
    }
}

#[test]
fn the_parts_sum_to_the_whole_every_day() {
    for (now, workspace) in everything() {
        let mut days: BTreeMap<Date, (i64, i64)> = BTreeMap::new();
        for m in measurements(&workspace) {
            let day = days.entry(m.day).or_default();
            match m.kpi {
                "revenue" => day.0 += m.value.parts(),
                "revenue-sales" | "revenue-both" | "revenue-marketing" => day.1 += m.value.parts(),
                _ => {}
            }
        }
        for (day, (whole, parts)) in days {
            assert_eq!(whole, parts, "{day}, started at {now}");
        }
    }
}

#[test]
fn every_document_is_valid_and_names_only_what_exists() {
    fn check<D: Document>(workspace: &Workspace) {
        for (slug, body) in documents::<D>(workspace) {
            let mut errors = Errors::default();
            body.validate(&mut errors);
            assert_eq!(errors.into_vec(), [], "{:?} {slug}", D::KIND);
            assert!(matches!(D::KIND, Kind::Target | Kind::Acknowledgement) || is_slug(&slug), "{slug}");
        }
    }
    for (now, workspace) in everything() {
        check::<Calendar>(&workspace);
        check::<Team>(&workspace);
        check::<Kpi>(&workspace);
        check::<Target>(&workspace);
        check::<Acknowledgement>(&workspace);
        check::<Goal>(&workspace);
        check::<Board>(&workspace);
        check::<Action>(&workspace);
        check::<Win>(&workspace);
        let actions: BTreeMap<String, Action> = documents(&workspace);
        let held: BTreeMap<String, CheckIn> = documents(&workspace);
        assert!(held.values().flat_map(|held| &held.actions).eq(actions.keys()), "every action was agreed somewhere");
        let today = now.date().to_string();
        let late = actions.values().filter(|action| action.state == ActionState::Open && action.due < today);
        assert_eq!((held.len(), actions.len(), late.count()), (2, 5, 2));
        let kpis: BTreeMap<String, Kpi> = documents(&workspace);
        let teams: BTreeMap<String, Team> = documents(&workspace);
        let boards: BTreeMap<String, Board> = documents(&workspace);
        assert_eq!(
            boards.keys().collect::<Vec<_>>(),
            ["demand-generation", "existing-customers", "growth", "partner-channel"]
        );
        let tiles = || boards.values().flat_map(|board| &board.sections).flat_map(|section| &section.tiles);
        let shown: BTreeSet<String> = tiles().flat_map(|tile| tile.kpis()).map(|(_, kpi)| kpi.to_owned()).collect();
        assert!(shown.iter().eq(kpis.keys()), "every KPI is on a board, and no other");
        let goals: BTreeMap<String, Goal> = documents(&workspace);
        let listed: BTreeSet<&String> = boards.values().flat_map(|board| &board.goals).collect();
        assert!(listed.into_iter().eq(goals.keys()), "every goal is on a board");
        assert!(goals.values().flat_map(Goal::kpis).all(|(_, kpi)| kpis.contains_key(kpi)));
        assert!(kpis.values().flat_map(|kpi| &kpi.owners).all(|owner| teams.contains_key(owner)));
        assert!(measurements(&workspace).all(|m| kpis.contains_key(m.kpi)));
        for slug in documents::<Target>(&workspace).keys() {
            assert!(kpis.contains_key(slug.split(':').next().expect("a KPI")), "{slug} at {now}");
        }
    }
}

#[test]
fn two_quarters_back_and_the_one_a_year_ago_are_there() {
    for (now, workspace) in everything() {
        let kpis: BTreeMap<String, Kpi> = documents(&workspace);
        let measured: BTreeSet<(&str, Date)> =
            measurements(&workspace).map(|m| (m.kpi, first_of_quarter(m.day))).collect();
        for slug in kpis.keys().filter(|slug| !["social-opt-ins", "partner-satisfaction"].contains(&slug.as_str())) {
            for back in [1, 2, 4] {
                let quarter = first_of_quarter(now.date()).checked_sub((3 * back).months()).expect("in range");
                assert!(measured.contains(&(slug.as_str(), quarter)), "{slug} in the quarter of {quarter}, at {now}");
            }
        }
        let count = measurements(&workspace).count();
        assert!((5_000..12_000).contains(&count), "{count} measurements at {now}");
    }
}

#[test]
fn targets_change_mid_quarter_with_a_reason() {
    let versions = |now: &str, slug: &str| -> Vec<(String, &'static str)> {
        let workspace = workspace(moment(now));
        let of_slug = workspace.documents.into_iter().filter(|document| document.slug == slug);
        of_slug
            .map(|d| {
                assert!(d.reason.is_some(), "{slug}");
                let target: Target = serde_json::from_str(&d.body).expect("reads back");
                (format!("{} from {}", target.value, target.from.expect("a day")), d.author)
            })
            .collect()
    };
    let leads = [("2000 from 2026-10-01".to_owned(), "Lea"), ("2100 from 2026-10-12".to_owned(), "Priya")];
    assert_eq!(versions("2026-11-22T09:12", "leads:2026-Q4"), leads);
    assert_eq!(versions("2026-10-12T14:01", "leads:2026-Q4"), leads[..1], "not changed yet");
    let revenue = versions("2026-11-22T09:12", "revenue:2026-Q4");
    assert_eq!(revenue.last(), Some(&("6000000 from 2026-10-19".to_owned(), "Jonas")));
}
