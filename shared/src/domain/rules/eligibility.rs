//! Điều kiện: what a unit must have done to be considered for an award (`domain.md` §1.4, I-10, I-29).

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Đã đăng ký thi đua.
    Registered,
    /// Đã ký giao ước trước hạn (I-10).
    CovenantSigned,
    /// Đã gửi bản tự chấm điểm.
    SelfScored,
    /// Đã gửi báo cáo năm đúng hạn.
    Reported,
    /// Có mặt tại hội nghị.
    Attended,
    /// Không có người bị kỷ luật.
    NoDiscipline,
    /// Không có khiếu nại, thanh tra chưa kết luận.
    NoOpenComplaint,
    /// Đạt Tập thể lao động xuất sắc.
    OutstandingCollective,
}

impl Condition {
    /// All conditions, in the order of the year.
    pub const ALL: [Self; 8] = [
        Self::Registered,
        Self::CovenantSigned,
        Self::SelfScored,
        Self::Reported,
        Self::Attended,
        Self::NoDiscipline,
        Self::NoOpenComplaint,
        Self::OutstandingCollective,
    ];
}

/// The conditions that a unit does not fulfil, in the order of the year. Empty when it may be considered.
pub fn unfulfilled(wanted: &BTreeSet<Condition>, fulfilled: &BTreeSet<Condition>) -> Vec<Condition> {
    wanted.difference(fulfilled).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Condition::{Attended, CovenantSigned, Registered};

    #[test]
    fn i_10_without_its_signature_a_unit_is_not_considered() {
        let cases: [(&[Condition], &[Condition], &[Condition]); 4] = [
            (&[CovenantSigned], &[CovenantSigned], &[]),
            (&[CovenantSigned], &[Registered, Attended], &[CovenantSigned]),
            (&[Attended, Registered, CovenantSigned], &[], &[Registered, CovenantSigned, Attended]),
            (&[], &[], &[]),
        ];
        for (wanted, fulfilled, expected) in cases {
            let [wanted, fulfilled] = [wanted, fulfilled].map(|it| it.iter().copied().collect());
            assert_eq!(unfulfilled(&wanted, &fulfilled), expected, "{wanted:?} {fulfilled:?}");
        }
    }
}
