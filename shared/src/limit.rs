//! Bounds on everything that crosses the wire; both sides enforce them.

/// Changes in one exchange: a dropped connection costs at most one such batch.
pub const PUSH_CHANGES_MAX: usize = 250;
/// Bytes of changes (as JSON) that a client puts into one exchange, unless a single change is larger.
pub const PUSH_BYTES_SOFT_MAX: usize = 192 * 1024;
/// Records in one page of an answer.
pub const PAGE_RECORDS_MAX: usize = 500;
/// Bytes of one exchange after decompression.
pub const EXCHANGE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Bytes of one request of somebody who has not signed in.
pub const ANONYMOUS_BYTES_MAX: usize = 16 * 1024;
/// Bytes of one attachment after shrinking.
pub const ATTACHMENT_BYTES_MAX: u64 = 25 * 1024 * 1024;
/// Bytes of one chunk of an attachment.
pub const CHUNK_BYTES_MAX: usize = 256 * 1024;
/// Bytes of one change as JSON.
pub const CHANGE_BYTES_MAX: usize = 256 * 1024;
/// Characters of a reason.
pub const REASON_CHARS_MAX: usize = 1_000;
/// A picture that a person picks may be this large before it is shrunk, in bytes.
pub const PICTURE_BYTES_MAX: u64 = 60 * 1024 * 1024;
/// Longest side of a stored photo, in pixels.
pub const PHOTO_SIDE_MAX: u32 = 1_600;
/// After so many milliseconds without its missing part a held change is shown to the centre (5 days).
pub const HELD_MILLIS_MAX: i64 = 5 * 24 * 3_600_000;
/// So many held changes of a unit are shown to the centre, the oldest first: enough to know whom to call.
pub const HELD_SHOWN_MAX: usize = 20;
