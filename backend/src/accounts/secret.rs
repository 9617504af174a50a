//! [`Secret`]: what is shown once and kept as a hash.

use sha2::{Digest, Sha256};

/// 256 random bits, with a prefix that secret scanners can look for.
pub(crate) struct Secret(String);

/// Hash of a secret: what is kept.
pub(crate) type Hash = [u8; 32];

impl Secret {
    /// A new one.
    pub(crate) fn random() -> Self {
        Self(format!("tandem_{}", to_hex(&rand::random::<[u8; 32]>())))
    }

    /// To be shown, this once.
    pub(crate) fn show(&self) -> &str {
        &self.0
    }

    /// To be kept.
    pub(crate) fn hash(&self) -> Hash {
        hash(&self.0)
    }
}

/// Hash of a secret as it was sent.
pub(crate) fn hash(secret: &str) -> Hash {
    Sha256::digest(secret.as_bytes()).into()
}

/// A hash as text.
pub(super) fn to_hex(bytes: &Hash) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of a text.
pub(super) fn from_hex(hex: &str) -> Option<Hash> {
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[index * 2..index * 2 + 2], 16).ok()?;
    }
    Some(bytes)
}
