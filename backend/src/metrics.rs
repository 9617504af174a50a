//! [`Metrics`]: what `/metrics` tells Prometheus.

use crate::app::App;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// Labels of a counted request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    status: u16,
}

/// Counters and gauges of a server.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    values: Counter,
    streams: Gauge,
    seq: Gauge,
}

impl Metrics {
    /// All at zero.
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("tandem");
        let (requests, values, streams, seq) =
            (Family::default(), Counter::default(), Gauge::default(), Gauge::default());
        registry.register("http_requests", "Requests answered, by status", Family::clone(&requests));
        registry.register("values_accepted", "Measurements accepted", values.clone());
        registry.register("live_streams", "Live streams open", streams.clone());
        registry.register("change_seq", "Number of the last change", seq.clone());
        Self { registry, requests, values, streams, seq }
    }

    /// Counts an answered request.
    pub(crate) fn request(&self, status: u16) {
        self.requests.get_or_create(&RequestLabels { status }).inc();
    }

    /// Counts accepted measurements.
    pub(crate) fn accepted(&self, values: usize) {
        self.values.inc_by(values as u64);
    }

    /// Everything in OpenMetrics text.
    pub(crate) fn text(&self, app: &App) -> String {
        self.streams.set(i64::try_from(app.hub.open_streams()).unwrap_or(i64::MAX));
        self.seq.set(i64::try_from(app.read_world().seq()).unwrap_or(i64::MAX));
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
