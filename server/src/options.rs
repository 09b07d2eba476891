//! What can be said on the command line or in the environment.

use clap::builder::FalseyValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Giao Ước: thi đua cụm, khối – làm việc được cả khi không có mạng.
/// (Emulation clusters; works without a network.)
#[derive(Debug, Parser)]
#[command(name = "giao-uoc", version)]
pub struct Options {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Chạy máy chủ. (Run the server.)
    Serve(Serve),
    /// Sao lưu cơ sở dữ liệu, kể cả khi máy chủ đang chạy. (Back the database up, even while the server runs.)
    ///
    /// To restore: stop the server, put the copy in place of DIR/giao-uoc.db, remove DIR/giao-uoc.db-wal and -shm,
    /// start. Devices notice by themselves that the server was set back, and hand in again what it has forgotten.
    Backup(Backup),
    /// Quản trị khi không đăng nhập được. (For administrators who cannot sign in.)
    #[command(subcommand)]
    Admin(Admin),
}

/// What can be done without signing in, by whoever has the machine.
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Cấp đường dẫn đặt lại mật khẩu, kể cả khi máy chủ đang chạy. (Make a link with which a person chooses a new
    /// password, once, within 24 hours; even while the server runs.)
    Reset(Reset),
}

/// Whose password.
#[derive(Args, Debug)]
pub struct Reset {
    /// Thư mục dữ liệu. (Where the database lies.)
    #[arg(long, env = "GIAO_UOC_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// Địa chỉ mà người dùng mở. (The address that people open, for the link.)
    #[arg(long, default_value = "http://127.0.0.1:8080", value_name = "URL")]
    pub url: String,
    /// Tên đăng nhập. (The login.)
    pub login: String,
}

/// How to run the server.
#[derive(Args, Debug)]
pub struct Serve {
    /// Địa chỉ lắng nghe. (Where to listen; port 0 picks a free one.)
    #[arg(long, env = "GIAO_UOC_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDR")]
    pub listen: SocketAddr,
    /// Thư mục dữ liệu. (Where the database lies; made if it is not there.)
    #[arg(long, env = "GIAO_UOC_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// Nạp dữ liệu mẫu vào cơ sở dữ liệu trống. (Load sample data into an empty database.)
    #[arg(long, env = "GIAO_UOC_SAMPLE", value_parser = FalseyValueParser::new())]
    pub sample: bool,
    /// Lấy ứng dụng từ thư mục này thay vì từ trong tệp chạy. (Take the app from a directory; for development.)
    #[arg(long, env = "GIAO_UOC_SITE", value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Người dùng truy cập qua HTTPS. (Browsers come over HTTPS, through a proxy in front: secure cookies, HSTS.)
    #[arg(long, env = "GIAO_UOC_HTTPS", value_parser = FalseyValueParser::new())]
    pub https: bool,
    /// Dạng nhật ký. (How to write the log; it goes to standard error.)
    #[arg(long, env = "GIAO_UOC_LOG", default_value = "text", value_name = "FORM")]
    pub log: LogForm,
    /// Mức nhật ký: error, warn, info, debug. (How much to log.)
    #[arg(long, env = "GIAO_UOC_LOG_LEVEL", default_value = "info", value_name = "LEVEL")]
    pub log_level: tracing::level_filters::LevelFilter,
}

/// How to write the log.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LogForm {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// How to back up.
#[derive(Args, Debug)]
pub struct Backup {
    /// Thư mục dữ liệu. (Where the database lies.)
    #[arg(long, env = "GIAO_UOC_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// Tệp sao lưu, chưa tồn tại. (The file to write; it must not exist yet.)
    pub file: PathBuf,
}
