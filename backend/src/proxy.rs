//! [`Proxy`]: the reverse proxies in front, and for whom they speak.

use anyhow::{Context, bail, ensure};
use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// In it a proxy says for which address it speaks; each further proxy adds the one before it at the end.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The reverse proxies in front. What they say of those they speak for is believed; of anybody else it is not heard.
#[derive(Clone, Debug, Default)]
pub struct Proxy {
    trusted: Vec<IpNet>,
    header: Option<HeaderName>,
}

/// The mail address of somebody whom a trusted proxy signed in.
#[derive(Clone, Debug)]
pub(crate) struct ProxyMail(pub(crate) Arc<str>);

impl Proxy {
    /// Proxies at addresses and networks such as `127.0.0.1,10.0.0.0/8`, that send the mail address of whom they signed
    /// in as `header`, if they do. Empty texts stand for none.
    ///
    /// # Errors
    /// If one of them cannot be, or the header could be sent by anybody.
    pub fn new(trusted: &str, header: &str) -> anyhow::Result<Self> {
        let trusted = trusted.split(',').map(str::trim).filter(|text| !text.is_empty()).map(network);
        let trusted: Vec<IpNet> = trusted.collect::<anyhow::Result<_>>()?;
        if header.is_empty() {
            return Ok(Self { trusted, header: None });
        }
        let name = header.parse().with_context(|| format!("--proxy-header: no header can be named \"{header}\""))?;
        ensure!(
            !trusted.is_empty(),
            "--proxy-header {header} needs --trusted-proxies, the addresses of your proxies, such as 127.0.0.1 or 10.0.0.0/8: else anybody could send the header, and be anybody"
        );
        Ok(Self { trusted, header: Some(name) })
    }

    /// From where a request comes, and whom a proxy signed in.
    pub(crate) fn hear(&self, peer: SocketAddr, headers: &HeaderMap) -> (SocketAddr, Option<ProxyMail>) {
        (self.client(peer, headers), self.person(peer, headers))
    }

    /// The address for which the proxies in between speak, as far as they are trusted.
    fn client(&self, peer: SocketAddr, headers: &HeaderMap) -> SocketAddr {
        let lines = headers.get_all(FORWARDED_FOR).iter().rev().filter_map(|line| line.to_str().ok());
        let mut client = peer;
        for said in lines.flat_map(|line| line.rsplit(',')) {
            let Some(address) = address(said.trim()).filter(|_| self.trusts(client)) else { break };
            client = SocketAddr::new(address, 0);
        }
        client
    }

    /// Whom the proxy at `peer` signed in. Said twice, it is nobody: one of the two may have come with the request.
    fn person(&self, peer: SocketAddr, headers: &HeaderMap) -> Option<ProxyMail> {
        let mut said = headers.get_all(self.header.as_ref()?).iter();
        let mail = said.next()?.to_str().ok()?.trim();
        let is_heard = self.trusts(peer) && said.next().is_none() && !mail.is_empty();
        is_heard.then(|| ProxyMail(mail.into()))
    }

    fn trusts(&self, address: SocketAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(&address.ip().to_canonical()))
    }
}

fn network(text: &str) -> anyhow::Result<IpNet> {
    let Ok(network) = text.parse::<IpNet>().or_else(|_| text.parse().map(|address: IpAddr| address.into())) else {
        bail!("--trusted-proxies: \"{text}\" is neither an address nor a network, such as 127.0.0.1 or 10.0.0.0/8");
    };
    ensure!(
        network.prefix_len() > 0,
        "--trusted-proxies: {text} is everybody; name the addresses of your proxies alone"
    );
    Ok(network)
}

/// The address of an entry; some proxies write the port too.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}
