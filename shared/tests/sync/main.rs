//! The sync core from outside: merge, replica, projection, wire forms.

#[cfg(test)]
mod given;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod merge_properties;
#[cfg(test)]
mod merge_table;
#[cfg(test)]
mod projection;
#[cfg(test)]
mod replica;
