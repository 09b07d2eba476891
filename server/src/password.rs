//! Passwords: Argon2id, a few at a time.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use shared::api::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use tokio::sync::Semaphore;
use zxcvbn::{Score, zxcvbn};

use crate::error::Error;

/// Hashing takes 19 MiB each time; more at once would only make all of them slower.
const AT_ONCE: usize = 2;
/// Compared with when there is no such login, so that the answer takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$Z2lhby11b2Mtbm9ib2R5$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Checks passwords.
pub struct Passwords {
    at_once: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { at_once: Semaphore::new(AT_ONCE) }
    }
}

impl Passwords {
    /// The hash to keep of a new password.
    ///
    /// # Errors
    /// [`Error::WeakPassword`] when it can be guessed.
    pub async fn keep(&self, password: String, login: String) -> Result<String, Error> {
        let _permit = self.at_once.acquire().await.map_err(|_| Error::Unavailable)?;
        let kept = tokio::task::spawn_blocking(move || {
            if is_strong(&password, &login) { hash(&password) } else { Err(Error::WeakPassword) }
        });
        kept.await.map_err(|_| Error::Unavailable)?
    }

    /// Whether a password is the one of a hash; without a hash it never is, and it takes as long to say so.
    ///
    /// # Errors
    /// When the server is stopping.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        let _permit = self.at_once.acquire().await.map_err(|_| Error::Unavailable)?;
        let verified = tokio::task::spawn_blocking(move || {
            let hash = hash.as_deref().unwrap_or(NOBODY);
            PasswordHash::new(hash)
                .is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
        });
        verified.await.map_err(|_| Error::Unavailable)
    }
}

/// Whether a password takes so long to guess that nobody tries: long, and not made of what everybody uses or of what the
/// login tells.
pub fn is_strong(password: &str, login: &str) -> bool {
    let chars = password.chars().count();
    (PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&chars)
        && zxcvbn(password, &[login, "giao", "uoc", "giaouoc", "thidua", "matkhau"]).score() >= Score::Three
}

/// The hash to keep of a password (PHC string).
///
/// # Errors
/// When there is no memory or no randomness for it.
pub fn hash(password: &str) -> Result<String, Error> {
    let salt: [u8; 16] = crate::random::bytes()?;
    let hash = hasher().hash_password_with_salt(password.as_bytes(), &salt);
    Ok(hash.map_err(|_| Error::Unavailable)?.to_string())
}

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_must_take_long_to_guess() {
        let cases = [
            ("nước chảy đá mòn 47", true),
            ("Trăm hay không bằng tay quen", true),
            ("xK8#vq2Lw9!m", true),
            ("ngắn quá", false),
            ("matkhau123456", false),
            ("password1234", false),
            ("123456789012", false),
            ("aaaaaaaaaaaa", false),
            ("qwertyuiop12", false),
            ("hanh.nt12345", false),
            ("giaouoc2026!", false),
        ];
        for (password, expected) in cases {
            assert_eq!(is_strong(password, "hanh.nt"), expected, "{password}");
        }
        assert!(!is_strong(&"nước chảy đá mòn ".repeat(20), "hanh"));
    }

    #[test]
    fn the_hash_of_nobody_costs_what_every_hash_costs() {
        let nobody = PasswordHash::new(NOBODY).unwrap();
        let real = hash("một mật khẩu dài").unwrap();
        let real = PasswordHash::new(&real).unwrap();
        assert_eq!(nobody.algorithm, real.algorithm);
        assert_eq!(nobody.params, real.params);
        assert_eq!(nobody.hash.unwrap().len(), real.hash.unwrap().len());
    }
}
