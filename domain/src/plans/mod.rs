//! Hours that run out: what the work pays an hour, what is left to do, and the three ways out that both sides agree on
//! (`workflow.md` section 3, time entries).

mod form;
mod meter;
mod stage;
mod ways;

pub use form::{Choice, NewChoice};
pub use meter::{PayMeter, PayShape, Progress, pay_meter, room_for};
pub use stage::{CHASE_DAYS, Command, Facts, HoursCheck, MACHINE, Order, Stage, chase_on, offers};
pub use ways::{Way, Ways, ways};
