//! Who is asking: a signed-in person on a device.

use ed25519_dalek::VerifyingKey;

use shared::access::Viewer;
use shared::id::{DeviceId, SpaceId, UnitId};
use shared::sync::{Depth, ScopeStamp};

/// Raised whenever a version of the program shows more or less at a depth than the one before: devices that synced with
/// that one are led through the difference, as after a change of grants. 1: years at summary depth.
const SIGHT: u64 = 1;
/// So many changes of one person's grants fit below it.
const SIGHT_SHIFT: u32 = 40;

/// A signed-in person on a device.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person with all grants.
    pub viewer: Viewer,
    /// The device.
    pub device: DeviceId,
    /// What its owner calls it.
    pub device_name: String,
    /// The device's public key.
    pub key: VerifyingKey,
    /// Rises whenever the person's grants change.
    pub stamp: u64,
}

impl Actor {
    /// The stamp of what the person may see at a depth. The depth is a part of it: a device that asks for more or
    /// less of a space than before is led through what to add and drop, as after a change of grants.
    pub fn scope(&self, depth: Depth) -> ScopeStamp {
        let depth = match depth {
            Depth::Summary => 0,
            Depth::Full => 1,
        };
        ScopeStamp((SIGHT << SIGHT_SHIFT).saturating_add(self.stamp.saturating_mul(2)).saturating_add(depth))
    }

    /// Whether the person may sign changes for a unit in a space; none stands for the central office.
    pub fn signs_for(&self, unit: Option<UnitId>, space: SpaceId) -> bool {
        self.viewer
            .grants
            .iter()
            .any(|grant| grant.unit == unit && grant.space.is_none_or(|granted| granted == space))
    }
}
