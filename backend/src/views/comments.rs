//! What was noted about a KPI, placed on a chart.

use crate::calendar::{Span, day_of};
use crate::world::World;
use tandem_shared::document::Kind;
use tandem_shared::view::CommentView;

/// The comments on a KPI that lie on a chart of these spans, which stand side by side with the same width.
pub(super) fn comment_views(world: &World, kpi: &str, spans: &[Span]) -> Vec<CommentView> {
    let mut views: Vec<CommentView> = world
        .comments_on(kpi)
        .filter_map(|(slug, comment)| {
            let day = day_of(comment.date.parse().ok()?);
            let index = spans.iter().position(|span| span.contains(day))?;
            let within = (f64::from(day - spans[index].from) + 0.5) / f64::from(spans[index].days());
            Some(CommentView {
                slug: slug.to_owned(),
                revision: world.document(Kind::Comment, slug)?.revision,
                date: comment.date.clone(),
                share: (index as f64 + within) / spans.len() as f64,
                text: comment.text.clone(),
                by: world.name_of(&comment.by).to_owned(),
                person: comment.by.strip_prefix('@').map(str::to_owned),
            })
        })
        .collect();
    views.sort_by(|a, b| a.date.cmp(&b.date));
    views
}
