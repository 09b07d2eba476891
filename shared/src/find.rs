//! Finding a unit by what somebody typed: an alias, a typo, words without tone marks, initials. What is found is proposed,
//! ranked, and never taken without a person's word (I-05): reports name one unit in several ways.

use crate::text::folded;

/// How well what was typed goes with a name, in thousandths; 1000 is the name itself.
pub type Likeness = u16;

/// Typed words that are this much like a name are worth proposing it.
const PROPOSED_MIN: Likeness = 600;
/// Two words are taken for one with a typo when this much of the longer one agrees, in thousandths.
const TYPO_MIN: usize = 600;
/// Characters of what is typed that are looked at: a name is shorter.
const TYPED_CHARS_MAX: usize = 200;
/// Words that names share, so that they tell less: a tenth of a word that only one has.
const COMMON: [&str; 8] = ["hoi", "tinh", "va", "cac", "lien", "hiep", "thanh", "pho"];

/// A thing that goes with what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal<I> {
    /// Which one.
    pub id: I,
    /// The name of it that goes with what was typed.
    pub name: String,
    /// How well.
    pub likeness: Likeness,
}

/// The things whose names go with what was typed, the likeliest first, at most so many; each once, by its likeliest name.
pub fn proposals<I: Copy + Ord>(
    typed: &str,
    names: impl IntoIterator<Item = (I, String)>,
    most: usize,
) -> Vec<Proposal<I>> {
    let typed = Words::of(&typed.chars().take(TYPED_CHARS_MAX).collect::<String>());
    let mut found: Vec<Proposal<I>> = Vec::new();
    if typed.words.is_empty() {
        return found;
    }
    for (id, name) in names {
        let likeness = typed.likeness(&Words::of(&name));
        if likeness < PROPOSED_MIN {
            continue;
        }
        match found.iter_mut().find(|it| it.id == id) {
            Some(held) if held.likeness >= likeness => {}
            Some(held) => *held = Proposal { id, name, likeness },
            None => found.push(Proposal { id, name, likeness }),
        }
    }
    found.sort_by(|one, other| {
        (other.likeness, &one.name, one.id).cmp(&(one.likeness, &other.name, other.id))
    });
    found.truncate(most);
    found
}

/// A name as it is compared: its words without marks and signs.
struct Words {
    words: Vec<Vec<char>>,
}

impl Words {
    fn of(name: &str) -> Self {
        let folded = folded(name);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        // “TW” is written for “TƯ”, the initials of Trung ương.
        let words = words.map(|word| if word == "tw" { "tu" } else { word });
        Self { words: words.map(|word| word.chars().collect()).collect() }
    }

    fn likeness(&self, name: &Self) -> Likeness {
        if self.words == name.words {
            return 1_000;
        }
        // Mostly what was typed has to be in the name; what else the name says counts a little, so that of two names that
        // have it the shorter one comes first.
        let (typed, of_name) = (self.covered_by(name), name.covered_by(self));
        let likeness = typed.saturating_mul(4).saturating_add(of_name) / 5;
        // Below 1000: other words are not the name itself.
        Likeness::try_from(likeness.min(999)).unwrap_or(999)
    }

    /// How much of these words others have, in thousandths.
    fn covered_by(&self, others: &Self) -> usize {
        let mut sum = 0_usize;
        let mut all = 0_usize;
        let mut at = 0_usize;
        while let Some(word) = self.words.get(at) {
            let initials = others.initialled(self, at);
            let (taken, covered) = match initials {
                // Several words stand for one word of the other that is their initials.
                Some(count) => (count, 900),
                None => (1, others.best(word)),
            };
            for word in self.words.iter().skip(at).take(taken) {
                let weight = weight(word);
                all = all.saturating_add(weight);
                sum = sum.saturating_add(weight.saturating_mul(covered));
            }
            at = at.saturating_add(taken);
        }
        sum.checked_div(all).unwrap_or_default()
    }

    /// How well the best of these words goes with one, in thousandths.
    fn best(&self, word: &[char]) -> usize {
        let alike = self.words.iter().map(|own| alike(own, word)).max().unwrap_or_default();
        // The word may be initials of these.
        let is_initials = (0..self.words.len()).any(|at| self.spells(at, word));
        if is_initials { alike.max(900) } else { alike }
    }

    /// How many words of `text`, from `at` on, one of these words is the initials of; none when it is of none.
    fn initialled(&self, text: &Self, at: usize) -> Option<usize> {
        let own = self.words.iter().filter(|own| own.len() > 1 && text.spells(at, own));
        own.map(Vec::len).max()
    }

    /// Whether a word is the initials of so many words from `at` on.
    fn spells(&self, at: usize, word: &[char]) -> bool {
        let initials = self.words.iter().skip(at).filter_map(|own| own.first());
        word.len() > 1 && initials.take(word.len()).eq(word.iter())
    }
}

/// How much a word tells: by its length, and little if many names have it.
fn weight(word: &[char]) -> usize {
    let is_common = COMMON.iter().any(|common| common.chars().eq(word.iter().copied()));
    if is_common { word.len() } else { word.len().saturating_mul(10) }
}

/// How much alike two words are, in thousandths; nothing when it is more than a typo, or a word half typed.
fn alike(one: &[char], other: &[char]) -> usize {
    if one == other {
        return 1_000;
    }
    let longer = one.len().max(other.len());
    let shorter = one.len().min(other.len());
    if shorter >= 2 && (one.starts_with(other) || other.starts_with(one)) {
        return 800;
    }
    let same = longer.saturating_sub(distance(one, other)).saturating_mul(1_000) / longer.max(1);
    if same >= TYPO_MIN { same } else { 0 }
}

/// The least number of letters to add, drop, replace, or swap with their neighbour.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let mut previous = None;
    for (row, own) in one.iter().enumerate() {
        let mut line = vec![row.saturating_add(1)];
        let mut left = None;
        for (at, theirs) in other.iter().enumerate() {
            let cell = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX);
            let replaced = cell(&last, at).saturating_add(usize::from(own != theirs));
            let added = cell(&line, at).saturating_add(1);
            let dropped = cell(&last, at.saturating_add(1)).saturating_add(1);
            let is_swap = previous == Some(theirs) && left == Some(own);
            let swapped = at.checked_sub(1).filter(|_| is_swap).map(|at| cell(&before, at).saturating_add(1));
            let cheapest = replaced.min(added).min(dropped);
            line.push(swapped.map_or(cheapest, |swapped| swapped.min(cheapest)));
            left = Some(theirs);
        }
        before = std::mem::replace(&mut last, line);
        previous = Some(own);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Units as they are listed, with their aliases.
    const UNITS: [(u8, &[&str]); 16] = [
        (0, &["Hội Chữ thập đỏ tỉnh Đồng Tháp", "Hội Chữ thập đỏ tỉnh"]),
        (1, &["Liên hiệp các Tổ chức Hữu nghị tỉnh Đồng Tháp"]),
        (2, &["Liên hiệp các Hội Khoa học và Kỹ thuật tỉnh Đồng Tháp"]),
        (3, &["Liên minh Hợp tác xã tỉnh Đồng Tháp"]),
        (4, &["Hội Liên hiệp Văn học Nghệ thuật tỉnh Đồng Tháp"]),
        (5, &["Hội Khuyến học tỉnh Đồng Tháp"]),
        (6, &["Hội Doanh nhân trẻ tỉnh Thanh Hóa", "Hiệp hội Doanh nhân trẻ"]),
        (7, &["Hiệp hội Doanh nhân nữ tỉnh Thanh Hóa"]),
        (8, &["Hội Nhà báo tỉnh Thanh Hóa"]),
        (9, &["Hội Đông y tỉnh Thanh Hóa"]),
        (10, &["Hội Nông dân tỉnh Thanh Hóa"]),
        (11, &["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Thanh Hóa"]),
        (12, &["Hội Liên hiệp Phụ nữ Việt Nam"]),
        (13, &["Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh"]),
        (14, &["Hiệp hội Doanh nghiệp tỉnh Thanh Hóa"]),
        (15, &["Liên hiệp các Hội Khoa học và Kỹ thuật Việt Nam"]),
    ];

    fn names() -> impl Iterator<Item = (u8, String)> {
        UNITS.into_iter().flat_map(|(id, names)| names.iter().map(move |name| (id, (*name).to_owned())))
    }

    #[test]
    fn i05_what_reports_write_is_proposed_first() {
        let cases = [
            // As the five reports of the seeds write them, with their own inconsistencies.
            ("Hiệp hội Doanh nhân trẻ tỉnh Thanh Hóa", 6),
            ("Hội Doanh nhân trẻ", 6),
            ("Hiệp hội Doanh nhân nữ", 7),
            ("Hội Đông y", 9),
            ("UB MTTQ tỉnh", 11),
            ("Hội Chữ thật đỏ", 0),
            ("Liên minh HTX tỉnh", 3),
            ("Hội LHPN Việt Nam", 12),
            ("TƯ Đoàn Thanh niên Cộng sản Hồ Chí Minh", 13),
            ("TW Đoàn Thanh niên", 13),
            ("Liên hiệp các hội Khoa học & Kỹ thuật Việt Nam", 15),
            ("Liên hiệp các Hội Khoa học Kỹ thuật tỉnh Đồng Tháp", 2),
            ("Hội Văn học nghệ thuật", 4),
            ("Hội Nhà báo tỉnh", 8),
            // Without tone marks, with typos, half typed, by initials.
            ("hoi dong y", 9),
            ("hoi chu thap do", 0),
            ("HỘI NHÀ BÁO", 8),
            ("hoi nha bap", 8),
            ("hội khuyến họx", 5),
            ("doanh ngihep", 14),
            ("khuyen", 5),
            ("LMHTX", 3),
            ("hop tac xa dong thap", 3),
            ("LH các hội KH&KT Đồng Tháp", 2),
        ];
        for (typed, expected) in cases {
            let found = proposals(typed, names(), 5);
            assert_eq!(found.first().map(|it| it.id), Some(expected), "{typed}: {found:?}");
        }
    }

    #[test]
    fn i05_what_is_no_name_proposes_nothing() {
        for typed in ["", "  ", "–", "Công ty Xổ số", "xyz", "Sở Tài chính"] {
            assert_eq!(proposals(typed, names(), 5), Vec::new(), "{typed}");
        }
        // What all have alone tells nothing apart: every name is a proposal, none is taken.
        assert!(proposals("hội", names(), 50).len() > 5);
    }

    proptest! {
        #[test]
        fn the_name_itself_comes_first_with_or_without_marks(at in 0_usize..16, plain: bool) {
            let (id, own) = UNITS[at];
            let typed = if plain { folded(own[0]) } else { own[0].to_uppercase() };
            let found = proposals(&typed, names(), 50);
            prop_assert_eq!(found.first().map(|it| (it.id, it.likeness)), Some((id, 1_000)));
            let mut once: Vec<_> = found.iter().map(|it| it.id).collect();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), found.len(), "each is proposed once");
        }

        #[test]
        fn one_slip_in_a_name_does_not_hide_it(at in 0_usize..16, place in 0_usize..60, slip in 0_u8..4) {
            let (id, own) = UNITS[at];
            let mut letters: Vec<char> = folded(own[0]).chars().collect();
            let place = place % (letters.len() - 1);
            match slip {
                0 => letters[place] = 'q',
                1 => letters.insert(place, 'q'),
                2 => { letters.remove(place); }
                _ => letters.swap(place, place + 1),
            }
            let typed: String = letters.into_iter().collect();
            let found = proposals(&typed, names(), 50);
            prop_assert!(found.iter().any(|it| it.id == id), "{}: {:?}", typed, found);
        }

        #[test]
        fn anything_may_be_typed(typed in "\\PC{0,300}", most in 0_usize..20) {
            let found = proposals(&typed, names(), most);
            prop_assert!(found.len() <= most);
            prop_assert!(found.iter().all(|it| (PROPOSED_MIN..=1_000).contains(&it.likeness)));
            prop_assert!(found.is_sorted_by(|one, other| one.likeness >= other.likeness));
        }

        #[test]
        fn a_slip_is_one_step_and_steps_are_the_same_both_ways(one in "[a-d]{0,8}", other in "[a-d]{0,8}") {
            let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
            let steps = distance(&one, &other);
            prop_assert_eq!(steps, distance(&other, &one));
            prop_assert_eq!(steps == 0, one == other);
            prop_assert!(steps >= one.len().abs_diff(other.len()) && steps <= one.len().max(other.len()));
        }
    }
}
