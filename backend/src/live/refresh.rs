//! Draws touched boards anew for those who watch them, and keeps streams alive.

use crate::app::App;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep};

/// Time between heartbeats.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// Time between looks at the clock: figures grow stale, and days begin, without a push.
const MINUTE: Duration = Duration::from_secs(60);
/// Rest after a round, so that a flood of pushes becomes a few frames.
const REST: Duration = Duration::from_millis(4);

/// Runs until dropped.
pub(crate) async fn refresh(app: Arc<App>) {
    let mut heartbeat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
    let mut minute = interval_at(Instant::now() + MINUTE, MINUTE);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let touched = tokio::select! {
            () = app.hub.wake.notified() => app.hub.take_touched(),
            _ = minute.tick() => app.hub.watched(),
            _ = heartbeat.tick() => {
                let now = app.read_world().calendar().rfc3339(app.clock.now());
                app.hub.heartbeat(&now);
                continue;
            }
        };
        for board in &touched.boards {
            let built = app.view(board, None);
            app.hub.publish(board, built);
        }
        for board in &touched.goals {
            app.hub.publish_goals(board);
        }
        sleep(REST).await;
    }
}
