//! What is said of a covenant's text and of who signs it.

use shared::bytes::Sha256;
use shared::domain::{Adoption, Authority};

use crate::{format, tr};

/// Which text was adopted: `Bản văn số 3 · mã 7F2A 91C4`.
pub fn adopted_words(adopted: &Adoption) -> String {
    tr!(
        covenant.text_number,
        n = format::whole(adopted.round.into()),
        code = text_code(adopted.text.digest())
    )
}

/// The first letters of a text's hash, in groups that can be read over a telephone: `7F2A 91C4`.
fn text_code(text: Sha256) -> String {
    let hex = text.to_string().to_uppercase();
    let mut groups = hex.get(..8).unwrap_or_default().to_owned();
    groups.insert(groups.len().min(4), ' ');
    groups
}

/// By what authority somebody signs.
pub fn authority_words(authority: &Authority) -> String {
    match authority {
        Authority::Post { post } => post.clone(),
        Authority::Mandate { number, post } => tr!(covenant.mandated, post = post, number = number),
    }
}
