//! Reading a board of 24 tiles, compressed, beside a bare axum and nginx with the same bytes.

use crate::Bench;
use crate::nginx::Nginx;
use crate::peer::Peer;
use crate::statistics::median;
use crate::table::Row;
use crate::tandem::{Tandem, push_days, put_board, put_kpis, put_targets};
use crate::wrk::{Load, Request, load};

const TILES: usize = 24;
const CONNECTIONS: usize = 64;
const PATH: &str = "/api/v1/boards/bench";

pub(crate) fn run(bench: &Bench) -> Vec<Row> {
    let folder = bench.folder();
    let tandem = Tandem::start(bench, &folder.path().join("tandem.db"));
    let mut wire = tandem.wire();
    put_kpis(&mut wire, TILES);
    put_targets(&mut wire, TILES);
    push_days(&mut wire, TILES, 120);
    put_board(&mut wire, "bench", 0..TILES);
    let board = wire.get("/boards/bench");
    assert_eq!(board.header("content-encoding"), "br", "browsers are answered in brotli");
    let body = folder.path().join("body");
    std::fs::write(&body, &board.body).expect("room for a file");
    let peer = Peer::start(&folder.path().join("peer.db"), &body);
    let nginx = Nginx::of_file(&board.body, &bench.data);

    let get = |path: &str, more: &[(&'static str, &str)]| {
        let headers = [("Accept-Encoding", "br")].iter().chain(more).map(|(name, value)| (*name, (*value).to_owned()));
        [Request { method: "GET", path: path.to_owned(), headers: headers.collect(), body: String::new() }]
    };
    let (mut ours, mut same, mut bare, mut files) =
        (Vec::<Load>::new(), Vec::<Load>::new(), Vec::<Load>::new(), Vec::<Load>::new());
    for round in 0..bench.rounds {
        bare.push(load(peer.address, CONNECTIONS, bench.seconds, &get("/", &[])));
        ours.push(load(tandem.address, CONNECTIONS, bench.seconds, &get(PATH, &[])));
        let etag = tandem.wire().get("/boards/bench").header("etag").to_owned();
        same.push(load(tandem.address, CONNECTIONS, bench.seconds, &get(PATH, &[("If-None-Match", &etag)])));
        files.push(load(nginx.address, CONNECTIONS, bench.seconds, &get("/", &[])));
        bench.say(format!(
            "round {round}: {:.0} boards/s, {:.0} unchanged/s, bare axum {:.0}/s, nginx {:.0}/s",
            ours[round].per_second, same[round].per_second, bare[round].per_second, files[round].per_second
        ));
    }
    let per_second = |loads: &[Load]| median(loads.iter().map(|load| load.per_second).collect());
    let size = board.body.len();
    vec![
        Row::reaches(
            "GET board of 24 tiles in brotli, 64 connections",
            per_second(&ours),
            ("bare axum, same bytes", per_second(&bare)),
            0.90,
        )
        .beside(format!("{size} bytes")),
        Row::reaches(
            "  the same against nginx",
            per_second(&ours),
            ("nginx, static, same bytes", per_second(&files)),
            1.00,
        ),
        Row::reaches("  304 Not Modified", per_second(&same), ("its own 200", per_second(&ours)), 1.00),
    ]
}
