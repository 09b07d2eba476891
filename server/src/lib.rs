//! The thin backend of Giao Ước.
