//! Gzip by the browser.

use app::sync::{gunzip, gzip};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn what_was_packed_comes_out_again() {
    let plain = "Hội nghị biểu dương người hiến máu tiêu biểu. ".repeat(500).into_bytes();
    let packed = gzip(&plain).await.unwrap();
    assert!(packed.len() < plain.len() / 10);
    assert!(packed.starts_with(&[0x1f, 0x8b]), "servers know it as gzip");
    assert_eq!(gunzip(&packed).await.unwrap(), plain);
}

#[wasm_bindgen_test]
async fn what_would_not_shrink_is_sent_as_it_is() {
    assert_eq!(gzip(b"{}").await, None);
    let random: Vec<u8> = (0..40).flat_map(|_| app::random::bytes::<100>().unwrap()).collect();
    assert_eq!(gzip(&random).await, None);
}

#[wasm_bindgen_test]
async fn damaged_bytes_do_not_unpack() {
    let packed = gzip(&[7; 5_000]).await.unwrap();
    assert_eq!(gunzip(&packed[..packed.len() / 2]).await, None);
    assert_eq!(gunzip(b"<html>").await, None);
}
