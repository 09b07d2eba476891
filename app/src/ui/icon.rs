//! Pictures that stand beside words; a screen reader passes over them.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident => $drawing:literal,)*) => {
        /// The pictures of the app, drawn on a field of 24 × 24.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $($name,)*
        }

        impl Icon {
            fn drawing(self) -> &'static str {
                match self {
                    $(Self::$name => $drawing,)*
                }
            }
        }
    };
}

icons! {
    Back => r#"<path d="M14.5 5.5L8 12l6.5 6.5"/>"#,
    Bars => r#"<path d="M3.5 20.5h17M7 17v-5.5M12 17V5M17 17V9"/>"#,
    Calendar => r#"<path d="M3.5 5h17v15.5h-17zM8 3v4M16 3v4M3.5 10h17"/>"#,
    Camera => r#"<path d="M4 8h3.2l1.6-2.5h6.4L16.8 8H20a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z"/><circle cx="12" cy="13.7" r="3.6"/>"#,
    Chart => r#"<rect x="3.5" y="3.5" width="17" height="17" rx="2"/><path d="M3.5 9.2h17M3.5 14.8h17M9.2 3.5v17"/>"#,
    Check => r#"<path d="M5 12.8l4.6 4.6L19.5 7"/>"#,
    Clock => r#"<circle cx="12" cy="12" r="8.7"/><path d="M12 7v5.3l3.4 2"/>"#,
    Close => r#"<path d="M6 6l12 12M18 6L6 18"/>"#,
    Cluster => r#"<rect x="9" y="3" width="6" height="5"/><rect x="3" y="16" width="6" height="5"/><rect x="15" y="16" width="6" height="5"/><path d="M12 8v4M6 16v-4h12v4"/>"#,
    Device => r#"<rect x="5" y="2.8" width="14" height="18.4" rx="2.2"/><path d="M10.5 18h3"/>"#,
    Differ => r#"<path d="M5 9h14M5 15h14M16 4L8 20"/>"#,
    Down => r#"<path d="M5.5 9.5L12 16l6.5-6.5"/>"#,
    File => r#"<path d="M6 3h8.5L19 7.5V21H6zM14 3v5h5"/>"#,
    Flag => r#"<path d="M5.5 21V3.8M5.5 4.5h13l-3.2 4.3 3.2 4.2h-13"/>"#,
    Forward => r#"<path d="M9.5 5.5L16 12l-6.5 6.5"/>"#,
    Key => r#"<circle cx="8" cy="15.5" r="4"/><path d="M11 12.5L20 3.5M16.5 7l3 3"/>"#,
    List => r#"<path d="M9.5 6H20M9.5 12H20M9.5 18H20M4 6.2l1.2 1.2L7.4 5M4 12.2l1.2 1.2 2.2-2.4M4 18.2l1.2 1.2 2.2-2.4"/>"#,
    Lock => r#"<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V7.6a4 4 0 0 1 8 0v2.9"/>"#,
    Mark => r#"<circle cx="12" cy="12" r="8.6"/><path d="M8 12.3l2.8 2.8L16.2 9.4"/>"#,
    More => r#"<circle cx="5" cy="12" r="1.3"/><circle cx="12" cy="12" r="1.3"/><circle cx="19" cy="12" r="1.3"/>"#,
    Offline => r#"<path d="M3 3l18 18M8.2 7.3A6 6 0 0 1 17.6 11 4 4 0 0 1 20 17.4M16.5 18.5H7a4.3 4.3 0 0 1-1-8.5"/>"#,
    Outbox => r#"<path d="M4 14v5.5h16V14M12 15V4.5M7.5 9L12 4.5 16.5 9"/>"#,
    Pencil => r#"<path d="M4 20l1-4.6L16.2 4.2a1.4 1.4 0 0 1 2 0l1.6 1.6a1.4 1.4 0 0 1 0 2L8.6 19z"/>"#,
    People => r#"<circle cx="9" cy="8" r="3.2"/><path d="M3 20c0-3.6 2.6-6 6-6s6 2.4 6 6M15.5 5.2a3.2 3.2 0 0 1 0 5.8M17.5 14.3c2.2.8 3.5 2.9 3.5 5.7"/>"#,
    Photo => r#"<rect x="3.5" y="4.5" width="17" height="15" rx="2"/><circle cx="9" cy="9.8" r="1.6"/><path d="M4 17l5-4.5 3.5 3 3.5-3.5 4.5 4.5"/>"#,
    Plus => r#"<path d="M12 5v14M5 12h14"/>"#,
    Print => r#"<path d="M7 8.5V3.5h10v5M7 17H4.5a1 1 0 0 1-1-1V9.5a1 1 0 0 1 1-1h15a1 1 0 0 1 1 1V16a1 1 0 0 1-1 1H17"/><rect x="7" y="14" width="10" height="6.5"/>"#,
    Return => r#"<path d="M9.5 5L4 10.5 9.5 16M4 10.5h9.5c3.6 0 6.5 2.4 6.5 5.5 0 1.2-.4 2.2-1 3"/>"#,
    Search => r#"<circle cx="10.8" cy="10.8" r="6.3"/><path d="M15.6 15.6L20.5 20.5"/>"#,
    Send => r#"<path d="M12 19V6M6.5 11L12 5.5 17.5 11"/>"#,
    Sign => r#"<path d="M6 3h8.5L19 7.5V11M6 3v18h5M14 3v5h5M13 19.5l1-3.4 5.2-5.2 2.4 2.4-5.2 5.2zM13 21.5h8"/>"#,
    SignOut => r#"<path d="M10 4H4.5v16H10M9.5 12H20M15.5 7.5L20 12l-4.5 4.5"/>"#,
    Sync => r#"<path d="M20 11a8 8 0 0 0-14.6-3.4L4 9.5M4 5v4.5h4.5M4 13a8 8 0 0 0 14.6 3.4l1.4-1.9M20 19v-4.5h-4.5"/>"#,
    Target => r#"<circle cx="12" cy="12" r="8.5"/><circle cx="12" cy="12" r="4.5"/><circle cx="12" cy="12" r=".6"/>"#,
    Theme => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor"/>"#,
    Today => r#"<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M8 3v4M16 3v4M3.5 10h17M8.5 15l2.5 2.5 4.5-4.5"/>"#,
    Undo => r#"<path d="M8.5 5L4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-4"/>"#,
    Unlock => r#"<path d="M5 10.5h14v10H5zM8 10.5V7.6a4 4 0 0 1 7.7-1.5"/>"#,
    Up => r#"<path d="M5.5 14.5L12 8l6.5 6.5"/>"#,
    Usb => r#"<path d="M7 10h10v8a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2zM9 10V4h6v6M11 6.8h.01M13 6.8h.01"/>"#,
    Warning => r#"<path d="M12 3.8L2.8 20h18.4zM12 10v4.5M12 17.3h.01"/>"#,
}

/// A picture of the ordinary size.
pub fn icon(icon: Icon) -> AnyView {
    icon_sized(icon, "i")
}

/// A picture of another size: `i sm` or `i lg`.
pub fn icon_sized(icon: Icon, class: &'static str) -> AnyView {
    view! { <svg class=class viewBox="0 0 24 24" aria-hidden="true" inner_html=icon.drawing()></svg> }
        .into_any()
}
