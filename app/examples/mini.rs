//! The floor of a cold start on this stack: Leptos over rexie, the newest fifty rows of a store and a form, and nothing
//! that a product adds. `cargo dev bench` measures the start of the app as a ratio to it.

use js_sys::{Function, JSON, Reflect};
use leptos::prelude::*;
use rexie::{Direction, Index, KeyRange, ObjectStore, Rexie, TransactionMode};
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

const STORE: &str = "records";
const BY_TIME: &str = "ts";
const SHOWN: f64 = 50.0;
/// How far apart two records of the measurement lie.
const STEP_MILLIS: f64 = 60_000.0;

/// A record of the measurement, as far as the page shows it.
#[derive(Clone, Deserialize)]
struct Record {
    id: String,
    title: String,
    held_on: String,
    place: String,
    body: String,
}

fn main() {
    mount_to_body(Page);
}

#[component]
fn Page() -> impl IntoView {
    let rows = RwSignal::new(Vec::<Record>::new());
    let title = RwSignal::new(String::new());
    let failure = RwSignal::new(String::new());
    spawn_local(async move {
        match newest().await {
            Ok(records) => {
                rows.set(records);
                request_animation_frame(move || tell(rows.with_untracked(Vec::len)));
            }
            Err(error) => failure.set(format!("{error:?}")),
        }
    });
    view! {
        <h1>"Records"</h1>
        <form on:submit=|event| event.prevent_default()>
            <input name="title" prop:value=title on:input=move |event| title.set(event_target_value(&event))/>
            <button>"Add"</button>
        </form>
        <p>{failure}</p>
        <ul>
            <For each=move || rows.get() key=|record| record.id.clone() let:record>
                <li><b>{record.title}</b>" "{record.held_on}" "{record.place}" "<small>{record.body}</small></li>
            </For>
        </ul>
    }
}

/// The last fifty steps of the store, by its index.
async fn newest() -> Result<Vec<Record>, JsValue> {
    let store = ObjectStore::new(STORE).key_path("id").add_index(Index::new(BY_TIME, BY_TIME));
    let database = Rexie::builder("mini").version(1).add_object_store(store).build().await.map_err(failed)?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly).map_err(failed)?;
    let index = transaction.store(STORE).map_err(failed)?.index(BY_TIME).map_err(failed)?;
    let last = index.scan(None, Some(1), None, Some(Direction::Prev)).await.map_err(failed)?;
    let Some(last) = last.first().and_then(|(key, _)| key.as_f64()) else {
        return Ok(Vec::new());
    };
    let from = last - (SHOWN - 1.0) * STEP_MILLIS;
    let range = KeyRange::lower_bound(&from.into(), None).map_err(failed)?;
    let mut rows = index.get_all(Some(range), None).await.map_err(failed)?;
    rows.reverse();
    rows.iter().map(record).collect()
}

fn record(row: &JsValue) -> Result<Record, JsValue> {
    let text = String::from(JSON::stringify(row)?);
    serde_json::from_str(&text).map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> JsValue {
    error.to_string().into()
}

/// Says how many rows stand on the page; where nobody asked, nobody hears.
fn tell(count: usize) {
    let ready = Reflect::get(&js_sys::global(), &"ready".into()).ok();
    if let Some(ready) = ready.and_then(|ready| ready.dyn_into::<Function>().ok()) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        ready.call1(&JsValue::NULL, &count.into()).ok();
    }
}
