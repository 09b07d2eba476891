//! Domain types, rules and the sync core of Giao Ước.
