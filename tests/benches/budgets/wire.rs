//! [`Wire`]: one keep-alive connection, sending and receiving by hand so that what is between can be timed.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use tandem_tests::TOKEN;

/// No single answer takes longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// A connection to a server.
pub(crate) struct Wire {
    socket: BufReader<TcpStream>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Header lines, names in lower case.
    pub(crate) head: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Wire {
    pub(crate) fn open(address: SocketAddr) -> std::io::Result<Self> {
        let socket = TcpStream::connect(address)?;
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { socket: BufReader::new(socket) })
    }

    /// Sends a request with the token, and does not wait.
    pub(crate) fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: {}\r\n",
            body.len()
        );
        for (name, value) in headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        request.push_str("\r\n");
        let mut request = request.into_bytes();
        request.extend_from_slice(body);
        self.socket.get_mut().write_all(&request).expect("the server reads");
    }

    /// Waits for the answer to what was sent.
    pub(crate) fn receive(&mut self) -> std::io::Result<Answer> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if self.socket.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let status = lines.first().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
        let head: Vec<(String, String)> = lines
            .iter()
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let length = head.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
        // What is not sent again has no body, whatever its length.
        let mut body = vec![0; length.filter(|_| status != 304).unwrap_or(0)];
        self.socket.read_exact(&mut body)?;
        Ok(Answer { status, head, body })
    }

    /// Sends and receives, and insists on a success.
    pub(crate) fn call(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.send(method, path, headers, body);
        let answer = self.receive().expect("the server answers");
        let text = || String::from_utf8_lossy(&answer.body).into_owned();
        assert!((200..400).contains(&answer.status), "{method} {path}: {} {}", answer.status, text());
        answer
    }

    /// Reads below the API, compressed as browsers read.
    pub(crate) fn get(&mut self, path: &str) -> Answer {
        self.call("GET", &format!("/api/v1{path}"), &[("Accept-Encoding", "br")], b"")
    }

    /// Writes JSON below the API.
    pub(crate) fn write(&mut self, method: &str, path: &str, body: &Value) {
        let json = [("Content-Type", "application/json")];
        self.call(method, &format!("/api/v1{path}"), &json, body.to_string().as_bytes());
    }
}

impl Answer {
    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.head.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}
