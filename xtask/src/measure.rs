//! Sizes: as files lie in dist, and as they are sent.

use std::{fs, path::Path};

use xtask::site;

use crate::{Result, project};

/// The sizes of one file, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Size {
    /// As it lies in dist.
    pub(crate) raw: u64,
    /// As `brotli -q 11` sends it, or as it is where that is not worth it.
    pub(crate) brotli: u64,
}

/// Measures files of a finished site, in the order given.
pub(crate) fn sizes(folder: &Path, names: &[String]) -> Result<Vec<Size>> {
    let length = |name: &str| {
        let path = folder.join(name);
        fs::metadata(&path)
            .map(|file| file.len())
            .map_err(|error| project::cannot("measure", &path, &error))
    };
    let size = |name: &String| {
        let raw = length(name)?;
        let brotli = if site::compressible(name) { length(&format!("{name}.br"))? } else { raw };
        Ok(Size { raw, brotli })
    };
    names.iter().map(size).collect()
}

impl std::iter::Sum for Size {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |sum, size| Self {
            raw: sum.raw + size.raw,
            brotli: sum.brotli + size.brotli,
        })
    }
}
