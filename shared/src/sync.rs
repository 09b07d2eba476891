//! The sync core: what a change is, how changes merge, what crosses the wire, what a device keeps.
//!
//! Architecture invariant: this module decides, others perform. It returns values and effects; the app, the server
//! and the simulator carry them out.

mod chain;
mod change;
mod conflict;
mod exchange;
mod merge;
mod outcome;
mod projection;
mod replica;
mod row;
mod segment;
mod sentence;
pub mod store;

pub use chain::{Head, chained};
pub use change::{Act, Change, Edit, Edits, Seen, Signature, after, edits_between, edits_of, reversed};
pub use conflict::{Candidate, Conflict, Decision};
pub use exchange::{
    Answer, Depth, DeviceReport, EXCHANGE_TYPE, MIN_PROTOCOL, PROTOCOL, Page, Place, Request, ScopeStamp,
    Settled, Sweep,
};
pub use merge::{Arrival, Decided, History, Mark, Marks, Merged, Stored, decide, insert, merge};
pub use outcome::{Missing, Outcome, Refusal};
pub use projection::{Footing, Projection, Standing, View};
pub use replica::{Effect, Event, Failure, Phase, READ_ROWS_MAX, Reading, Replica, Rest, Subscription};
pub use row::{Provenance, Row};
pub use segment::{Segment, SegmentKey, compaction};
pub use sentence::sentences;
