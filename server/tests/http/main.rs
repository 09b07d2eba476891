//! The routes as browsers meet them: the real router, the real database in a scratch directory, nothing mocked.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod behalf;
#[cfg(test)]
mod conflicts;
#[cfg(test)]
mod covenant;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod epochs;
#[cfg(test)]
mod exchanges;
#[cfg(test)]
mod files;
#[cfg(test)]
mod histories;
#[cfg(test)]
mod malformed;
#[cfg(test)]
mod member;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod people;
#[cfg(test)]
mod phases;
#[cfg(test)]
mod pokes;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod scopes;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod summaries;
#[cfg(test)]
mod targets;
#[cfg(test)]
mod works;
#[cfg(test)]
mod world;
