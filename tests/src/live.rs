//! [`Live`]: an open event stream, frame by frame.

use crate::Api;
use reqwest::{Method, RequestBuilder, Response};
use serde_json::Value;
use std::time::Duration;
use tokio::time::timeout;

/// How long a frame may take to come; longer than the time between heartbeats.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open event stream.
pub struct Live {
    response: Response,
    buffer: String,
}

/// One block of the stream.
#[derive(Debug, Default)]
pub struct Frame {
    /// The name of the event, or nothing.
    pub event: String,
    /// Its id.
    pub id: Option<u64>,
    /// Its data, as text.
    pub data: String,
    /// Milliseconds to wait before coming back.
    pub retry: Option<u64>,
}

impl Live {
    /// Opens the stream at a path below the API, as a browser on this machine would.
    pub async fn open(api: &Api, path: &str) -> Self {
        Self::of(api.request(Method::GET, path)).await
    }

    /// Opens it by a request.
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("the server answers");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, buffer: String::new() }
    }

    /// The next frame; `None` at the end of the stream.
    pub async fn next(&mut self) -> Option<Frame> {
        loop {
            if let Some((block, rest)) = self.buffer.split_once("\n\n") {
                let frame = Frame::read(block);
                self.buffer = rest.to_owned();
                return Some(frame);
            }
            let chunk = timeout(PATIENCE, self.response.chunk()).await.expect("a frame, or the end, comes in time");
            let chunk = chunk.expect("the stream is not cut")?;
            self.buffer.push_str(std::str::from_utf8(&chunk).expect("small frames come whole"));
        }
    }

    /// The next frame of an event, passing over others.
    pub async fn next_of(&mut self, event: &str) -> Frame {
        loop {
            let frame = self.next().await.expect("the stream goes on");
            if frame.event == event {
                return frame;
            }
        }
    }
}

impl Frame {
    /// Reads the lines of a block.
    #[must_use]
    pub fn read(block: &str) -> Self {
        let mut frame = Self::default();
        for line in block.lines() {
            let (field, value) = line.split_once(": ").unwrap_or((line, ""));
            match field {
                "event" => value.clone_into(&mut frame.event),
                "id" => frame.id = Some(value.parse().expect("ids are revisions")),
                "data" => frame.data.push_str(value),
                "retry" => frame.retry = Some(value.parse().expect("a number of milliseconds")),
                _ => panic!("no such field: {line}"),
            }
        }
        frame
    }

    /// Its data.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.data).unwrap_or_else(|error| panic!("not JSON ({error}): {}", self.data))
    }
}
