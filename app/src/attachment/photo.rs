//! Photos: upright, no larger than they need to be, and with nothing in them but the picture.

use futures_channel::oneshot;
use shared::limit::PHOTO_SIDE_MAX;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, ImageBitmapOptions, ImageOrientation,
};

use super::{Unfit, read, size};

/// Faces and print stay readable, at about a fifth of what cameras write.
const QUALITY: f64 = 0.82;

/// The picture as a JPEG of which no side is longer than [`PHOTO_SIDE_MAX`]. It is drawn anew, so where and with what
/// it was taken does not stay in it.
pub async fn shrunk(picture: &Blob, bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    if size::is_too_large(bytes) {
        return Err(Unfit::Unreadable);
    }
    let bitmap = decoded(picture).await.map_err(|_| Unfit::Unreadable)?;
    let drawn = drawn(&bitmap);
    // A large bitmap is not left to the garbage collector of a tablet with little memory.
    bitmap.close();
    let canvas = drawn.map_err(|_| Unfit::Unreadable)?;
    let encoded = encoded(&canvas).await;
    canvas.set_width(0);
    let jpeg = read(&encoded?).await?;
    // A canvas that the device has no memory for gives another type, or nothing.
    if jpeg.starts_with(b"\xff\xd8\xff") { Ok(jpeg) } else { Err(Unfit::Unreadable) }
}

async fn decoded(picture: &Blob) -> Result<ImageBitmap, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let options = ImageBitmapOptions::new();
    options.set_image_orientation(ImageOrientation::FromImage);
    let bitmap = window.create_image_bitmap_with_blob_and_image_bitmap_options(picture, &options)?;
    JsFuture::from(bitmap).await?.dyn_into()
}

fn drawn(bitmap: &ImageBitmap) -> Result<HtmlCanvasElement, JsValue> {
    let (width, height) = fitted(bitmap.width(), bitmap.height());
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::UNDEFINED)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d")?.ok_or(JsValue::UNDEFINED)?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    let (width, height) = (f64::from(width), f64::from(height));
    // JPEG knows no transparency; black letters on nothing would be black on black.
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, width, height);
    js_sys::Reflect::set(&context, &"imageSmoothingQuality".into(), &"high".into())?;
    context.draw_image_with_image_bitmap_and_dw_and_dh(bitmap, 0.0, 0.0, width, height)?;
    Ok(canvas)
}

/// The sides of the kept picture: the same shape, never larger than it was.
fn fitted(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= PHOTO_SIDE_MAX {
        return (width, height);
    }
    let scaled = |side: u32| {
        let scaled = u64::from(side) * u64::from(PHOTO_SIDE_MAX) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(PHOTO_SIDE_MAX).max(1)
    };
    (scaled(width), scaled(height))
}

async fn encoded(canvas: &HtmlCanvasElement) -> Result<Blob, Unfit> {
    let (send, encoded) = oneshot::channel();
    let on_encoded = Closure::once(move |blob: Option<Blob>| {
        send.send(blob).ok();
    });
    canvas
        .to_blob_with_type_and_encoder_options(
            on_encoded.as_ref().unchecked_ref(),
            "image/jpeg",
            &JsValue::from_f64(QUALITY),
        )
        .map_err(|_| Unfit::Unreadable)?;
    encoded.await.ok().flatten().ok_or(Unfit::Unreadable)
}
