//! What devices say of themselves.

use shared::id::{DeviceId, SpaceId, UnitId};
use shared::sync::DeviceReport;
use shared::time::Timestamp;

use super::Stores;

/// The reports of a unit's devices taken together.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnitReport {
    /// Changes that wait on its devices.
    pub waiting: u32,
    /// Refused changes that wait for a person.
    pub refused: u32,
    /// When the last of them was seen.
    pub seen: Option<Timestamp>,
}

/// What devices say of themselves.
pub trait Reports {
    /// Keeps what a unit's device said of itself; whether that is news. Times count to the minute.
    fn put_report(
        &self,
        space: SpaceId,
        unit: UnitId,
        device: DeviceId,
        report: &DeviceReport,
        seen: Timestamp,
    ) -> Stores<bool>;
    /// The reports of a unit's devices taken together.
    fn unit_report(&self, space: SpaceId, unit: UnitId) -> Stores<UnitReport>;
}
