//! Who may sign in: accounts, invitations, the first administrator.

use serde::{Deserialize, Serialize};

use super::DeviceCard;
use crate::access::Grant;
use crate::id::PersonId;
use crate::text;
use crate::time::Timestamp;

/// Characters of a login.
pub const LOGIN_CHARS: std::ops::RangeInclusive<usize> = 3..=40;
/// The fewest characters of a password (`reliability.md` §7).
pub const PASSWORD_CHARS_MIN: usize = 12;
/// The most characters of a password: what is longer is a mistake.
pub const PASSWORD_CHARS_MAX: usize = 200;
/// An invitation can be used for so long: 24 hours, in milliseconds.
pub const INVITATION_LASTS: i64 = 24 * 3_600_000;

/// The app's page on which an invitation is taken up. Its secret stands behind a `#`, which browsers keep to themselves.
pub const INVITATION_PAGE: &str = "/loi-moi";

/// A login as it is kept, whatever way it was typed.
pub fn login_of(typed: &str) -> String {
    text::clean(typed).trim().to_lowercase()
}

/// Whether people may have this login ([`login_of`]): it is read over a telephone and typed on any keyboard.
pub fn is_login(login: &str) -> bool {
    LOGIN_CHARS.contains(&login.len())
        && login.starts_with(|c: char| c.is_ascii_lowercase())
        && login.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_'))
}

/// A login to propose for a name: the last name, then the first letters of the others (Nguyễn Thị Hạnh: `hanh.nt`).
pub fn login_for(name: &str) -> String {
    let plain = text::folded(name);
    let kept = |word: &str| word.chars().filter(char::is_ascii_lowercase).collect::<String>();
    let mut words: Vec<_> = plain.split_whitespace().map(kept).filter(|word| !word.is_empty()).collect();
    let Some(last) = words.pop() else { return String::new() };
    let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
    if initials.is_empty() { last } else { format!("{last}.{initials}") }
}

/// How far a person is with signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Has not chosen a password yet.
    New,
    /// Has a password.
    Active,
}

/// An account, for whoever administers the installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLine {
    /// The person.
    pub person: PersonId,
    /// Tên đăng nhập.
    pub login: String,
    /// What the person may be; nothing when the account is closed.
    pub grants: Vec<Grant>,
    /// Whether there is a password.
    pub standing: Standing,
    /// When the invitation ends that has not been used yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_until: Option<Timestamp>,
    /// On how many devices the person is signed in now.
    pub sessions: u32,
}

/// `GET` of all accounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounts {
    /// By login.
    pub accounts: Vec<AccountLine>,
}

/// Gives a person an account, or changes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountForm {
    /// Tên đăng nhập.
    pub login: String,
    /// What the person may be; nothing closes the account.
    pub grants: Vec<Grant>,
}

/// An invitation: whoever has its link chooses the password. Once, until it ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The secret of the link.
    pub token: String,
    /// When it ends.
    pub until: Timestamp,
}

/// Asks whose invitation this is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invited {
    /// The secret of the link.
    pub token: String,
}

/// Whom an invitation is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invitee {
    /// Whoever sets the installation up: it has no accounts yet.
    First,
    /// A person.
    Person {
        /// Họ và tên.
        name: String,
        /// Tên đăng nhập.
        login: String,
        /// Whether there was a password already, which the new one replaces.
        again: bool,
    },
}

/// Who sets the installation up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstPerson {
    /// Họ và tên.
    pub name: String,
    /// Chức vụ.
    pub post: String,
}

/// Takes an invitation up: from now on the password holds, and the person is signed in on the device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// The secret of the link.
    pub token: String,
    /// Tên đăng nhập: as invited, or as chosen by who sets the installation up.
    pub login: String,
    /// Mật khẩu.
    pub password: String,
    /// The device.
    pub device: DeviceCard,
    /// Who sets the installation up, when nobody has yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<FirstPerson>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_can_be_typed_on_any_keyboard() {
        let cases = [
            ("hanh", true),
            ("hanh.nt", true),
            ("so-noi_vu2", true),
            ("ha", false),
            ("hạnh", false),
            ("Hanh", false),
            ("2hanh", false),
            ("hanh nt", false),
            ("", false),
        ];
        for (login, expected) in cases {
            assert_eq!(is_login(login), expected, "{login}");
        }
        assert!(!is_login(&"a".repeat(41)));
        assert_eq!(login_of("  HANH.NT "), "hanh.nt");
    }

    #[test]
    fn a_proposed_login_can_be_one() {
        let cases = [
            ("Nguyễn Thị Hạnh", "hanh.nt"),
            ("Đỗ Đức", "duc.d"),
            ("H’Hen Niê", "nie.h"),
            ("Thành", "thanh"),
            (" ", ""),
            ("李", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(login_for(name), expected, "{name}");
        }
    }
}
