//! The addresses of the app: the only place that knows a path.

mod admin;
mod import;
mod rules;

use std::fmt;

use shared::api::INVITATION_PAGE;
use shared::id::{RecordId, UnitId};
use shared::import::ImportOf;

pub use admin::{Admin, List, Part};
pub use rules::RulesAt;

/// A screen with what it is about. Vietnamese words without marks, so that an address can be read over a telephone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Đăng nhập.
    SignIn,
    /// Lời mời: a password being chosen.
    Invitation,
    /// Việc hôm nay.
    Today,
    /// Hoạt động: the list.
    Activities,
    /// A new activity.
    NewActivity,
    /// One activity.
    Activity(RecordId),
    /// One activity being edited.
    EditActivity(RecordId),
    /// Chỉ tiêu: the grid.
    Targets,
    /// A new target.
    NewTarget,
    /// One target, chosen in the grid.
    Target(RecordId),
    /// One target being edited.
    EditTarget(RecordId),
    /// Biểu đồ.
    Charts,
    /// Phong trào: the catalogue.
    Movements,
    /// A new movement.
    NewMovement,
    /// One movement.
    Movement(RecordId),
    /// One movement being edited.
    EditMovement(RecordId),
    /// Nhiệm vụ trọng tâm: the list.
    Tasks,
    /// A new key task.
    NewTask,
    /// One key task.
    Task(RecordId),
    /// One key task being edited.
    EditTask(RecordId),
    /// Lịch năm.
    YearCalendar,
    /// The dates of the year being set.
    EditYear,
    /// Báo cáo: the own ones, or those of all units.
    Reports,
    /// One report.
    Report(RecordId),
    /// One report being written.
    EditReport(RecordId),
    /// Giao ước: of all years, with their annexes.
    Covenants,
    /// One covenant or annex.
    Covenant(RecordId),
    /// Its draft being written.
    EditCovenant(RecordId),
    /// An article of its draft being written, or a new one.
    Article(RecordId, Option<RecordId>),
    /// A unit's word on its draft.
    NewRemark(RecordId),
    /// It being signed for a unit.
    Sign(RecordId, UnitId),
    /// Nhập hộ: what was entered for units that work on paper.
    Behalf,
    /// Chờ gửi.
    Outbox,
    /// Thiết bị này.
    Device,
    /// Tổng hợp.
    Overview,
    /// Đối soát: the queue.
    Reconcile,
    /// One conflict.
    Conflict(RecordId),
    /// Quản trị.
    Admin(Admin),
    /// Bộ quy tắc.
    Rules(RulesAt),
    /// Nhập từ bảng tính.
    Import(ImportOf),
}

/// What is drawn for a route. Routes of one screen keep it standing, with its scroll position and its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Đăng nhập.
    SignIn,
    /// Lời mời.
    Invitation,
    /// Việc hôm nay.
    Today,
    /// Hoạt động: list, detail and form.
    Activities,
    /// Chỉ tiêu: grid, inspector and form.
    Targets,
    /// Biểu đồ: of targets, units and activities.
    Charts,
    /// Phong trào: list, detail and form.
    Movements,
    /// Nhiệm vụ trọng tâm: list, detail and form.
    Tasks,
    /// Lịch năm: the phases and their form.
    YearCalendar,
    /// Báo cáo: the list, one report and its form.
    Reports,
    /// Giao ước: the list, one covenant, its forms and its signing.
    Covenants,
    /// Nhập hộ.
    Behalf,
    /// Chờ gửi.
    Outbox,
    /// Thiết bị này.
    Device,
    /// Tổng hợp.
    Overview,
    /// Đối soát: queue and desk.
    Reconcile,
    /// Quản trị: its lists, what is chosen in them, and its forms.
    Admin,
    /// Bộ quy tắc: list, one of them, its form and its comparison.
    Rules,
    /// Nhập từ bảng tính.
    Import,
    /// No such address.
    NotFound,
}

impl Route {
    /// The route at a path; none when there is nothing.
    pub fn parse(path: &str) -> Option<Self> {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let place = (parts.next(), parts.next(), parts.next(), parts.next());
        Some(match place {
            (None, ..) => Self::Today,
            (Some("dang-nhap"), None, ..) => Self::SignIn,
            (Some("loi-moi"), None, ..) => Self::Invitation,
            (Some("hoat-dong"), None, ..) => Self::Activities,
            (Some("hoat-dong"), Some("moi"), None, _) => Self::NewActivity,
            (Some("hoat-dong"), Some(id), None, _) => Self::Activity(id.parse().ok()?),
            (Some("hoat-dong"), Some(id), Some("sua"), None) => Self::EditActivity(id.parse().ok()?),
            (Some("chi-tieu"), None, ..) => Self::Targets,
            (Some("chi-tieu"), Some("moi"), None, _) => Self::NewTarget,
            (Some("chi-tieu"), Some(id), None, _) => Self::Target(id.parse().ok()?),
            (Some("chi-tieu"), Some(id), Some("sua"), None) => Self::EditTarget(id.parse().ok()?),
            (Some("bieu-do"), None, ..) => Self::Charts,
            (Some("phong-trao"), None, ..) => Self::Movements,
            (Some("phong-trao"), Some("moi"), None, _) => Self::NewMovement,
            (Some("phong-trao"), Some(id), None, _) => Self::Movement(id.parse().ok()?),
            (Some("phong-trao"), Some(id), Some("sua"), None) => Self::EditMovement(id.parse().ok()?),
            (Some("nhiem-vu"), None, ..) => Self::Tasks,
            (Some("nhiem-vu"), Some("moi"), None, _) => Self::NewTask,
            (Some("nhiem-vu"), Some(id), None, _) => Self::Task(id.parse().ok()?),
            (Some("nhiem-vu"), Some(id), Some("sua"), None) => Self::EditTask(id.parse().ok()?),
            (Some("lich-nam"), None, ..) => Self::YearCalendar,
            (Some("lich-nam"), Some("sua"), None, _) => Self::EditYear,
            (Some("bao-cao"), None, ..) => Self::Reports,
            (Some("bao-cao"), Some(id), None, _) => Self::Report(id.parse().ok()?),
            (Some("bao-cao"), Some(id), Some("sua"), None) => Self::EditReport(id.parse().ok()?),
            (Some("giao-uoc"), rest, act, which) => Self::covenant((rest, act, which), parts.next())?,
            (Some("nhap-ho"), None, ..) => Self::Behalf,
            (Some("cho-gui"), None, ..) => Self::Outbox,
            (Some("thiet-bi"), None, ..) => Self::Device,
            (Some("tong-hop"), None, ..) => Self::Overview,
            (Some("doi-soat"), None, ..) => Self::Reconcile,
            (Some("doi-soat"), Some(id), None, _) => Self::Conflict(id.parse().ok()?),
            (Some("nhap-tep"), Some(of), None, _) => Self::Import(import::parse(of)?),
            (Some("quan-tri"), Some("quy-tac"), ..) => Self::Rules(RulesAt::parse(path)?),
            (Some("quan-tri"), ..) => {
                let below = path.split('/').filter(|part| !part.is_empty()).skip(1);
                Self::Admin(Admin::parse(below)?)
            }
            _ => return None,
        })
    }

    /// The route below `/giao-uoc`.
    fn covenant(place: (Option<&str>, Option<&str>, Option<&str>), rest: Option<&str>) -> Option<Self> {
        let (Some(id), act, which) = place else { return Some(Self::Covenants) };
        let id = id.parse().ok()?;
        Some(match (act, which, rest) {
            (None, ..) => Self::Covenant(id),
            (Some("sua"), None, _) => Self::EditCovenant(id),
            (Some("gop-y"), None, _) => Self::NewRemark(id),
            (Some("dieu"), Some("moi"), None) => Self::Article(id, None),
            (Some("dieu"), Some(article), None) => Self::Article(id, Some(article.parse().ok()?)),
            (Some("ky"), Some(unit), None) => Self::Sign(id, unit.parse().ok()?),
            _ => return None,
        })
    }

    /// Its path.
    pub fn path(self) -> String {
        match self {
            Self::SignIn => "/dang-nhap".to_owned(),
            Self::Invitation => INVITATION_PAGE.to_owned(),
            Self::Today => "/".to_owned(),
            Self::Activities => "/hoat-dong".to_owned(),
            Self::NewActivity => "/hoat-dong/moi".to_owned(),
            Self::Activity(id) => format!("/hoat-dong/{id}"),
            Self::EditActivity(id) => format!("/hoat-dong/{id}/sua"),
            Self::Targets => "/chi-tieu".to_owned(),
            Self::NewTarget => "/chi-tieu/moi".to_owned(),
            Self::Target(id) => format!("/chi-tieu/{id}"),
            Self::EditTarget(id) => format!("/chi-tieu/{id}/sua"),
            Self::Charts => "/bieu-do".to_owned(),
            Self::Movements => "/phong-trao".to_owned(),
            Self::NewMovement => "/phong-trao/moi".to_owned(),
            Self::Movement(id) => format!("/phong-trao/{id}"),
            Self::EditMovement(id) => format!("/phong-trao/{id}/sua"),
            Self::Tasks => "/nhiem-vu".to_owned(),
            Self::NewTask => "/nhiem-vu/moi".to_owned(),
            Self::Task(id) => format!("/nhiem-vu/{id}"),
            Self::EditTask(id) => format!("/nhiem-vu/{id}/sua"),
            Self::YearCalendar => "/lich-nam".to_owned(),
            Self::EditYear => "/lich-nam/sua".to_owned(),
            Self::Reports => "/bao-cao".to_owned(),
            Self::Report(id) => format!("/bao-cao/{id}"),
            Self::EditReport(id) => format!("/bao-cao/{id}/sua"),
            Self::Covenants => "/giao-uoc".to_owned(),
            Self::Covenant(id) => format!("/giao-uoc/{id}"),
            Self::EditCovenant(id) => format!("/giao-uoc/{id}/sua"),
            Self::Article(id, None) => format!("/giao-uoc/{id}/dieu/moi"),
            Self::Article(id, Some(article)) => format!("/giao-uoc/{id}/dieu/{article}"),
            Self::NewRemark(id) => format!("/giao-uoc/{id}/gop-y"),
            Self::Sign(id, unit) => format!("/giao-uoc/{id}/ky/{unit}"),
            Self::Behalf => "/nhap-ho".to_owned(),
            Self::Outbox => "/cho-gui".to_owned(),
            Self::Device => "/thiet-bi".to_owned(),
            Self::Overview => "/tong-hop".to_owned(),
            Self::Reconcile => "/doi-soat".to_owned(),
            Self::Conflict(id) => format!("/doi-soat/{id}"),
            Self::Admin(place) => place.path(),
            Self::Rules(at) => at.path(),
            Self::Import(of) => import::path(of),
        }
    }

    /// The screen that shows it.
    pub fn screen(self) -> Screen {
        match self {
            Self::SignIn => Screen::SignIn,
            Self::Invitation => Screen::Invitation,
            Self::Today => Screen::Today,
            Self::Activities | Self::NewActivity | Self::Activity(_) | Self::EditActivity(_) => {
                Screen::Activities
            }
            Self::Targets | Self::NewTarget | Self::Target(_) | Self::EditTarget(_) => Screen::Targets,
            Self::Charts => Screen::Charts,
            Self::Movements | Self::NewMovement | Self::Movement(_) | Self::EditMovement(_) => {
                Screen::Movements
            }
            Self::Tasks | Self::NewTask | Self::Task(_) | Self::EditTask(_) => Screen::Tasks,
            Self::YearCalendar | Self::EditYear => Screen::YearCalendar,
            Self::Reports | Self::Report(_) | Self::EditReport(_) => Screen::Reports,
            Self::Covenants
            | Self::Covenant(_)
            | Self::EditCovenant(_)
            | Self::Article(..)
            | Self::NewRemark(_)
            | Self::Sign(..) => Screen::Covenants,
            Self::Behalf => Screen::Behalf,
            Self::Outbox => Screen::Outbox,
            Self::Device => Screen::Device,
            Self::Overview => Screen::Overview,
            Self::Reconcile | Self::Conflict(_) => Screen::Reconcile,
            Self::Admin(_) => Screen::Admin,
            Self::Rules(_) => Screen::Rules,
            Self::Import(_) => Screen::Import,
        }
    }

    /// Whether it is a form into which people type: closed in browsers that forget.
    pub fn is_entry(self) -> bool {
        if let Self::Rules(at) = self {
            return at.is_entry();
        }
        matches!(
            self,
            Self::NewActivity
                | Self::EditActivity(_)
                | Self::NewTarget
                | Self::EditTarget(_)
                | Self::NewMovement
                | Self::EditMovement(_)
                | Self::NewTask
                | Self::EditTask(_)
                | Self::EditYear
                | Self::EditReport(_)
                | Self::EditCovenant(_)
                | Self::Article(..)
                | Self::NewRemark(_)
                | Self::Sign(..)
                | Self::Invitation
                | Self::Import(_)
                | Self::Admin(Admin { form: true, .. })
        )
    }

    /// Whether a reload could cost somebody what they are doing there.
    pub fn is_at_work(self) -> bool {
        self.is_entry() || matches!(self, Self::Conflict(_))
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

impl Screen {
    /// A name for the stylesheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Invitation => "invitation",
            Self::Today => "today",
            Self::Activities => "activities",
            Self::Targets => "targets",
            Self::Charts => "charts",
            Self::Movements => "movements",
            Self::Tasks => "tasks",
            Self::YearCalendar => "year",
            Self::Reports => "reports",
            Self::Covenants => "covenants",
            Self::Behalf => "behalf",
            Self::Outbox => "outbox",
            Self::Device => "device",
            Self::Overview => "overview",
            Self::Reconcile => "reconcile",
            Self::Admin => "admin",
            Self::Rules => "rules",
            Self::Import => "import",
            Self::NotFound => "not-found",
        }
    }
}

/// The address of sign-in that leads on to `wanted` afterwards.
pub fn sign_in_before(wanted: &str) -> String {
    let sign_in = Route::SignIn.path();
    if wanted == Route::Today.path() || wanted.starts_with(&sign_in) {
        return sign_in;
    }
    format!("{sign_in}?{NEXT}={}", js_sys::encode_uri_component(wanted))
}

/// The name of the query that keeps the wanted address.
const NEXT: &str = "tiep";

/// Where to go after sign-in, given its query (decoded). Only places of this app.
pub fn wanted_after(next: Option<String>) -> String {
    next.filter(|path| {
        let bare = path.split(['?', '#']).next().unwrap_or_default();
        bare.starts_with('/') && !bare.starts_with("//") && Route::parse(bare).is_some()
    })
    .unwrap_or_else(|| Route::Today.path())
}

/// The name of the query that keeps the wanted address.
pub fn next_query() -> &'static str {
    NEXT
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn id() -> RecordId {
        RecordId::derived([7; 16])
    }

    #[wasm_bindgen_test]
    fn every_route_is_found_at_its_path() {
        let routes = [
            Route::SignIn,
            Route::Today,
            Route::Activities,
            Route::NewActivity,
            Route::Activity(id()),
            Route::EditActivity(id()),
            Route::Targets,
            Route::NewTarget,
            Route::Target(id()),
            Route::EditTarget(id()),
            Route::Charts,
            Route::Movements,
            Route::NewMovement,
            Route::Movement(id()),
            Route::EditMovement(id()),
            Route::Tasks,
            Route::NewTask,
            Route::Task(id()),
            Route::EditTask(id()),
            Route::YearCalendar,
            Route::EditYear,
            Route::Reports,
            Route::Report(id()),
            Route::EditReport(id()),
            Route::Covenants,
            Route::Covenant(id()),
            Route::EditCovenant(id()),
            Route::Article(id(), None),
            Route::Article(id(), Some(RecordId::derived([9; 16]))),
            Route::NewRemark(id()),
            Route::Sign(id(), UnitId::derived([8; 16])),
            Route::Behalf,
            Route::Outbox,
            Route::Device,
            Route::Overview,
            Route::Reconcile,
            Route::Conflict(id()),
            Route::Invitation,
            Route::Admin(Admin::one(List::Units, id()).new_part(Part::Event)),
            Route::Rules(RulesAt::List),
            Route::Rules(RulesAt::New),
            Route::Rules(RulesAt::One(id())),
            Route::Rules(RulesAt::Edit(id())),
            Route::Rules(RulesAt::Compare(id())),
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.path()), Some(route));
        }
    }

    #[wasm_bindgen_test]
    fn other_paths_lead_nowhere() {
        for path in [
            "/x",
            "/hoat-dong/khong-phai-ma",
            "/doi-soat/1/2",
            "/cho-gui/1",
            "/lich-nam/x",
            "/quan-tri/quy-tac/x/y",
        ] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }

    #[wasm_bindgen_test]
    fn sign_in_leads_back_to_places_of_this_app_only() {
        let cases = [
            (Some("/cho-gui?x=1"), "/cho-gui?x=1"),
            (Some("//elsewhere.example"), "/"),
            (Some("https://elsewhere.example"), "/"),
            (Some("/khong-co"), "/"),
            (None, "/"),
        ];
        for (next, expected) in cases {
            assert_eq!(wanted_after(next.map(str::to_owned)), expected);
        }
        assert_eq!(sign_in_before("/"), "/dang-nhap");
        assert_eq!(sign_in_before("/cho-gui"), "/dang-nhap?tiep=%2Fcho-gui");
    }
}
