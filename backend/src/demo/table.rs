//! What the invented company measures: one row a KPI.

use Good::{High, Low, Within};
use Shape::{Level, Mean, Part, Rate, RateOver, Silent, Sum};
use Source::{Ga4, HubSpot, LinkedIn, Salesforce, Typed};
use jiff::{SignedDuration, Timestamp};
use tandem_shared::UnitType::{self, Count, Duration, Money, Percent, Ratio};

/// Slugs of the teams that own a KPI.
pub(super) type Owners = &'static [&'static str];

const SALES: Owners = &["sales"];
const MARKETING: Owners = &["marketing"];
const BOTH: Owners = &["sales", "marketing"];

/// A KPI of the invented company.
pub(super) struct Row {
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    pub(super) unit: UnitType,
    pub(super) good: Good,
    pub(super) owners: Owners,
    pub(super) source: Source,
    pub(super) shape: Shape,
    pub(super) aim: Option<Aim>,
    pub(super) description: &'static str,
}

/// Which figures are good.
#[derive(Clone, Copy)]
pub(super) enum Good {
    High,
    Low,
    Within(f64, f64),
}

/// Where measurements come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    HubSpot,
    Salesforce,
    Ga4,
    LinkedIn,
    /// A person, once a week.
    Typed,
}

/// How measurements make up the figure.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Added up.
    Sum,
    /// This part of the revenue of each day: 0 sales, 1 both, 2 marketing.
    Part(usize),
    /// A share of the daily sums of another KPI, from the same source.
    Rate(&'static str),
    /// A share of so many cases a quarter.
    RateOver(f64),
    /// The mean of daily values.
    Mean,
    /// The newest value.
    Level,
    /// Not measured yet.
    Silent,
}

/// What was agreed, and what came of it.
#[derive(Clone, Copy)]
pub(super) struct Aim {
    /// Targets of the quarter before the last, the last, and this one as first agreed.
    pub(super) targets: [f64; 3],
    /// The figure now ÷ what is expected now.
    pub(super) reach: f64,
    /// The figure ÷ that of the last quarter, and ÷ that of the same quarter last year.
    pub(super) against: [f64; 2],
}

/// Unit, good direction, owners, source and shape.
struct Measured(UnitType, Good, Owners, Source, Shape);

const fn row(
    slug: &'static str,
    name: &'static str,
    measured: Measured,
    aim: Option<Aim>,
    description: &'static str,
) -> Row {
    let Measured(unit, good, owners, source, shape) = measured;
    Row { slug, name, unit, good, owners, source, shape, aim, description }
}

const fn aim(targets: [f64; 3], reach: f64, against: [f64; 2]) -> Option<Aim> {
    Some(Aim { targets, reach, against })
}

/// Every KPI; those that others are a share of come before them.
#[rustfmt::skip]
pub(super) const KPIS: [Row; 32] = [
    row("revenue", "Joint revenue target",
        Measured(Money, High, BOTH, Salesforce, Sum), aim([4.8e6, 5.2e6, 5.6e6], 0.988, [1.18, 1.24]),
        "Deals won with new customers, by the amount of the first year, on the day of the signature. Every deal is counted once."),
    row("revenue-sales", "Sales-sourced",
        Measured(Money, High, SALES, Salesforce, Part(0)), None,
        "Revenue of deals that sales found and that marketing never touched before they were won."),
    row("revenue-both", "Both touched",
        Measured(Money, High, BOTH, Salesforce, Part(1)), None,
        "Revenue of deals that one team found and the other touched before they were won."),
    row("revenue-marketing", "Marketing-sourced",
        Measured(Money, High, MARKETING, Salesforce, Part(2)), None,
        "Revenue of deals that marketing found and sales closed without finding anybody new."),
    row("leads", "Leads handed over",
        Measured(Count, High, MARKETING, HubSpot, Sum), aim([1600.0, 1700.0, 2000.0], 1.061, [1.12, 1.31]),
        "People with a business need and a company size we sell to, whom marketing gave to sales this quarter. Counted once per company and quarter, on the day of the hand-over. Returned leads stay in: whether they were good is what Accepted by sales says."),
    row("acceptance", "Accepted by sales",
        Measured(Percent, High, BOTH, HubSpot, Rate("leads")), aim([70.0, 70.0, 70.0], 0.9, [0.913, 0.969]),
        "Of the leads handed over, the share that sales kept. A lead comes back with a reason, and marketing answers it."),
    row("meetings", "Meetings booked",
        Measured(Count, High, SALES, Salesforce, Sum), aim([680.0, 720.0, 760.0], 0.995, [1.04, 1.15]),
        "First meetings agreed with a lead, on the day they were booked. A meeting moved to another day counts once."),
    row("show-rate", "Show rate",
        Measured(Percent, High, BOTH, Salesforce, Rate("meetings")), aim([78.0, 80.0, 80.0], 1.024, [1.025, 1.065]),
        "Of the meetings booked, the share that took place."),
    row("email-opt-ins", "Email opt-ins",
        Measured(Count, High, MARKETING, HubSpot, Sum), aim([3200.0, 3600.0, 4000.0], 1.87, [1.58, 1.71]),
        "People who confirmed that they want our mail. Somebody who leaves and comes back counts once."),
    row("landing-page-conversion", "Landing-page conversion",
        Measured(Percent, High, MARKETING, Ga4, RateOver(106_900.0)), aim([3.2, 3.3, 3.4], 0.912, [0.94, 0.97]),
        "Of the visits to a landing page, the share that ended in a form sent off."),
    row("social-engagement", "Social engagement",
        Measured(Count, High, MARKETING, LinkedIn, Sum), aim([20e3, 22e3, 24e3], 0.93, [1.07, 1.18]),
        "Clicks, comments and shares on what we posted. Likes are left out: they cost nothing."),
    row("social-opt-ins", "Opt-ins from social",
        Measured(Percent, High, MARKETING, Ga4, Silent), None,
        "How many social visits end in an opt-in. GA4 sends it once the opt-in goal is tagged; Ben is on it."),
    row("leads-answered", "Leads answered",
        Measured(Count, High, SALES, Salesforce, Sum), aim([1500.0, 1650.0, 2000.0], 1.06, [1.14, 1.29]),
        "Leads that got a personal answer from sales: a call, or a mail that a person wrote."),
    row("speed-to-lead", "Speed to lead (median)",
        Measured(Duration, Low, SALES, Salesforce, Mean), aim([10_800.0, 9000.0, 7200.0], 0.933, [0.66, 0.544]),
        "Time from the hand-over of a lead to the first personal answer, in working hours. The median of each day; over a quarter the mean of those."),
    row("pipeline-coverage", "Pipeline coverage",
        Measured(Ratio, High, BOTH, Salesforce, Level), aim([3.0, 3.0, 3.0], 1.033, [1.07, 1.15]),
        "The value of open deals that may close this quarter, as a multiple of the revenue still to win."),
    row("win-rate", "Win rate",
        Measured(Percent, High, SALES, Salesforce, RateOver(418.0)), aim([23.0, 24.0, 25.0], 0.975, [1.04, 1.09]),
        "Of the deals decided this quarter, the share that was won."),

    row("visitors", "Website visitors",
        Measured(Count, High, MARKETING, Ga4, Sum), aim([150e3, 158e3, 165e3], 1.012, [1.05, 1.2]),
        "People who visited our pages, counted once a day. Our own offices are left out."),
    row("visitor-to-lead", "Visitors who become leads",
        Measured(Percent, High, MARKETING, Ga4, Rate("visitors")), aim([5.0, 5.0, 5.0], 1.02, [1.02, 1.06]),
        "Of the visitors, the share that left an address and agreed to be asked."),
    row("webinar-registrations", "Webinar registrations",
        Measured(Count, High, MARKETING, HubSpot, Sum), aim([500.0, 600.0, 700.0], 1.13, [1.22, 1.4]),
        "People who signed up for a webinar, on the day they did."),
    row("webinar-attendance", "Webinar attendance",
        Measured(Percent, High, MARKETING, HubSpot, Rate("webinar-registrations")), aim([45.0, 45.0, 45.0], 0.86, [0.91, 0.95]),
        "Of the people who signed up, the share that stayed for at least half of it."),
    row("cost-per-accepted-lead", "Cost per accepted lead",
        Measured(Money, Low, MARKETING, HubSpot, RateOver(1404.0)), aim([165.0, 160.0, 150.0], 0.89, [0.93, 0.85]),
        "What campaigns cost, divided by the leads that sales accepted from them. Salaries are left out."),

    row("revenue-retention", "Revenue kept and grown",
        Measured(Percent, High, BOTH, Salesforce, RateOver(1.875e6)), aim([103.0, 104.0, 105.0], 0.99, [1.01, 1.03]),
        "What the customers whose contract came up this quarter pay now, compared with what they paid before."),
    row("expansion-revenue", "Expansion revenue",
        Measured(Money, High, SALES, Salesforce, Sum), aim([380e3, 400e3, 450e3], 0.98, [1.09, 1.3]),
        "What customers bought on top of what they had. Half of it is planned for the last month of the quarter."),
    row("renewals-on-time", "Renewals on time",
        Measured(Percent, High, SALES, Salesforce, RateOver(480.0)), aim([90.0, 90.0, 92.0], 1.005, [1.02, 1.04]),
        "Of the contracts that came up, the share that was signed again before it ran out."),
    row("customer-referrals", "Customer referrals",
        Measured(Count, High, BOTH, HubSpot, Sum), aim([80.0, 90.0, 100.0], 1.17, [1.25, 1.5]),
        "Companies that a customer recommended us to, and that answered."),
    row("churned-customers", "Customers lost",
        Measured(Count, Low, BOTH, Salesforce, Sum), aim([30.0, 27.0, 24.0], 1.3, [1.1, 0.9]),
        "Customers who left, on the day their contract ended. The target is a limit."),
    row("accounts-per-manager", "Accounts per manager",
        Measured(Count, Within(18.0, 26.0), SALES, Typed, Level), aim([22.0, 22.0, 22.0], 1.0, [0.96, 1.1]),
        "Customers that one account manager looks after. Fewer is a waste, more is a queue."),

    row("partner-revenue", "Revenue through partners",
        Measured(Money, High, BOTH, Salesforce, Sum), aim([360e3, 400e3, 420e3], 0.884, [0.95, 1.1]),
        "Deals won by or with a partner. They are part of the joint revenue target as well."),
    row("partner-deals", "Deals registered",
        Measured(Count, High, SALES, Salesforce, Sum), aim([60.0, 66.0, 72.0], 1.0, [1.06, 1.2]),
        "Deals that partners told us about before anybody else did."),
    row("partner-win-rate", "Partner win rate",
        Measured(Percent, High, SALES, Salesforce, RateOver(18.0)), aim([30.0, 30.0, 30.0], 1.0, [1.0, 1.1]),
        "Of the partners' deals decided this quarter, the share that was won. There are few, so judge it with care."),
    row("partner-sellers", "Certified partner sellers",
        Measured(Count, High, MARKETING, Typed, Level), aim([60.0, 70.0, 80.0], 0.85, [1.05, 1.3]),
        "People at our partners who passed the course and may sell for us."),
    row("partner-satisfaction", "Partner satisfaction",
        Measured(Percent, High, BOTH, Typed, Silent), None,
        "Of the partners asked, the share that would choose us again. The first survey goes out next quarter."),
];

impl Source {
    /// Its name, as sender of measurements.
    pub(super) fn sender(self) -> &'static str {
        match self {
            HubSpot => "HubSpot",
            Salesforce => "Salesforce",
            Ga4 => "GA4",
            LinkedIn => "LinkedIn",
            Typed => "Jonas",
        }
    }

    /// When it last sent something. The social network has been silent for three days.
    pub(super) fn last_sent(self, now: Timestamp) -> Timestamp {
        let ago = SignedDuration::from_mins(match self {
            HubSpot => 4,
            Salesforce => 6,
            Ga4 => 60,
            LinkedIn => 3 * 24 * 60 + 17,
            Typed => 26 * 60,
        });
        now.checked_sub(ago).unwrap_or(now)
    }
}
