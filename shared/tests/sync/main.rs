//! The sync core from outside: merge, replica, projection, wire forms.

#[cfg(test)]
mod behalf;
#[cfg(test)]
mod covenant;
#[cfg(test)]
mod deeds;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod given;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod keyed;
#[cfg(test)]
mod merge_properties;
#[cfg(test)]
mod merge_table;
#[cfg(test)]
mod projection;
#[cfg(test)]
mod replica;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod works;
