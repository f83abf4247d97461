//! A small HTTP/1.1 client that can ask the same thing many times at once, and says how long the answers took.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};

use crate::Outcome;

const PATIENCE: Duration = Duration::from_secs(30);

/// What to ask for.
#[derive(Clone)]
pub struct Request {
    pub port: u16,
    pub path: String,
    /// A `Cookie` header, to be somebody.
    pub cookie: Option<String>,
    /// Whether the answer may be compressed with brotli.
    pub brotli: bool,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    /// What the answer sets, each as `name=value`.
    pub cookies: Vec<String>,
    pub body: Vec<u8>,
}

/// How a page did under load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speed {
    pub per_second: f64,
    pub median: Duration,
    /// 99 of 100 answers were quicker.
    pub p99: Duration,
}

/// A connection that is kept open.
struct Connection {
    reader: BufReader<TcpStream>,
}

impl Connection {
    fn open(port: u16) -> Outcome<Self> {
        let stream =
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(|error| format!("port {port}: {error}"))?;
        stream
            .set_nodelay(true)
            .and_then(|()| stream.set_read_timeout(Some(PATIENCE)))
            .map_err(|error| format!("port {port}: {error}"))?;
        Ok(Self { reader: BufReader::new(stream) })
    }

    fn ask(&mut self, request: &Request) -> Outcome<Answer> {
        let cookie = request.cookie.as_ref().map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
        let encoding = if request.brotli { "br" } else { "identity" };
        let text = format!(
            "GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAccept: text/html\r\nAccept-Encoding: {encoding}\r\n{cookie}\r\n",
            request.path, request.port
        );
        self.send(&text).map_err(|error| format!("{}: {error}", request.path))
    }

    fn send(&mut self, text: &str) -> std::io::Result<Answer> {
        self.reader.get_mut().write_all(text.as_bytes())?;
        self.read_answer()
    }

    fn read_answer(&mut self) -> std::io::Result<Answer> {
        let status = self.line()?.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
        let (mut length, mut chunked, mut cookies) = (0, false, Vec::new());
        loop {
            let whole = self.line()?;
            let line = whole.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if line.starts_with("set-cookie:") {
                let value = whole["set-cookie:".len()..].trim();
                cookies.push(value.split(';').next().unwrap_or(value).to_owned());
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            chunked |= line.starts_with("transfer-encoding:") && line.contains("chunked");
        }
        let mut body = Vec::new();
        if !chunked {
            self.append(&mut body, length)?;
            return Ok(Answer { status, cookies, body });
        }
        loop {
            let size = usize::from_str_radix(self.line()?.trim(), 16).unwrap_or(0);
            self.append(&mut body, size)?;
            self.line()?;
            if size == 0 {
                return Ok(Answer { status, cookies, body });
            }
        }
    }

    fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        if self.reader.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }

    fn append(&mut self, body: &mut Vec<u8>, length: usize) -> std::io::Result<()> {
        let begin = body.len();
        body.resize(begin + length, 0);
        self.reader.read_exact(&mut body[begin..])
    }
}

/// One request.
pub fn ask(request: &Request) -> Outcome<Answer> {
    Connection::open(request.port)?.ask(request)
}

/// Sends a form as a page of the same site does.
pub fn post(port: u16, path: &str, form: &str) -> Outcome<Answer> {
    let text = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    Connection::open(port)?.send(&text).map_err(|error| format!("{path}: {error}"))
}

/// The same request over several connections at once for some time.
pub fn measure(request: &Request, connections: usize, time: Duration) -> Outcome<Speed> {
    let begun = Instant::now();
    let threads: Vec<_> = (0..connections)
        .map(|_| {
            let request = request.clone();
            std::thread::spawn(move || ask_until(&request, begun + time))
        })
        .collect();
    let mut times = Vec::new();
    for thread in threads {
        times.extend(thread.join().map_err(|_| "a connection failed".to_owned())??);
    }
    Ok(speed(times, begun.elapsed()))
}

fn ask_until(request: &Request, deadline: Instant) -> Outcome<Vec<Duration>> {
    let mut connection = Connection::open(request.port)?;
    let mut times = Vec::new();
    while Instant::now() < deadline {
        let begun = Instant::now();
        let answer = connection.ask(request)?;
        if answer.status != 200 {
            return Err(format!("{} answered {}", request.path, answer.status));
        }
        times.push(begun.elapsed());
    }
    Ok(times)
}

fn speed(mut times: Vec<Duration>, took: Duration) -> Speed {
    times.sort();
    let at = |part: usize| {
        times.get((times.len() * part / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    let count = u32::try_from(times.len()).unwrap_or(u32::MAX);
    Speed { per_second: f64::from(count) / took.as_secs_f64(), median: at(50), p99: at(99) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn both_kinds_of_body_are_read_on_one_connection() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            let mut stream = listener.accept().unwrap().0;
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            for answer in [
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none",
                "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n2\r\ntw\r\n1\r\no\r\n0\r\n\r\n",
            ] {
                let mut line = String::new();
                while line != "\r\n" {
                    line.clear();
                    reader.read_line(&mut line).unwrap();
                }
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        let request = Request { port, path: "/".to_owned(), cookie: None, brotli: true };
        let mut connection = Connection::open(port).unwrap();
        let answers = [connection.ask(&request).unwrap(), connection.ask(&request).unwrap()];
        server.join().unwrap();
        assert_eq!(
            answers.map(|answer| (answer.status, answer.body)),
            [(200, b"one".to_vec()), (404, b"two".to_vec())]
        );
    }

    #[test]
    fn percentiles_are_taken_from_the_sorted_times() {
        let times = (1..=200).rev().map(Duration::from_millis).collect();
        let speed = speed(times, Duration::from_secs(2));
        assert_eq!((speed.median, speed.p99), (Duration::from_millis(101), Duration::from_millis(199)));
        assert!((speed.per_second - 100.0).abs() < 0.01);
    }
}
