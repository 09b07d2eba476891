//! The Giao Ước single-page app.
