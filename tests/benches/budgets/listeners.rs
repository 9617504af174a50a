//! [`Listeners`]: many open event streams on one thread, and when the last of them has heard.

use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use std::io::{ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

/// How long the last one may take to hear.
const PATIENCE: Duration = Duration::from_secs(30);
/// How every frame that counts says what it is.
const MARK: &[u8] = b"event: patch\n";

/// Open streams.
pub(crate) struct Listeners {
    poll: Poll,
    streams: Vec<Stream>,
    round: u32,
    buffer: Vec<u8>,
    frame: Vec<u8>,
}

struct Stream {
    socket: TcpStream,
    /// How much of [`MARK`] has come.
    matched: usize,
    /// The last round in which it heard.
    round: Option<u32>,
    open: bool,
}

impl Listeners {
    /// Opens a stream at each path, and waits until each has begun to speak.
    pub(crate) fn open(address: SocketAddr, paths: impl IntoIterator<Item = String>) -> Self {
        let poll = Poll::new().expect("Linux can poll");
        let mut streams = Vec::new();
        for path in paths {
            let mut socket = std::net::TcpStream::connect(address).expect("the server accepts");
            let request =
                format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n").into_bytes();
            socket.write_all(&request).expect("the server reads");
            socket.set_nonblocking(true).expect("an open socket");
            let mut socket = TcpStream::from_std(socket);
            poll.registry().register(&mut socket, Token(streams.len()), Interest::READABLE).expect("a new socket");
            streams.push(Stream { socket, matched: 0, round: None, open: false });
        }
        let mut listeners = Self { poll, streams, round: 0, buffer: vec![0; 64 << 10], frame: Vec::new() };
        let deadline = Instant::now() + PATIENCE;
        while listeners.streams.iter().any(|stream| !stream.open) {
            listeners.listen(deadline);
        }
        listeners
    }

    /// Reads until `count` of them have heard a frame since the last call, and tells when the last did.
    pub(crate) fn hear(&mut self, count: usize) -> Instant {
        self.round += 1;
        let deadline = Instant::now() + PATIENCE;
        let (mut heard, mut last) = (0, Instant::now());
        while heard < count {
            let (more, at) = self.listen(deadline);
            heard += more;
            if more > 0 {
                last = at;
            }
        }
        last
    }

    /// The last frame that one of them heard, as it came.
    pub(crate) fn frame(&self) -> &[u8] {
        &self.frame
    }

    /// Reads what has come; how many heard for the first time in this round, and when that was.
    fn listen(&mut self, deadline: Instant) -> (usize, Instant) {
        let mut events = Events::with_capacity(1_024);
        let left = deadline.saturating_duration_since(Instant::now());
        match self.poll.poll(&mut events, Some(left)) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => panic!("polling: {error}"),
        }
        assert!(!events.is_empty() || Instant::now() < deadline, "some streams heard nothing for {PATIENCE:?}");
        let mut heard = 0;
        for event in &events {
            let stream = &mut self.streams[event.token().0];
            loop {
                let size = match stream.socket.read(&mut self.buffer) {
                    Ok(0) => panic!("the server closed a stream"),
                    Ok(size) => size,
                    Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                    Err(error) => panic!("a stream broke: {error}"),
                };
                stream.open = true;
                let bytes = &self.buffer[..size];
                if stream.has_mark(bytes) && stream.round != Some(self.round) {
                    stream.round = Some(self.round);
                    heard += 1;
                    self.frame.clear();
                    self.frame.extend_from_slice(bytes);
                }
                // What does not fill the buffer was all there is.
                if size < self.buffer.len() {
                    break;
                }
            }
        }
        (heard, Instant::now())
    }
}

impl Stream {
    /// Whether the mark ends in these bytes; it may have begun in earlier ones.
    fn has_mark(&mut self, bytes: &[u8]) -> bool {
        let mut found = false;
        for byte in bytes {
            self.matched = match self.matched {
                at if *byte == MARK[at] => at + 1,
                _ => usize::from(*byte == MARK[0]),
            };
            if self.matched == MARK.len() {
                (self.matched, found) = (0, true);
            }
        }
        found
    }
}
