//! Parts that screens are built of. They know neither the repository nor the store: they take signals and call back.

pub mod badge;
pub mod banner;
pub mod button;
pub mod clipboard;
pub mod day;
pub mod dialog;
pub mod empty;
pub mod field;
pub mod icon;
pub mod live;
pub mod media;
pub mod progress;
pub mod seg;
pub mod sync_chip;
pub mod theme;
pub mod toast;
pub mod top;

pub use badge::{Badge, Tone};
pub use banner::Banner;
pub use button::{Button, Kind, LinkButton};
pub use clipboard::copied;
pub use day::with_day_picker;
pub use dialog::Dialog;
pub use empty::{Bones, Empty};
pub use field::{Control, ErrorList, TextField, error_line, new_id};
pub use icon::{Icon, icon, icon_sized};
pub use live::{Live, live};
pub use media::media;
pub use progress::{Bar, Meter, Steps};
pub use seg::{Choice, Seg, Tabs};
pub use sync_chip::{ChipLink, SyncChip};
pub use theme::{Theme, ThemeButton};
pub use toast::{ToastPlace, toast, toast_of, toast_with};
pub use top::begin_at_top;
