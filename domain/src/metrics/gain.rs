//! What was gained between two answers of one person to the same question.

use serde::{Deserialize, Serialize};

/// Both answers of one person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pair {
    /// Before the work.
    pub before: i32,
    /// After it.
    pub after: i32,
}

/// The gain of those who answered twice.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Gain {
    /// How many answered twice.
    pub pairs: usize,
    /// The mean of after less before.
    pub mean: f64,
    /// Cohen's d for paired answers: the mean over the standard deviation of the differences (d_z); nothing where all gained
    /// the same.
    pub effect: Option<f64>,
    /// The normalized gain (Hake 1998), of each person alone: what was gained of what could be; nothing when all began at
    /// the top.
    pub normalized: Option<f64>,
}

/// The gain of these pairs on a scale that ends at `top`; nothing without any.
#[must_use]
pub fn gain(pairs: &[Pair], top: i32) -> Option<Gain> {
    let differences: Vec<f64> = pairs.iter().map(|pair| f64::from(pair.after) - f64::from(pair.before)).collect();
    let mean = mean(&differences)?;
    let squares: Vec<f64> = differences.iter().map(|difference| (difference - mean).powi(2)).collect();
    let deviation = (differences.len() > 1).then(|| {
        let free = f64::from(u32::try_from(differences.len() - 1).unwrap_or(u32::MAX));
        (squares.iter().sum::<f64>() / free).sqrt()
    });
    let parts: Vec<f64> = pairs
        .iter()
        .filter(|pair| pair.before < top)
        .map(|pair| (f64::from(pair.after) - f64::from(pair.before)) / (f64::from(top) - f64::from(pair.before)))
        .collect();
    Some(Gain {
        pairs: pairs.len(),
        mean,
        effect: deviation.filter(|deviation| *deviation > 1e-12).map(|deviation| mean / deviation),
        normalized: self::mean(&parts),
    })
}

fn mean(numbers: &[f64]) -> Option<f64> {
    let count = u32::try_from(numbers.len()).ok().filter(|count| *count > 0)?;
    Some(numbers.iter().sum::<f64>() / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(of: &[(i32, i32)]) -> Vec<Pair> {
        of.iter().map(|(before, after)| Pair { before: *before, after: *after }).collect()
    }

    #[test]
    fn a_gain_by_hand() {
        // Differences 1, 2, 0, 1: mean 1, standard deviation sqrt(2/3). Of what could be gained: 1/2, 2/3, 0, and one who
        // began at the top is left out.
        let found = gain(&pairs(&[(3, 4), (2, 4), (4, 4), (5, 6)]), 5).unwrap();
        assert_eq!((found.pairs, found.mean), (4, 1.0));
        assert!((found.effect.unwrap() - 1.0 / (2.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!((found.normalized.unwrap() - (0.5 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_told_is_not_told() {
        assert_eq!(gain(&[], 5), None);
        let one = gain(&pairs(&[(5, 5)]), 5).unwrap();
        assert_eq!((one.mean, one.effect, one.normalized), (0.0, None, None));
        assert_eq!(gain(&pairs(&[(1, 2), (2, 3)]), 5).unwrap().effect, None, "all gained the same");
    }
}
