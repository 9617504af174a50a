//! [`Image`]: a picture, pixel by pixel.

use png::{Decoder, Transformations};
use std::io::Cursor;

/// Pixels may differ in each colour by so much: another machine, or another layer, rounds an edge another way.
const ROUNDING: u8 = 48;

/// A picture.
pub struct Image {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Red, green, blue, alpha of each pixel.
    pub pixels: Vec<u8>,
}

impl Image {
    /// Reads a PNG file.
    #[must_use]
    pub fn decode(file: &[u8]) -> Self {
        let mut decoder = Decoder::new(Cursor::new(file));
        decoder.set_transformations(Transformations::ALPHA);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a picture of a sane size")];
        let info = reader.next_frame(&mut pixels).expect("a whole picture");
        Self { width: info.width, height: info.height, pixels }
    }

    /// How many bytes of the pixels are seen to differ from those of another picture of the same size.
    #[must_use]
    pub fn differs(&self, other: &Self) -> usize {
        assert_eq!((self.width, self.height), (other.width, other.height));
        self.pixels.iter().zip(&other.pixels).filter(|(one, other)| one.abs_diff(**other) > ROUNDING).count()
    }
}
