//! `docs/scope-check.schema.json` and `docs/scope-check-facts.schema.json` are true: they name every field of a draft, or
//! of what is known beside it, and no other, and everything that comes with the product fits them.

use std::collections::BTreeSet;
use std::path::Path;

use domain::machine::Word;
use domain::money::Cents;
use domain::policy::Calendar;
use domain::projects::scope::vectors::{self, Vectors};
use domain::projects::scope::{ComingFloor, Facts};
use domain::projects::{
    AiRule, Classification, DeliverableKind, Draft, Owner, PayModel, PayTrigger, Payer, Place, State, TaskKind,
    Weekday, templates,
};
use serde_json::Value;

fn read(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

fn schema() -> Value {
    read("../docs/scope-check.schema.json")
}

fn schema_of_facts() -> Value {
    read("../docs/scope-check-facts.schema.json")
}

/// What does not fit, by its path in the draft. Knows the keywords this schema uses, and no other.
fn misfits(schema: &Value, value: &Value, path: &str, out: &mut Vec<String>) {
    for keyword in schema.as_object().expect("a schema is an object").keys() {
        let known = ["$schema", "title", "description", "type", "enum", "format", "properties", "additionalProperties"];
        assert!(known.contains(&keyword.as_str()) || keyword == "items", "{path}: {keyword} is not checked here");
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let fits = match &schema["type"] {
        Value::Null => true,
        Value::Array(kinds) => kinds.iter().any(|one| one == kind),
        one => one == kind,
    };
    let chosen = schema["enum"].as_array().is_none_or(|words| words.contains(value));
    let day = schema["format"] != "date" || value.as_str().is_none_or(|day| domain::time::parse_day(day).is_some());
    if !(fits && chosen && day) {
        out.push(format!("{path} = {value}"));
    }
    for (name, field) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(name) {
            Some(inner) => misfits(inner, field, &format!("{path}/{name}"), out),
            None => out.push(format!("{path}/{name} is not in the schema")),
        }
    }
    for (index, row) in value.as_array().into_iter().flatten().enumerate() {
        misfits(&schema["items"], row, &format!("{path}/{index}"), out);
    }
}

fn assert_fits(value: &Value, name: &str) {
    assert_fits_in(&schema(), value, name);
}

fn assert_fits_in(schema: &Value, value: &Value, name: &str) {
    let mut out = Vec::new();
    misfits(schema, value, "", &mut out);
    assert!(out.is_empty(), "{name}: {out:?}");
}

/// Both sides name the same fields, here and in every row.
fn assert_same_names(schema: &Value, value: &Value, path: &str) {
    if let Some(fields) = value.as_object() {
        let named: BTreeSet<&String> =
            schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name).collect();
        assert_eq!(fields.keys().collect::<BTreeSet<_>>(), named, "fields of {path}");
        assert_eq!(schema["additionalProperties"], false, "{path}");
        for (name, field) in fields {
            assert!(schema["properties"][name]["description"].is_string(), "{path}/{name} is not described");
            assert_same_names(&schema["properties"][name], field, &format!("{path}/{name}"));
        }
    }
    if let Some(rows) = value.as_array() {
        let row = rows.first().unwrap_or_else(|| panic!("{path} has no row to compare"));
        assert_same_names(&schema["items"], row, path);
    }
}

#[test]
fn the_schema_names_the_fields_of_a_draft() {
    let full = Draft { questions: vec!["Why?".into()], ..vectors::base().expect("the base draft") };
    assert_same_names(&schema(), &serde_json::to_value(full).expect("a value"), "");
}

#[test]
fn the_schema_of_facts_names_every_fact() {
    let (day, state) = (vectors::DAY, State::from_code("NY").expect("a state"));
    let full = Facts {
        place_floors: vec![(state, "New York City".into(), Cents(1_700))],
        state_floors: vec![(state, Cents(1_650))],
        coming_floors: vec![ComingFloor { from: day, state: Some(state), place: String::new(), floor: Cents(1_800) }],
        exams: vec![(day, day)],
        calendar: Calendar { holidays: vec![day] },
        site: Some("https://lantern.example".into()),
        fund_days: vec![(day, day)],
        fund_for: vec!["Economics".into()],
        fund_citizens_only: true,
        live_projects: vec!["map grants".into()],
        ..Facts::new(day, true)
    };
    let full = serde_json::to_value(full).expect("a value");
    assert_same_names(&schema_of_facts(), &full, "");
    assert_fits_in(&schema_of_facts(), &full, "full facts");
    let empty = serde_json::to_value(Facts::new(day, false)).expect("a value");
    assert_fits_in(&schema_of_facts(), &empty, "empty facts");
    let states = State::all().map(|state| state.code().into()).chain([Value::Null]);
    let listed = &schema_of_facts()["properties"]["coming_floors"]["items"]["properties"]["state"]["enum"];
    assert_eq!(*listed, Value::Array(states.collect()));
}

#[test]
fn the_schema_lists_every_choice() {
    fn words<W: Word>(schema: &Value, optional: bool) {
        let mut due: Vec<Value> = W::ALL.iter().map(|word| word.word().into()).collect();
        due.extend(optional.then_some(Value::Null));
        assert_eq!(schema["enum"], Value::Array(due));
    }
    let schema = schema();
    let field = |name: &str| &schema["properties"][name];
    words::<DeliverableKind>(&field("deliverables")["items"]["properties"]["kind"], false);
    words::<TaskKind>(&field("tasks")["items"]["properties"]["kind"], false);
    words::<Place>(field("place"), true);
    words::<PayModel>(field("pay_model"), true);
    words::<Classification>(field("classification"), true);
    words::<Owner>(field("owner_of_work"), true);
    words::<AiRule>(field("ai_rule"), true);
    words::<Weekday>(field("check_in_day"), true);
    words::<Payer>(field("payer"), true);
    words::<PayTrigger>(field("pay_trigger"), true);
    let states = State::all().map(|state| state.code().into()).chain([Value::Null]);
    assert_eq!(field("state")["enum"], Value::Array(states.collect()));
}

#[test]
fn every_draft_of_the_product_fits_the_schema() {
    assert_fits(&read("data/scope/base.json"), "base");
    assert_fits(&read("../docs/scope-check.example.json"), "the example");
    assert_fits(&serde_json::to_value(Draft::default()).expect("a value"), "a blank draft");
    for template in templates() {
        let draft = template.start(vectors::DAY);
        assert_fits(&serde_json::to_value(draft).expect("a value"), &template.key);
    }
    let mut files = 0;
    for folder in ["data/templates", "data/scope"] {
        for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a folder") {
            let path = entry.expect("a file").path();
            let file = read(path.to_str().expect("a plain name"));
            let name = path.display().to_string();
            if let Ok(vectors) = serde_json::from_value::<Vectors>(file.clone()) {
                for case in vectors.cases {
                    let facts = Value::Object(case.facts);
                    assert_fits_in(&schema_of_facts(), &facts, &format!("{name}: facts of {}", case.name));
                    assert_fits(&Value::Object(case.draft), &format!("{name}: {}", case.name));
                }
            } else if !file["draft"].is_null() {
                assert_fits(&file["draft"], &name);
            }
            files += 1;
        }
    }
    assert_eq!(files, 12 + 25);
}

#[test]
fn what_does_not_fit_is_found() {
    let wrong =
        serde_json::json!({ "titel": "", "amount": 1.5, "start": "soon", "deliverables": [{ "kind": "cake" }] });
    let mut out = Vec::new();
    misfits(&schema(), &wrong, "", &mut out);
    assert_eq!(out.len(), 4, "{out:?}");
}
