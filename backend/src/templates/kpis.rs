//! The KPIs of the templates: one row each.

use super::{Language, Owners, Text};
use Side::{Both, Marketing, Sales};
use tandem_shared::UnitType::{self, Count, Duration, Money, Percent, Ratio};
use tandem_shared::document::{Interval, Kpi, TeamRollup};
use tandem_shared::{Direction, Elapsed, Rollup, Unit};

/// Whose a KPI is.
#[derive(Clone, Copy)]
enum Side {
    Sales,
    Marketing,
    Both,
}

/// A KPI of the templates.
pub(super) struct Row {
    pub(super) slug: &'static str,
    name: Text,
    unit: UnitType,
    rollup: Rollup,
    side: Side,
    description: Text,
}

const fn row(slug: &'static str, unit: UnitType, rollup: Rollup, side: Side, name: Text, description: Text) -> Row {
    Row { slug, name, unit, rollup, side, description }
}

#[rustfmt::skip]
pub(super) const ALL: &[Row] = &[
    row("revenue", Money, Rollup::Sum, Both, Text("Joint revenue", "Gemeinsamer Umsatz"),
        Text("Deals won with new customers, by the amount of the first year, on the day of the signature. Every deal counts once.",
             "Gewonnene Abschlüsse mit neuen Kunden, mit dem Betrag des ersten Jahres, am Tag der Unterschrift. Jeder Abschluss zählt einmal.")),
    row("revenue-sales", Money, Rollup::Sum, Sales, Text("Sales-sourced", "Vom Vertrieb"),
        Text("Revenue of deals that sales found and marketing never touched before they were won.",
             "Umsatz aus Abschlüssen, die der Vertrieb gefunden und Marketing vorher nie berührt hat.")),
    row("revenue-both", Money, Rollup::Sum, Both, Text("Both touched", "Von beiden"),
        Text("Revenue of deals that one team found and the other touched before they were won.",
             "Umsatz aus Abschlüssen, die ein Team gefunden und das andere vor dem Gewinn berührt hat.")),
    row("revenue-marketing", Money, Rollup::Sum, Marketing, Text("Marketing-sourced", "Vom Marketing"),
        Text("Revenue of deals that marketing found and sales closed without finding anybody new.",
             "Umsatz aus Abschlüssen, die Marketing gefunden und der Vertrieb ohne neue Kontakte abgeschlossen hat.")),
    row("leads", Count, Rollup::Sum, Marketing, Text("Leads handed over", "Übergebene Leads"),
        Text("People with a need and a company size we sell to, on the day marketing gave them to sales. One per company and quarter.",
             "Personen mit Bedarf und passender Firmengröße, am Tag der Übergabe an den Vertrieb. Je Firma und Quartal eine.")),
    row("acceptance", Percent, Rollup::Ratio, Both, Text("Accepted by sales", "Vom Vertrieb angenommen"),
        Text("Of the leads handed over, the share that sales kept. A lead comes back with a reason.",
             "Anteil der übergebenen Leads, die der Vertrieb behält. Ein Lead kommt mit einem Grund zurück.")),
    row("leads-answered", Count, Rollup::Sum, Sales, Text("Leads answered", "Beantwortete Leads"),
        Text("Leads that sales called or wrote to for the first time, on that day.",
             "Leads, die der Vertrieb zum ersten Mal angerufen oder angeschrieben hat, an diesem Tag.")),
    row("speed-to-lead", Duration, Rollup::Average, Sales, Text("Speed to lead", "Zeit bis zur Antwort"),
        Text("Time from the hand-over of a lead to the first call or mail of sales.",
             "Zeit von der Übergabe eines Leads bis zum ersten Anruf oder Schreiben des Vertriebs.")),
    row("followed-up-in-time", Percent, Rollup::Ratio, Sales, Text("Followed up in time", "Rechtzeitig beantwortet"),
        Text("Of the leads whose time has run out or that were answered, the share answered within the promised time.",
             "Von den Leads, die beantwortet sind oder deren Frist um ist, der Anteil, der rechtzeitig beantwortet wurde.")),
    row("meetings", Count, Rollup::Sum, Sales, Text("Meetings booked", "Vereinbarte Termine"),
        Text("First meetings agreed with a lead, on the day they were booked. A meeting that moves counts once.",
             "Erste Termine mit einem Lead, am Tag der Vereinbarung. Ein verlegter Termin zählt einmal.")),
    row("show-rate", Percent, Rollup::Ratio, Both, Text("Show rate", "Erschienen"),
        Text("Of the meetings due, the share that took place.",
             "Anteil der fälligen Termine, die stattgefunden haben.")),
    row("opportunities", Count, Rollup::Sum, Both, Text("New opportunities", "Neue Verkaufschancen"),
        Text("Opportunities opened by either team, on the day they were opened.",
             "Verkaufschancen beider Teams, am Tag, an dem sie eröffnet wurden.")),
    row("pipeline-coverage", Ratio, Rollup::Last, Both, Text("Pipeline coverage", "Abdeckung der Pipeline"),
        Text("Value of the open opportunities divided by the revenue still to win this quarter.",
             "Wert der offenen Verkaufschancen geteilt durch den Umsatz, der im Quartal noch zu gewinnen ist.")),
    row("win-rate", Percent, Rollup::Ratio, Sales, Text("Win rate", "Gewinnquote"),
        Text("Of the opportunities closed, the share that was won.",
             "Anteil der abgeschlossenen Verkaufschancen, die gewonnen wurden.")),
    row("visitors", Count, Rollup::Sum, Marketing, Text("Website visitors", "Website-Besuche"),
        Text("Visits to our site, one per person and day.", "Besuche unserer Seiten, je Person und Tag einer.")),
    row("visitor-to-lead", Percent, Rollup::Ratio, Marketing, Text("Visitor to lead", "Vom Besuch zum Lead"),
        Text("Of the visits, the share that became a lead.", "Anteil der Besuche, aus denen ein Lead wurde.")),
    row("webinar-registrations", Count, Rollup::Sum, Marketing, Text("Webinar registrations", "Webinar-Anmeldungen"),
        Text("People who signed up for a webinar, on the day they did.",
             "Personen, die sich zu einem Webinar angemeldet haben, an diesem Tag.")),
    row("webinar-attendance", Percent, Rollup::Ratio, Marketing, Text("Webinar attendance", "Webinar-Teilnahme"),
        Text("Of those who signed up, the share that stayed for at least half of it.",
             "Anteil der Angemeldeten, die mindestens die Hälfte geblieben sind.")),
    row("email-opt-ins", Count, Rollup::Sum, Marketing, Text("Email opt-ins", "E-Mail-Einwilligungen"),
        Text("People who confirmed that they want our mail.", "Personen, die bestätigt haben, dass sie unsere Post wollen.")),
    row("landing-page-conversion", Percent, Rollup::Ratio, Marketing, Text("Landing-page conversion", "Landingpage-Quote"),
        Text("Of the visits to a landing page, the share that ended in a form sent off.",
             "Anteil der Besuche einer Landingpage, die mit einem abgeschickten Formular endeten.")),
    row("cost-per-accepted-lead", Money, Rollup::Average, Marketing, Text("Cost per accepted lead", "Kosten je angenommenem Lead"),
        Text("What a campaign cost, divided by its leads that sales accepted.",
             "Kosten einer Kampagne, geteilt durch ihre vom Vertrieb angenommenen Leads.")),
];

impl Row {
    /// Its document.
    pub(super) fn kpi(&self, owners: &Owners, currency: &str, language: Language) -> Kpi {
        let lower = matches!((self.unit, self.rollup), (Duration | Money, Rollup::Average));
        let owners = match self.side {
            Sales => vec![owners.sales],
            Marketing => vec![owners.marketing],
            Both => vec![owners.sales, owners.marketing],
        };
        Kpi {
            name: self.name.said(language),
            description: Some(self.description.said(language)),
            unit: Unit { kind: self.unit, currency: (self.unit == Money).then(|| currency.to_owned()) },
            // Times and costs.
            direction: if lower { Direction::Lower } else { Direction::Higher },
            range: None,
            rollup: self.rollup,
            team_rollup: TeamRollup::Pool,
            owners: owners.into_iter().map(str::to_owned).collect(),
            interval: Interval::Day,
            elapsed: Elapsed::CalendarDays,
            tolerance: None,
            minimum_cases: None,
            source: None,
        }
    }
}
