//! JSON as the browser itself reads it. `serde_json` brings a parser, every way to write a number and the tables for it:
//! 12 kB of what each page with an island fetches, and 20 more of the wizard.

use wasm_bindgen::JsValue;

/// A value of the browser that is read field by field. What is missing or of another kind reads as `None`.
#[derive(Clone, Debug)]
pub struct Json(JsValue);

/// Reads itself from what `serde` wrote on the server: an object with a field for each of its own.
pub trait FromJson: Sized {
    /// `None` when something is missing or of another kind.
    fn from_json(json: &Json) -> Option<Self>;
}

impl Json {
    /// Reads a text; `None` when it is no JSON.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        js_sys::JSON::parse(text).ok().map(Self)
    }

    /// A field that is text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.field(name)?.as_string()
    }

    /// A field that is a whole number; what does not fit is the nearest that does.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<i32> {
        self.field(name)?.as_f64().map(|number| number as i32)
    }

    /// A field that is true or false.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.field(name)?.as_bool()
    }

    /// A field that is a list.
    #[must_use]
    pub fn list<T: FromJson>(&self, name: &str) -> Option<Vec<T>> {
        let list = self.field(name)?;
        if !js_sys::Array::is_array(&list) {
            return None;
        }
        js_sys::Array::from(&list).iter().map(|item| T::from_json(&Self(item))).collect()
    }

    fn field(&self, name: &str) -> Option<JsValue> {
        js_sys::Reflect::get(&self.0, &JsValue::from_str(name)).ok()
    }
}

impl From<JsValue> for Json {
    fn from(value: JsValue) -> Self {
        Self(value)
    }
}
