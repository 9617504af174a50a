//! [`Tokens`]: the tokens that open this server.

use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Name of the setting that holds the admin token's hash.
const SETTING: &str = "admin_token_sha256";

/// The tokens that open this server. Only hashes are held.
#[derive(Debug)]
pub(crate) struct Tokens {
    admin: [u8; 32],
}

impl Tokens {
    /// The tokens of a store: the preset admin token, or the one known from an earlier start, or a new one, which is
    /// returned to be shown once.
    pub(crate) async fn load(
        store: &dyn crate::store::Store,
        preset: Option<&str>,
    ) -> anyhow::Result<(Self, Option<String>)> {
        let known = store.setting(SETTING).await?.and_then(|hex| from_hex(&hex));
        let (admin, shown) = match (preset, known) {
            (Some(token), _) => (hash(token), None),
            (None, Some(admin)) => (admin, None),
            (None, None) => {
                let token = new_token();
                (hash(&token), Some(token))
            }
        };
        if known != Some(admin) {
            store.set_setting(SETTING, &to_hex(&admin)).await?;
        }
        Ok((Self { admin }, shown))
    }

    /// Who holds a token. Hashes are compared, so the time it takes says nothing about the token.
    pub(crate) fn actor(&self, token: &str) -> Option<Arc<str>> {
        (hash(token) == self.admin).then(|| Arc::from("admin"))
    }
}

/// A token of 256 random bits, with a prefix that secret scanners can look for.
fn new_token() -> String {
    format!("tandem_{}", to_hex(&rand::random::<[u8; 32]>()))
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[index * 2..index * 2 + 2], 16).ok()?;
    }
    Some(bytes)
}
