//! Every rule against its published cases, in both builds of the rules: the server's and the browser's. The browser's
//! runs in Node.js: `cargo xtask test` does both.

use domain::policy::Policy;
use domain::projects::scope::vectors::{DAY, FILES, Vectors};
use domain::projects::scope::{check, rules};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn every_rule_meets_its_vectors() {
    assert_eq!(FILES.len(), rules().len());
    for (file, rule) in FILES.iter().zip(rules()) {
        let vectors: Vectors = serde_json::from_str(file).unwrap();
        assert_eq!(vectors.rule, rule.id);
        assert!(vectors.cases.len() >= 6, "{}: too few cases", rule.id);
        assert!(vectors.cases.iter().any(|case| case.hit) && vectors.cases.iter().any(|case| !case.hit));
        for case in vectors.cases {
            let (draft, facts) = case.input().unwrap();
            let found = check(&draft, &case.policy(&Policy::defaults(DAY)).unwrap(), &facts);
            assert_eq!(case.outcome(rule.id, &found), Ok(()), "{}: {} {:?}", rule.id, case.name, found.findings);
        }
    }
}
