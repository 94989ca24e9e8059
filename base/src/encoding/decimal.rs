//! Decimal numbers as JSON writes them, and what a double makes of them, bit for bit as IEEE 754 and
//! ECMAScript say. Built on long division by hand: slow and small, because badges hold few numbers and
//! the tables of the fast ways would cost a page more than all its contexts.

/// A decimal number: `0.d₁d₂d₃… × 10^point`, without zeros at either end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    /// 0 to 9 each; empty for zero.
    digits: Vec<u8>,
    point: i32,
}

/// What is shifted at once: ten times as much still fits 64 bits.
const STEP: u32 = 59;

/// Exponents beyond this are as good as infinite or zero, and never overflow.
const FAR: i32 = 100_000;

impl Decimal {
    /// Reads a number in JSON's grammar (RFC 8259 section 6); anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match rest.find(['e', 'E']) {
            Some(at) => (&rest[..at], Some(&rest[at + 1..])),
            None => (rest, None),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (mantissa, None),
        };
        let all = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !all(whole) || (whole.len() > 1 && whole.starts_with('0')) || !fraction.is_none_or(all) {
            return None;
        }
        let power = match exponent {
            None => 0,
            Some(text) => {
                let number = text.strip_prefix(['+', '-']).unwrap_or(text);
                let size = number.trim_start_matches('0');
                let size = if size.len() > 5 { FAR } else { size.parse().unwrap_or(0) };
                if !all(number) {
                    return None;
                }
                if text.starts_with('-') { -size } else { size }
            }
        };
        let written = whole.bytes().chain(fraction.unwrap_or_default().bytes());
        let digits = written.map(|byte| byte - b'0').collect();
        let point = i32::try_from(whole.len()).unwrap_or(FAR).min(FAR) + power;
        let mut decimal = Self { negative, digits, point };
        decimal.trim();
        Some(decimal)
    }

    /// The nearest double, halves to even; `None` where that is infinite.
    pub fn to_f64(&self) -> Option<f64> {
        let sign = if self.negative { -1.0 } else { 1.0 };
        if self.digits.is_empty() || self.point < -330 {
            return Some(sign * 0.0);
        }
        if self.point > 310 {
            return None;
        }
        if let Some(value) = self.exactly() {
            return Some(sign * value);
        }
        // Scaled into 2^52 ≤ n < 2^53, or to the smallest exponent there is.
        let mut scaled = self.clone();
        let mut exponent = 0;
        while scaled.point > 0 && exponent < 1100 {
            // An estimate from below: 2^3 < 10.
            let by = STEP.min((scaled.point.unsigned_abs() * 3).max(1));
            scaled.shift_right(by);
            exponent += by as i32;
        }
        while (scaled.point < 0 || scaled.digits[0] < 5) && exponent > -1021 {
            let by =
                if scaled.point < 0 { (scaled.point.unsigned_abs() * 3).clamp(1, STEP) } else { 1 };
            let by = by.min((exponent + 1021).unsigned_abs());
            scaled.shift_left(by);
            exponent -= by as i32;
        }
        scaled.shift_left(53);
        exponent -= 53;
        let mut mantissa = scaled.rounded();
        if mantissa == 1 << 53 {
            mantissa >>= 1;
            exponent += 1;
        }
        let biased = if mantissa < 1 << 52 { 0 } else { exponent + 1075 };
        if biased >= 2047 {
            return None;
        }
        let bits = u64::try_from(biased).unwrap_or(0) << 52 | mantissa & ((1 << 52) - 1);
        Some(sign * f64::from_bits(bits))
    }

    /// Short numbers near one, where one exact operation on doubles suffices.
    fn exactly(&self) -> Option<f64> {
        let power = self.point - i32::try_from(self.digits.len()).ok()?;
        if self.digits.len() > 15 || power.abs() > 22 {
            return None;
        }
        let whole = self.digits.iter().fold(0u64, |sum, digit| sum * 10 + u64::from(*digit));
        let scale = (0..power.abs()).fold(1.0, |scale, _| scale * 10.0);
        // Both are below 2^53 or powers of ten below 10^23: exact in a double.
        let whole = whole as f64;
        Some(if power < 0 { whole / scale } else { whole * scale })
    }

    /// The exact value of a double; infinities and "not a number" have none.
    pub fn of(number: f64) -> Option<Self> {
        if !number.is_finite() {
            return None;
        }
        let bits = number.to_bits();
        let biased = (bits >> 52 & 0x7ff) as i32;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, exponent) =
            if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
        let digits: Vec<u8> = mantissa.to_string().bytes().map(|byte| byte - b'0').collect();
        let point = i32::try_from(digits.len()).ok()?;
        let mut decimal = Self { negative: number.is_sign_negative(), digits, point };
        decimal.trim();
        let mut left = exponent.unsigned_abs();
        while left > 0 && !decimal.digits.is_empty() {
            let by = left.min(STEP);
            if exponent < 0 {
                decimal.shift_right(by)
            } else {
                decimal.shift_left(by)
            }
            left -= by;
        }
        Some(decimal)
    }

    /// The fewest digits that read back as the same double, as ECMAScript's Number::toString has them.
    pub fn shortest(number: f64) -> Option<Self> {
        let exact = Self::of(number)?;
        // A double tells numbers of fifteen digits apart: of a normal one the fifteen are the shortest, without
        // their zeros, if they read back at all, and if they do not, then fewer do not either.
        let counts = if number.is_normal() { 15..17 } else { 1..17 };
        let found = counts.map(|count| exact.round(count));
        let found = found.into_iter().find(|short| short.to_f64() == Some(number));
        Some(found.unwrap_or_else(|| exact.round(17)))
    }

    /// The nearest number of so many digits, halves to even.
    #[must_use]
    pub fn round(&self, count: usize) -> Self {
        let mut rounded = self.clone();
        if self.digits.len() > count {
            rounded.digits.truncate(count);
            if self.rounds_up(count) {
                rounded.add_one();
            }
            rounded.trim();
        }
        rounded
    }

    /// Whether it is so large or so small that arithmetic with it takes long.
    pub fn is_far(&self) -> bool {
        self.point.abs() > 18
    }

    /// Whether it is less than zero; zero itself may be.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The digits, most significant first; empty for zero.
    pub fn digits(&self) -> String {
        self.digits.iter().map(|digit| char::from(b'0' + digit)).collect()
    }

    /// Where the point stands: so many digits before it.
    pub fn point(&self) -> i32 {
        self.point
    }

    /// The value as an integer, halves to even; it must fit.
    fn rounded(&self) -> u64 {
        let count = usize::try_from(self.point).unwrap_or(0);
        let digit = |place: usize| u64::from(self.digits.get(place).copied().unwrap_or(0));
        let whole = (0..count).fold(0u64, |sum, place| sum * 10 + digit(place));
        whole + u64::from(self.point >= 0 && self.rounds_up(count))
    }

    /// Whether what stands behind the first `count` digits is more than a half, or a half behind an
    /// odd digit.
    fn rounds_up(&self, count: usize) -> bool {
        match self.digits.get(count) {
            None => false,
            Some(5) if self.digits.len() == count + 1 => {
                count > 0 && self.digits[count - 1] % 2 == 1
            }
            Some(digit) => *digit >= 5,
        }
    }

    /// Adds one to the last digit.
    fn add_one(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    /// Multiplies by 2^bits, at most [`STEP`].
    fn shift_left(&mut self, bits: u32) {
        let mut carry = 0u64;
        for digit in self.digits.iter_mut().rev() {
            carry += u64::from(*digit) << bits;
            *digit = (carry % 10) as u8;
            carry /= 10;
        }
        let mut front = Vec::new();
        while carry > 0 {
            front.push((carry % 10) as u8);
            carry /= 10;
        }
        self.point += front.len() as i32;
        self.digits.splice(0..0, front.into_iter().rev());
        self.trim();
    }

    /// Divides by 2^bits, at most [`STEP`]; every digit of the quotient is kept.
    fn shift_right(&mut self, bits: u32) {
        let mask = (1u64 << bits) - 1;
        let mut quotient = Vec::with_capacity(self.digits.len() + bits as usize);
        let mut rest = 0u64;
        let mut digits = self.digits.iter();
        loop {
            match (digits.next(), rest) {
                (Some(digit), _) => rest = rest * 10 + u64::from(*digit),
                (None, 0) => break,
                (None, _) => rest *= 10,
            }
            // Below ten, because the rest was below 2^bits.
            quotient.push((rest >> bits) as u8);
            rest &= mask;
        }
        self.digits = quotient;
        self.trim();
    }

    /// Takes zeros off both ends.
    fn trim(&mut self) {
        let leading = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..leading);
        // Never more digits than a file has bytes.
        self.point -= i32::try_from(leading).unwrap_or(FAR);
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are hard to read or to print, and their neighbours.
    fn hard() -> Vec<f64> {
        let mut numbers =
            vec![0.1, 8.3, 9.1, 1e22, 1e23, 5e-324, 2.225_073_858_507_201e-308, f64::MAX];
        numbers.extend([f64::MIN_POSITIVE, 9_007_199_254_740_993.0, 123_456_789.125, 0.3, 4.35]);
        // A generator of one line: any numbers will do, as long as they are always the same.
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        for _ in 0..2000 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            numbers.push(f64::from_bits(state));
        }
        numbers.retain(|number| number.is_finite() && *number != 0.0);
        let below = numbers.clone().into_iter().map(|number| f64::from_bits(number.to_bits() - 1));
        let below: Vec<f64> = below.filter(|n| n.is_finite() && *n != 0.0).collect();
        numbers.extend(below);
        numbers
    }

    #[test]
    fn reads_as_the_standard_library_reads() {
        let mut texts: Vec<String> =
            ["0", "-0", "-0.0e5", "1E+2", "1e-400", "123456789012345678901"]
                .map(str::to_owned)
                .to_vec();
        for number in hard() {
            texts.push(format!("{number:e}"));
            texts.push(format!("{number:.17e}"));
            texts.push(format!("{number:.30e}"));
        }
        // Halfway between two doubles, and a little beside.
        texts.push("9007199254740993".into());
        texts.push(format!("9007199254740993.{}1", "0".repeat(700)));
        texts.push(format!("{:.1100}", 2.5e-324));
        for text in texts {
            let found = Decimal::parse(&text).unwrap().to_f64();
            let expected: f64 = text.parse().unwrap();
            let same = found.map_or(expected.is_infinite(), |f| f.to_bits() == expected.to_bits());
            assert!(same, "{text}: {found:?}, not {expected:?}");
        }
        for huge in ["1e309", "-1e400", "1e99999999999", "17976931348623159e292"] {
            assert_eq!(Decimal::parse(huge).unwrap().to_f64(), None, "{huge}");
        }
    }

    #[test]
    fn prints_as_the_standard_library_prints() {
        let print = |decimal: &Decimal| {
            let digits = decimal.digits();
            let (first, rest) = digits.split_at(1);
            let dot = if rest.is_empty() { "" } else { "." };
            let sign = if decimal.is_negative() { "-" } else { "" };
            format!("{sign}{first}{dot}{rest}e{}", decimal.point() - 1)
        };
        for number in hard() {
            let (exact, short) = (Decimal::of(number).unwrap(), Decimal::shortest(number).unwrap());
            // Of two equally short and equally near, ECMAScript prints the even and Rust the larger.
            let tie = exact.digits.len() == short.digits.len() + 1 && exact.digits.ends_with(&[5]);
            assert!(tie || print(&short) == format!("{number:e}"), "{number:e}");
            let (mantissa, power) = {
                let text = format!("{number:.15e}");
                let (mantissa, power) = text.split_once('e').unwrap();
                (mantissa.trim_end_matches('0').trim_end_matches('.').to_owned(), power.to_owned())
            };
            let found = print(&exact.round(16));
            assert_eq!(found, format!("{mantissa}e{power}"));
        }
        let digits = Decimal::shortest(1_149_636_667_324_797.2).unwrap().digits();
        assert_eq!(digits, "11496366673247972");
        assert_eq!(Decimal::of(f64::NAN), None);
        assert_eq!(Decimal::of(f64::INFINITY), None);
        assert_eq!(Decimal::of(-0.0).unwrap().digits(), "");
    }

    #[test]
    fn only_numbers_of_json_are_read() {
        for text in
            ["", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", "1_000", "NaN", " 1", "1e5.0"]
        {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse("1.10"), Decimal::parse("11e-1"));
        assert_ne!(Decimal::parse("1.1"), Decimal::parse("1.10000000000000000000001"));
    }
}
