//! Load by `wrk`: 64 keep-alive connections and the like, each sending its next request when it has its answer.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::process::Command;
use tempfile::NamedTempFile;

/// A request that is sent over and over.
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

/// What the load found.
pub(crate) struct Load {
    /// Requests answered a second.
    pub(crate) per_second: f64,
    /// Time for an answer, of 99 of 100, in ms.
    pub(crate) p99: f64,
}

/// Sends requests in turn on each of the connections for some seconds. Panics if one of them fails.
pub(crate) fn load(address: SocketAddr, connections: usize, seconds: u64, requests: &[Request]) -> Load {
    let script = NamedTempFile::with_suffix(".lua").expect("a file for the script");
    std::fs::write(script.path(), lua(requests)).expect("a file for the script");
    let threads = connections.min(2);
    let output = Command::new("wrk")
        .args([format!("-t{threads}"), format!("-c{connections}"), format!("-d{seconds}s"), "--timeout=30s".to_owned()])
        .arg("-s")
        .arg(script.path())
        .arg(format!("http://{address}/"))
        .output()
        .expect("wrk starts: `make bench` installs it");
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text
        .lines()
        .find_map(|line| line.strip_prefix("RESULT "))
        .unwrap_or_else(|| panic!("wrk did not end well: {text} {}", String::from_utf8_lossy(&output.stderr)))
        .split(' ')
        .map(|number| number.parse().expect("a number"))
        .collect();
    let &[requests, micros, p99, errors] = numbers.as_slice() else { panic!("four numbers: {text}") };
    assert!(requests > 0.0 && errors == 0.0, "{errors} of {requests} requests failed: {text}");
    Load { per_second: requests / micros * 1e6, p99: p99 / 1e3 }
}

/// The requests are formed once; while the load runs, the script only hands out the next.
fn lua(requests: &[Request]) -> String {
    let mut script = String::from("local requests, at = {}, 0\nfunction init()\n");
    for Request { method, path, headers, body } in requests {
        let headers: String = headers.iter().map(|(name, value)| format!("[{name:?}] = {value:?}, ")).collect();
        // A string takes every write.
        let _ = writeln!(
            script,
            "requests[#requests + 1] = wrk.format({method:?}, {path:?}, {{ {headers} }}, [==[{body}]==])"
        );
    }
    script.push_str(
        "end
function request() at = at % #requests + 1; return requests[at] end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(\"RESULT %d %d %d %d\\n\", summary.requests, summary.duration, latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
",
    );
    script
}
