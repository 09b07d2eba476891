//! Files as evidence.

use app::attachment::{FileKind, Prepared, Unfit, kept_name, kind_of, prepare};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement, ImageBitmap};

fn file(bytes: &[u8], name: &str) -> File {
    let parts = Array::of1(&Uint8Array::from(bytes));
    File::new_with_u8_array_sequence(&parts, name).unwrap()
}

/// A JPEG of a given size whose left half is red and right half blue.
async fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let document = web_sys::window().unwrap().document().unwrap();
    let canvas: HtmlCanvasElement = document.create_element("canvas").unwrap().dyn_into().unwrap();
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().dyn_into().unwrap();
    for (color, x) in [("#f00", 0), ("#00f", width / 2)] {
        context.set_fill_style_str(color);
        context.fill_rect(x.into(), 0.0, (width / 2).into(), height.into());
    }
    let url = canvas.to_data_url_with_type("image/jpeg").unwrap();
    let response = JsFuture::from(web_sys::window().unwrap().fetch_with_str(&url)).await.unwrap();
    let response: web_sys::Response = response.dyn_into().unwrap();
    let buffer = JsFuture::from(response.array_buffer().unwrap()).await.unwrap();
    Uint8Array::new(&buffer).to_vec()
}

/// Puts an Exif segment into a JPEG: turned by 90 degrees, and taken at a place.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
    };
    let ifd0 = [vec![0, 2], entry(0x0112, 3, 1, 6 << 16), entry(0x8825, 4, 1, 38), vec![0; 4]].concat();
    // GPSLatitudeRef “N”, and GPSLatitude with the text below as its value, so that it can be found.
    let gps = [
        vec![0, 2],
        entry(0x0001, 2, 2, u32::from(b'N') << 24),
        entry(0x0002, 2, 12, 68),
        vec![0; 4],
        b"GPS10.4938N\0".to_vec(),
    ]
    .concat();
    let tiff = [b"MM\0\x2a\0\0\0\x08".to_vec(), ifd0, gps].concat();
    let exif = [b"Exif\0\0".to_vec(), tiff].concat();
    let length = u16::try_from(exif.len() + 2).unwrap();
    [&jpeg[..2], &[0xff, 0xe1], &length.to_be_bytes(), &exif, &jpeg[2..]].concat()
}

async fn picture(bytes: &[u8]) -> ImageBitmap {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence(&parts).unwrap();
    let bitmap = web_sys::window().unwrap().create_image_bitmap_with_blob(&blob).unwrap();
    JsFuture::from(bitmap).await.unwrap().dyn_into().unwrap()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[wasm_bindgen_test]
async fn a_photo_is_shrunk_upright_and_without_its_place() {
    let taken = with_exif(&jpeg(3_200, 1_200).await);
    assert!(holds(&taken, b"Exif") && holds(&taken, b"GPS10.4938N"));
    let Prepared { mime, name, bytes, hash } = prepare(&file(&taken, "IMG_001.HEIC")).await.unwrap();
    assert_eq!((mime, name.as_str()), ("image/jpeg", "IMG_001.jpg"));
    assert_eq!(hash, shared::bytes::sha256(&bytes));
    assert!(!holds(&bytes, b"Exif") && !holds(&bytes, b"GPS"));
    let kept = picture(&bytes).await;
    // Orientation 6 turns it: what was wide is tall now.
    assert_eq!((kept.width(), kept.height()), (600, 1_600));
}

#[wasm_bindgen_test]
async fn a_small_photo_keeps_its_size() {
    let Prepared { bytes, .. } = prepare(&file(&jpeg(640, 480).await, "a.jpg")).await.unwrap();
    let kept = picture(&bytes).await;
    assert_eq!((kept.width(), kept.height()), (640, 480));
}

#[wasm_bindgen_test]
async fn what_is_no_photo_is_refused_with_the_reason() {
    let cases: [(&[u8], Unfit); 6] = [
        (b"", Unfit::Empty),
        (b"#!/bin/sh", Unfit::NotSupported),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Unfit::NotSupported),
        (b"\xff\xd8\xff\xe0 not a picture", Unfit::Unreadable),
        (b"PK\x03\x04 an archive without a directory", Unfit::NotSupported),
        // A PNG that claims 60,000 x 60,000 pixels.
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\x06\0\0\0", Unfit::Unreadable),
    ];
    for (bytes, expected) in cases {
        assert_eq!(prepare(&file(bytes, "a.jpg")).await, Err(expected), "{}", String::from_utf8_lossy(bytes));
    }
}

#[wasm_bindgen_test]
async fn a_file_beyond_every_limit_is_refused_unread() {
    let piece = Uint8Array::new_with_length(1_000_000);
    let parts: Array = (0..61).map(|_| JsValue::from(piece.clone())).collect();
    let large = File::new_with_u8_array_sequence(&parts, "a.jpg").unwrap();
    let max = shared::limit::PICTURE_BYTES_MAX;
    assert_eq!(
        prepare(&large).await.map(|_| ()),
        if large.size() > 60.0 * 1024.0 * 1024.0 {
            Err(Unfit::TooLarge { max })
        } else {
            Err(Unfit::NotSupported)
        }
    );
    let mut pdf = b"%PDF-1.7".to_vec();
    pdf.resize(usize::try_from(shared::limit::ATTACHMENT_BYTES_MAX).unwrap() + 1, 0);
    let max = shared::limit::ATTACHMENT_BYTES_MAX;
    assert_eq!(prepare(&file(&pdf, "a.pdf")).await, Err(Unfit::TooLarge { max }));
}

/// An archive with empty parts of these names.
fn archive(names: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for name in names {
        let offset = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        bytes.extend([b"PK\x03\x04".as_slice(), &[0; 22], &length, &[0; 2], name.as_bytes()].concat());
        let head = [b"PK\x01\x02".as_slice(), &[0; 24], &length, &[0; 12], &offset].concat();
        directory.extend([head.as_slice(), name.as_bytes()].concat());
    }
    let count = u16::try_from(names.len()).unwrap().to_le_bytes();
    let (start, length) = (u32::try_from(bytes.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    bytes.extend(directory);
    let end = [
        b"PK\x05\x06".as_slice(),
        &[0; 4],
        &count,
        &count,
        &length.to_le_bytes(),
        &start.to_le_bytes(),
        &[0; 2],
    ];
    bytes.extend(end.concat());
    bytes
}

#[wasm_bindgen_test]
fn documents_are_known_by_what_is_in_them() {
    let types = "[Content_Types].xml";
    let docx = archive(&[types, "_rels/.rels", "word/document.xml"]);
    let xlsx = archive(&[types, "xl/workbook.xml"]);
    let pptx = archive(&[types, "ppt/presentation.xml"]);
    for (bytes, ending) in [(docx, "wordprocessingml.document"), (xlsx, "sheet"), (pptx, "presentation")] {
        let Some(FileKind::Document(mime)) = kind_of(&bytes) else { panic!("{ending} is not known") };
        assert!(mime.ends_with(ending), "{mime}");
    }
    for names in [vec!["a.txt"], vec![types, "word/document.xml", "word/vbaProject.bin"], vec![types]] {
        assert_eq!(kind_of(&archive(&names)), None, "{names:?}");
    }
    let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    old.resize(1_024, 0);
    assert_eq!(kind_of(&old), None, "a compound file that is no document");
    old.extend("Workbook".encode_utf16().flat_map(u16::to_le_bytes));
    old.resize(2_048, 0);
    assert_eq!(kind_of(&old), Some(FileKind::Document("application/vnd.ms-excel")));
    assert_eq!(kind_of(b"%PDF-1.4"), Some(FileKind::Document("application/pdf")));
}

#[wasm_bindgen_test]
fn names_are_kept_readable() {
    let pdf = FileKind::Document("application/pdf");
    let long = format!("{}.pdf", "dài ".repeat(100));
    let cases = [
        ("Báo cáo.pdf", pdf, "Báo cáo.pdf"),
        ("../../etc/passwd", pdf, "....etcpasswd"),
        ("\u{202e}fdp.exe", pdf, "fdp.exe"),
        ("ảnh.PNG", FileKind::Photo, "ảnh.jpg"),
        ("  ", FileKind::Photo, "tep.jpg"),
        ("khong-duoi", FileKind::Photo, "khong-duoi.jpg"),
    ];
    for (given, kind, expected) in cases {
        assert_eq!(kept_name(given, kind), expected);
    }
    let kept = kept_name(&long, pdf);
    assert!(kept.chars().count() <= 200, "{kept}");
    assert_eq!(kept.rsplit_once('.').map(|(_, ending)| ending), Some("pdf"));
}
