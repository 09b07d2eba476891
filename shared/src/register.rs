//! The rules that only the whole directory shows: who is in which cluster when, and who may lead it (I-01, I-02, I-03,
//! I-04). The server refuses by them; the app says the same before anything is saved.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Cluster, Kind, Membership, Record, Term, Unit};
use crate::field::{FieldError, Fields, Problem, VOID};
use crate::id::{RecordId, SpaceId, UnitId};

/// What of the directory the rules look at: the records in force.
#[derive(Clone, Debug, Default)]
pub struct Register {
    clusters: BTreeMap<SpaceId, Cluster>,
    units: BTreeSet<UnitId>,
    members: BTreeMap<RecordId, Membership>,
    terms: BTreeMap<RecordId, Term>,
}

impl Register {
    /// The kinds that the rules look at.
    pub const KINDS: [Kind; 4] = [Kind::Cluster, Kind::Unit, Kind::Membership, Kind::Term];

    /// Takes a record as it stands now; one that is out of force, or cannot be read, is not in the register.
    pub fn put(&mut self, id: RecordId, kind: Kind, fields: &Fields) {
        let in_force = !fields.contains_key(VOID);
        if kind == Kind::Cluster {
            set(&mut self.clusters, SpaceId::of_record(id), read(fields, in_force));
        } else if kind == Kind::Membership {
            set(&mut self.members, id, read(fields, in_force));
        } else if kind == Kind::Term {
            set(&mut self.terms, id, read(fields, in_force));
        } else if kind == Kind::Unit {
            self.units.remove(&UnitId::of_record(id));
            let unit = read::<Unit>(fields, in_force);
            self.units.extend(unit.map(|_| UnitId::of_record(id)));
        }
    }

    /// What would be wrong if a record became this: with itself beside the others, and with those that count on it.
    pub fn problems(&self, id: RecordId, kind: Kind, fields: &Fields) -> Vec<FieldError> {
        let in_force = !fields.contains_key(VOID);
        let found = match kind {
            Kind::Membership => Some(self.membership_problems(id, read(fields, in_force))),
            Kind::Term => read(fields, in_force).map(|term| self.term_problems(&term)),
            Kind::Cluster => self.cluster_problems(SpaceId::of_record(id), read(fields, in_force)),
            Kind::Unit if !in_force => self.unit_problems(UnitId::of_record(id)),
            _ => None,
        };
        found.unwrap_or_default()
    }

    /// A cluster's members in a year, in no order.
    pub fn members(&self, cluster: SpaceId, year: i16) -> BTreeSet<UnitId> {
        let here = self.members.values().filter(|it| it.cluster == cluster && it.is_in(year));
        here.map(|it| it.unit).collect()
    }

    /// The first other cluster of one level that a unit is in during a year which a membership shares, and the year.
    pub fn other_cluster(&self, id: RecordId, wanted: &Membership) -> Option<(SpaceId, i16)> {
        let cluster = self.clusters.get(&wanted.cluster)?;
        self.members.iter().find_map(|(other_id, other)| {
            let is_rival = *other_id != id && other.unit == wanted.unit && other.cluster != wanted.cluster;
            let level = self.clusters.get(&other.cluster).map(|other| other.level);
            let is_rival = is_rival && level == Some(cluster.level);
            let year = is_rival.then(|| shared_year(wanted, other, cluster.year)).flatten()?;
            Some((other.cluster, year))
        })
    }

    fn membership_problems(&self, id: RecordId, wanted: Option<Membership>) -> Vec<FieldError> {
        let mut found = Vec::new();
        let held = self.members.get(&id);
        if let Some(wanted) = &wanted {
            if !self.units.contains(&wanted.unit) {
                found.push(FieldError::new("unit", Problem::NotListed));
            }
            let is_twice = |(other_id, other): (&RecordId, &Membership)| {
                *other_id != id
                    && (other.cluster, other.unit) == (wanted.cluster, wanted.unit)
                    && other.overlaps(wanted)
            };
            if self.members.iter().any(is_twice) {
                found.push(FieldError::new("from", Problem::Overlaps));
            } else if let Some((_, year)) = self.other_cluster(id, wanted) {
                found.push(FieldError::new("from", Problem::OtherCluster { year }));
            }
        }
        if let Some(year) = held.and_then(|held| self.year_led_without(id, held, wanted.as_ref())) {
            let field = match &wanted {
                None => VOID,
                // Ending it leaves the later terms without their head, beginning it later the earlier ones.
                Some(wanted) if wanted.to.is_some_and(|to| to.year() < year) => "to",
                Some(_) => "from",
            };
            found.push(FieldError::new(field, Problem::Leads { year }));
        }
        found
    }

    /// The first year in which the unit leads the cluster that it was in by `held`, and would not be in any more.
    fn year_led_without(&self, id: RecordId, held: &Membership, wanted: Option<&Membership>) -> Option<i16> {
        let leads = |term: &&Term| {
            term.cluster == held.cluster && (term.head == held.unit || term.deputy == Some(held.unit))
        };
        let is_in = |year: i16| {
            let others = self.members.iter().filter(|(other, _)| **other != id).map(|(_, other)| other);
            others
                .chain(wanted)
                .any(|it| (it.cluster, it.unit) == (held.cluster, held.unit) && it.is_in(year))
        };
        let years = self.terms.values().filter(leads).map(|term| term.year);
        years.filter(|year| held.is_in(*year) && !is_in(*year)).min()
    }

    /// I-03 and I-04: head and deputy are members in the year that they lead.
    fn term_problems(&self, term: &Term) -> Vec<FieldError> {
        let members = self.members(term.cluster, term.year);
        let named = [("head", Some(term.head)), ("deputy", term.deputy)];
        let is_strange =
            |(_, unit): &(&str, Option<UnitId>)| unit.is_some_and(|unit| !members.contains(&unit));
        let strange = named.into_iter().filter(is_strange);
        strange.map(|(field, _)| FieldError::new(field, Problem::NotMemberThen)).collect()
    }

    /// Another level may put members into two clusters of it; one that is taken back leaves nobody behind.
    fn cluster_problems(&self, space: SpaceId, wanted: Option<Cluster>) -> Option<Vec<FieldError>> {
        let mut members = self.members.iter().filter(|(_, it)| it.cluster == space);
        let Some(wanted) = wanted else {
            let is_used = members.next().is_some() || self.terms.values().any(|term| term.cluster == space);
            return is_used.then(|| vec![FieldError::new(VOID, Problem::InUse)]);
        };
        if self.clusters.get(&space).is_some_and(|held| held.level == wanted.level) {
            return None;
        }
        let mut moved = self.clone();
        moved.clusters.insert(space, wanted);
        let (_, year) = members.find_map(|(id, it)| moved.other_cluster(*id, it))?;
        Some(vec![FieldError::new("level", Problem::OtherCluster { year })])
    }

    fn unit_problems(&self, unit: UnitId) -> Option<Vec<FieldError>> {
        let is_used = self.members.values().any(|it| it.unit == unit);
        is_used.then(|| vec![FieldError::new(VOID, Problem::InUse)])
    }
}

fn read<R: Record>(fields: &Fields, in_force: bool) -> Option<R> {
    if in_force { R::from_fields(fields) } else { None }
}

fn set<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => {
            map.insert(key, value);
        }
        None => {
            map.remove(&key);
        }
    }
}

/// The first year in which both hold; `now` where neither says when.
fn shared_year(one: &Membership, other: &Membership, now: i16) -> Option<i16> {
    let years = |day: Option<jiff::civil::Date>| day.map(jiff::civil::Date::year);
    let from = [years(one.from), years(other.from)].into_iter().flatten().max();
    let to = [years(one.to), years(other.to)].into_iter().flatten().min();
    match (from, to) {
        (Some(from), Some(to)) => (from <= to).then_some(from),
        (None, None) => Some(now),
        (from, to) => from.or(to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Level;
    use crate::order::OrderKey;
    use jiff::civil::Date;
    use serde_json::json;

    fn record(n: u8) -> RecordId {
        RecordId::derived([n; 16])
    }

    fn space(n: u8) -> SpaceId {
        SpaceId::of_record(record(n))
    }

    fn unit(n: u8) -> UnitId {
        UnitId::of_record(record(0x20 + n))
    }

    fn cluster(level: Level) -> Cluster {
        Cluster {
            name: "Cụm thi đua số 1".into(),
            short: "Cụm 1".into(),
            number: Some(1),
            province: String::new(),
            level,
            word: "cụm".into(),
            head_title: "Cụm trưởng".into(),
            deputy_title: "Cụm phó".into(),
            founded: None,
            year: 2025,
        }
    }

    /// `2025` stands for 1 January or 31 December of that year.
    fn membership(at: SpaceId, of: UnitId, from: Option<i16>, to: Option<i16>) -> Membership {
        let day = |month, day| move |year| Date::constant(year, month, day);
        let order = OrderKey::between(None, None);
        Membership { cluster: at, unit: of, from: from.map(day(1, 1)), to: to.map(day(12, 31)), order }
    }

    fn term(year: i16, head: UnitId, deputy: Option<UnitId>) -> Term {
        Term { cluster: space(1), year, head, deputy, how: "bầu".into() }
    }

    /// Clusters 1 and 2 of the province and 3 of the centre; units 1 to 4; unit 1 in cluster 1 from 2020, unit 2 in it
    /// until 2024, unit 3 in cluster 2; unit 1 is head in 2024 and unit 2 its deputy.
    fn register() -> Register {
        let mut register = Register::default();
        for (n, level) in [(1, Level::Province), (2, Level::Province), (3, Level::Central)] {
            register.put(record(n), Kind::Cluster, &cluster(level).to_fields());
        }
        for n in 1..=4 {
            let unit = Unit { name: format!("Hội {n}"), short: "Hội".into(), aliases: BTreeSet::new() };
            register.put(record(0x20 + n), Kind::Unit, &unit.to_fields());
        }
        let members = [
            membership(space(1), unit(1), Some(2020), None),
            membership(space(1), unit(2), None, Some(2024)),
            membership(space(2), unit(3), None, None),
        ];
        for (n, member) in (1..).zip(&members) {
            register.put(record(0x40 + n), Kind::Membership, &member.to_fields());
        }
        register.put(record(0x60), Kind::Term, &term(2024, unit(1), Some(unit(2))).to_fields());
        register
    }

    fn at(field: &str, problem: Problem) -> Vec<FieldError> {
        vec![FieldError::new(field, problem)]
    }

    fn void(mut fields: Fields) -> Fields {
        fields.insert(VOID.to_owned(), json!("Nhập nhầm"));
        fields
    }

    #[test]
    fn i01_a_unit_is_in_one_cluster_of_a_level_in_a_year() {
        let register = register();
        let other = |year| at("from", Problem::OtherCluster { year });
        let cases = [
            // Unit 3 is in cluster 2 always, so in no other of its level, and in one of another level.
            (membership(space(1), unit(3), None, None), other(2025)),
            (membership(space(1), unit(3), Some(2030), None), other(2030)),
            (membership(space(1), unit(3), None, Some(2019)), other(2019)),
            (membership(space(3), unit(3), None, None), Vec::new()),
            // Unit 2 left cluster 1 with the year 2024.
            (membership(space(2), unit(2), Some(2025), None), Vec::new()),
            (membership(space(2), unit(2), Some(2024), None), other(2024)),
            // Unit 1 came to cluster 1 in 2020.
            (membership(space(2), unit(1), None, Some(2019)), Vec::new()),
            (membership(space(2), unit(1), None, Some(2020)), other(2020)),
            (membership(space(2), unit(4), None, None), Vec::new()),
        ];
        for (wanted, expected) in cases {
            assert_eq!(
                register.problems(record(9), Kind::Membership, &wanted.to_fields()),
                expected,
                "{wanted:?}"
            );
        }
    }

    #[test]
    fn i01_a_cluster_does_not_become_one_of_a_level_whose_clusters_its_members_are_in() {
        let mut register = register();
        let both = membership(space(3), unit(3), Some(2023), None);
        register.put(record(0x50), Kind::Membership, &both.to_fields());
        let fields = cluster(Level::Province).to_fields();
        let expected = at("level", Problem::OtherCluster { year: 2023 });
        assert_eq!(register.problems(record(3), Kind::Cluster, &fields), expected);
        let fields = cluster(Level::Sector).to_fields();
        assert_eq!(register.problems(record(3), Kind::Cluster, &fields), Vec::new());
    }

    #[test]
    fn i02_times_in_one_cluster_do_not_overlap_and_a_unit_may_come_back() {
        let register = register();
        let cases = [
            (membership(space(1), unit(2), Some(2025), None), Vec::new()),
            (membership(space(1), unit(2), Some(2024), None), at("from", Problem::Overlaps)),
            (membership(space(1), unit(2), None, None), at("from", Problem::Overlaps)),
            (membership(space(1), unit(9), None, None), at("unit", Problem::NotListed)),
        ];
        for (wanted, expected) in cases {
            assert_eq!(
                register.problems(record(9), Kind::Membership, &wanted.to_fields()),
                expected,
                "{wanted:?}"
            );
        }
        // Its own record does not stand in its way.
        let longer = membership(space(1), unit(2), None, Some(2025));
        assert_eq!(register.problems(record(0x42), Kind::Membership, &longer.to_fields()), Vec::new());
    }

    #[test]
    fn i03_head_and_deputy_are_two_members_of_the_cluster_in_that_year() {
        let register = register();
        let cases = [
            (term(2023, unit(1), Some(unit(2))), Vec::new()),
            (term(2025, unit(1), None), Vec::new()),
            (term(2025, unit(1), Some(unit(2))), at("deputy", Problem::NotMemberThen)),
            (term(2019, unit(1), None), at("head", Problem::NotMemberThen)),
            (term(2024, unit(3), None), at("head", Problem::NotMemberThen)),
        ];
        for (wanted, expected) in cases {
            assert_eq!(register.problems(record(9), Kind::Term, &wanted.to_fields()), expected, "{wanted:?}");
        }
        assert_eq!(term(2024, unit(1), Some(unit(1))).check(), at("deputy", Problem::SameUnit));
    }

    #[test]
    fn i04_who_leads_stays_a_member_in_that_year() {
        let register = register();
        let leads = |field| at(field, Problem::Leads { year: 2024 });
        let cases = [
            (membership(space(1), unit(1), Some(2020), Some(2024)), Vec::new()),
            (membership(space(1), unit(1), Some(2020), Some(2023)), leads("to")),
            (membership(space(1), unit(1), Some(2025), None), leads("from")),
        ];
        for (wanted, expected) in cases {
            assert_eq!(
                register.problems(record(0x41), Kind::Membership, &wanted.to_fields()),
                expected,
                "{wanted:?}"
            );
        }
        let gone = void(membership(space(1), unit(1), Some(2020), None).to_fields());
        assert_eq!(register.problems(record(0x41), Kind::Membership, &gone), leads(VOID));
    }

    #[test]
    fn what_others_name_is_not_taken_back() {
        let mut register = register();
        let in_use = at(VOID, Problem::InUse);
        let gone = void(cluster(Level::Province).to_fields());
        assert_eq!(register.problems(record(1), Kind::Cluster, &gone), in_use);
        assert_eq!(register.problems(record(3), Kind::Cluster, &gone), Vec::new());
        let named = Unit { name: "Hội".into(), short: "Hội".into(), aliases: BTreeSet::new() };
        let gone = void(named.to_fields());
        assert_eq!(register.problems(record(0x23), Kind::Unit, &gone), in_use);
        assert_eq!(register.problems(record(0x24), Kind::Unit, &gone), Vec::new());
        // Once nobody is in it any more, it may go.
        let left = void(membership(space(2), unit(3), None, None).to_fields());
        register.put(record(0x43), Kind::Membership, &left);
        assert_eq!(register.problems(record(0x23), Kind::Unit, &void(named.to_fields())), Vec::new());
    }
}
