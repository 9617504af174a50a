//! The doctor: what keeps a board out of a page, who can change that, and the words to send them. A pure decision over what
//! was seen.

use super::asking::{Answer, Silence};
use super::policy::{COMPILE, CONNECT, FRAME, SCRIPT, forbids};
use crate::origin::Origin;
use crate::pages::lang::Lang;

/// What was seen of an embedding.
pub(super) struct Seen {
    /// Where readers reach Tandem.
    pub(super) ours: Origin,
    /// Whether that is an address of somebody's own network.
    pub(super) is_private: bool,
    /// What Tandem answers there.
    pub(super) own: Result<Answer, Silence>,
    /// The pages that the board's key allows; `None` without a key.
    pub(super) allowed: Option<Vec<String>>,
    /// The page that is to show the board, and what it answers; `None` if none was named.
    pub(super) page: Option<(Origin, Result<Answer, Silence>)>,
}

/// How a check ended; problems come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// It keeps the board out.
    Problem,
    /// It may, and cannot be known from here.
    Open,
    /// It is fine.
    Fine,
}

/// What a check found.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// How it ended.
    pub(super) outcome: Outcome,
    /// What it found, in one sentence.
    pub(super) says: String,
    /// Why that matters, and who can change it.
    pub(super) cause: String,
    /// What to send to whoever can change it.
    pub(super) letter: Option<String>,
}

impl Finding {
    fn fine(says: String) -> Self {
        Self { outcome: Outcome::Fine, says, cause: String::new(), letter: None }
    }

    fn open(says: String, cause: String) -> Self {
        Self { outcome: Outcome::Open, says, cause, letter: None }
    }

    fn problem(says: String, cause: String, letter: Option<String>) -> Self {
        Self { outcome: Outcome::Problem, says, cause, letter }
    }
}

/// Everything found, problems first.
pub(super) fn findings(seen: &Seen, lang: Lang) -> Vec<Finding> {
    let checks = [encrypted(seen, lang), reached(seen, lang), network(seen, lang), key(seen, lang)];
    let page = seen.page.iter().flat_map(|(page, answer)| {
        [allowed(seen, page, lang), admitted(seen, page, answer, lang), scripted(seen, page, answer, lang)]
    });
    let mut findings: Vec<Finding> = checks.into_iter().chain(page.flatten().map(Some)).flatten().collect();
    findings.sort_by_key(|finding| finding.outcome);
    findings
}

/// A page by https shows no frame without.
fn encrypted(seen: &Seen, lang: Lang) -> Option<Finding> {
    let ours = &seen.ours;
    Some(if ours.is_https() {
        Finding::fine(lang.say("Tandem's address is https".to_owned(), "Die Adresse von Tandem ist https".to_owned()))
    } else if let Some((page, _)) = seen.page.as_ref().filter(|(page, _)| !page.is_https()) {
        Finding::open(
            not_encrypted(ours, lang),
            lang.say(
                format!("{page} is not https either and shows it all the same; a page with https would not (mixed content)."),
                format!("{page} ist auch nicht https und zeigt es trotzdem; eine Seite mit https täte das nicht (mixed content)."),
            ),
        )
    } else {
        Finding::problem(
            not_encrypted(ours, lang),
            lang.say(
                "A page with https shows no frame without it (mixed content). Whoever runs Tandem can change that.",
                "Eine Seite mit https zeigt keinen Rahmen ohne (mixed content). Das ändert, wer Tandem betreibt.",
            )
            .to_owned(),
            Some(lang.say(
                "Please put Tandem behind a reverse proxy with a certificate and start it with --public-url https://… (its address there).".to_owned(),
                "Bitte Tandem hinter einen Reverse-Proxy mit Zertifikat stellen und mit --public-url https://… (der Adresse dort) starten.".to_owned(),
            )),
        )
    })
}

fn not_encrypted(ours: &Origin, lang: Lang) -> String {
    lang.say(
        format!("Tandem's address is not https: {ours}"),
        format!("Die Adresse von Tandem ist nicht https: {ours}"),
    )
}

/// Why somebody did not answer, in a sentence.
fn silence(silence: &Silence, lang: Lang) -> String {
    let told = lang.say(
        match silence {
            Silence::Private => "It is in a network of your own, where Tandem does not look around.",
            Silence::Plain => "Its address is not https, and Tandem asks no other.",
            Silence::Nameless => "No server has this name; a letter of it may be missing.",
            Silence::Closed => "Nobody answers at this address.",
            Silence::Late => "It does not answer within five seconds.",
            Silence::Untrusted(_) => "Its certificate is not one that browsers trust",
            Silence::Odd(_) => "What answers there is no website",
        },
        match silence {
            Silence::Private => "Sie liegt in einem eigenen Netz; dort sieht sich Tandem nicht um.",
            Silence::Plain => "Ihre Adresse ist nicht https, und andere fragt Tandem nicht.",
            Silence::Nameless => "Kein Server heißt so; vielleicht fehlt ein Buchstabe.",
            Silence::Closed => "Unter dieser Adresse antwortet niemand.",
            Silence::Late => "Es kommt binnen fünf Sekunden keine Antwort.",
            Silence::Untrusted(_) => "Ihrem Zertifikat trauen Browser nicht",
            Silence::Odd(_) => "Was dort antwortet, ist keine Website",
        },
    );
    match silence {
        Silence::Untrusted(why) | Silence::Odd(why) => format!("{told} ({why})."),
        _ => told.to_owned(),
    }
}

/// What stands between readers and Tandem must neither ask them to sign in nor forbid frames.
fn reached(seen: &Seen, lang: Lang) -> Option<Finding> {
    let ours = &seen.ours;
    let answer = match &seen.own {
        Ok(answer) => answer,
        Err(why) => {
            let why = silence(why, lang);
            return Some(Finding::open(
                lang.say(format!("Tandem does not reach itself at {ours}"), format!("Tandem erreicht sich unter {ours} nicht")),
                lang.say(
                    format!("{why} Readers may reach it all the same; open the address in a browser to see. Whoever runs Tandem can change it."),
                    format!("{why} Für Leserinnen kann es anders sein: die Adresse in einem Browser öffnen. Ändern kann es, wer Tandem betreibt."),
                ),
            ));
        }
    };
    let by_proxy = lang.say(
        "A proxy in front of Tandem does that. Whoever runs it can change it.",
        "Das tut ein Proxy vor Tandem. Ändern kann es, wer ihn betreibt.",
    );
    let letter = |wish: String| {
        Some(lang.say(
            format!("For {ours}/embed/, please {wish}. Tandem itself says which pages may frame a board."),
            format!("Für {ours}/embed/ bitte {wish}. Tandem sagt selbst, welche Seiten ein Board einrahmen dürfen."),
        ))
    };
    if let Some(options) = &answer.frame_options {
        return Some(Finding::problem(
            lang.say(
                format!("Frames are forbidden: X-Frame-Options: {options}"),
                format!("Rahmen sind verboten: X-Frame-Options: {options}"),
            ),
            by_proxy.to_owned(),
            letter(lang.say("do not send X-Frame-Options".to_owned(), "kein X-Frame-Options senden".to_owned())),
        ));
    }
    if answer.policies.len() > 1 {
        return Some(Finding::problem(
            lang.say(
                "A second Content-Security-Policy is added to Tandem's".to_owned(),
                "Zu der von Tandem kommt eine zweite Content-Security-Policy".to_owned(),
            ),
            by_proxy.to_owned(),
            letter(lang.say(
                "send no Content-Security-Policy of your own".to_owned(),
                "keine eigene Content-Security-Policy senden".to_owned(),
            )),
        ));
    }
    // Without a key, Tandem's own answer is 401 and has a policy.
    if answer.policies.is_empty() {
        let status = answer.status;
        return Some(Finding::problem(
            lang.say(
                format!("Somebody else answers at {ours} (status {status})"),
                format!("Unter {ours} antwortet jemand anderes (Status {status})"),
            ),
            lang.say(
                format!("A sign-in of the proxy, most likely: in a frame nobody can do that. {by_proxy}"),
                format!("Wohl die Anmeldung des Proxys: in einem Rahmen kann das niemand. {by_proxy}"),
            ),
            letter(lang.say(
                "let requests to /embed/, /api/v1/, and the files ending in .js, .css and .wasm through without a sign-in".to_owned(),
                "Anfragen an /embed/, /api/v1/ und die Dateien auf .js, .css und .wasm ohne Anmeldung durchlassen".to_owned(),
            )),
        ));
    }
    Some(Finding::fine(lang.say(
        "Tandem answers at its address, and nothing in between forbids frames".to_owned(),
        "Tandem antwortet unter seiner Adresse, und nichts dazwischen verbietet Rahmen".to_owned(),
    )))
}

/// A public page may only show what is in the reader's own network if the reader agrees.
fn network(seen: &Seen, lang: Lang) -> Option<Finding> {
    seen.is_private.then(|| {
        Finding::open(
            lang.say(
                format!("{} is an address of this machine or of a network of your own", seen.ours.host()),
                format!("{} ist eine Adresse dieses Rechners oder Ihres eigenen Netzes", seen.ours.host()),
            ),
            lang.say(
                "Only readers in that network see the board. On a public page, such as SharePoint Online, browsers ask each of them whether it may reach into the local network. A public address, or a browser policy of your IT, avoids that.",
                "Nur wer in diesem Netz ist, sieht das Board. Auf einer öffentlichen Seite wie SharePoint Online fragen Browser jede Leserin, ob sie ins lokale Netz greifen darf. Eine öffentliche Adresse oder eine Browser-Richtlinie Ihrer IT vermeidet das.",
            )
            .to_owned(),
        )
    })
}

fn key(seen: &Seen, lang: Lang) -> Option<Finding> {
    Some(match seen.allowed.as_deref() {
        None => Finding::problem(
            lang.say("There is no key".to_owned(), "Es gibt keinen Schlüssel".to_owned()),
            lang.say(
                "Without one, no page may show the board. Make it on this page; one that was revoked does not come back.",
                "Ohne ihn darf keine Seite das Board zeigen. Erstellen Sie ihn auf dieser Seite; ein widerrufener kommt nicht wieder.",
            )
            .to_owned(),
            None,
        ),
        Some([]) => Finding::problem(
            lang.say("The key allows no page".to_owned(), "Der Schlüssel erlaubt keine Seite".to_owned()),
            lang.say("Add the site to the pages that may show the board.", "Fügen Sie die Website zu den Seiten hinzu, die es zeigen dürfen.").to_owned(),
            None,
        ),
        Some(_) => Finding::fine(lang.say(
            "The key works and reads only this board".to_owned(),
            "Der Schlüssel gilt und liest nur dieses Board".to_owned(),
        )),
    })
}

/// The key's pages must name the page.
fn allowed(seen: &Seen, page: &Origin, lang: Lang) -> Option<Finding> {
    let pages = seen.allowed.as_ref()?;
    Some(if pages.iter().any(|source| page.is_named_by(source, &seen.ours)) {
        Finding::fine(lang.say(format!("{page} may show the board"), format!("{page} darf das Board zeigen")))
    } else {
        Finding::problem(
            lang.say(format!("{page} may not show the board"), format!("{page} darf das Board nicht zeigen")),
            lang.say(
                "It is none of the pages that the key allows. Add it on this page.",
                "Es ist keine der Seiten, die der Schlüssel erlaubt. Fügen Sie sie auf dieser Seite hinzu.",
            )
            .to_owned(),
            None,
        )
    })
}

/// The page's own policy must let Tandem into its frames.
fn admitted(seen: &Seen, page: &Origin, answer: &Result<Answer, Silence>, lang: Lang) -> Option<Finding> {
    let ours = &seen.ours;
    let look = lang.say(
        "Open it in a browser, press F12 and look at the console: a line with frame-src names what blocks the board.",
        "Öffnen Sie sie im Browser, drücken Sie F12 und sehen Sie in die Konsole: eine Zeile mit frame-src nennt, was das Board abhält.",
    );
    let unread = |why: String| {
        let says = lang.say(
            format!("What {page} allows cannot be read from here"),
            format!("Was {page} erlaubt, lässt sich von hier nicht lesen"),
        );
        Some(Finding::open(says, [&why, " ", look].concat()))
    };
    match answer {
        Err(why) => unread(silence(why, lang)),
        // A sign-in, most likely: its rules are not the page's.
        Ok(answer) if !(200..300).contains(&answer.status) => unread(lang.say(
            format!("It answered with status {}, as a page that asks to sign in does.", answer.status),
            format!("Sie antwortete mit Status {}, wie eine Seite, die eine Anmeldung verlangt.", answer.status),
        )),
        Ok(answer) => Some(match forbids(&answer.policies, FRAME, |source| ours.is_named_by(source, page)) {
            None => Finding::fine(lang.say(format!("{page} forbids no frame of Tandem"), format!("{page} verbietet keinen Rahmen von Tandem"))),
            Some(rule) => Finding::problem(
                lang.say(format!("{page} blocks the frame"), format!("{page} blockiert den Rahmen")),
                lang.say(
                    format!("It sends “{rule}” in its Content-Security-Policy. Its admin can change that."),
                    format!("Sie sendet „{rule}“ in ihrer Content-Security-Policy. Ihre Administration kann das ändern."),
                ),
                Some(lang.say(
                    format!("Please add {ours} to frame-src in the Content-Security-Policy of {page}, so that it can show our KPI board."),
                    format!("Bitte {ours} in der Content-Security-Policy von {page} zu frame-src hinzufügen, damit die Seite unser KPI-Board zeigen kann."),
                )),
            ),
        }),
    }
}

/// For an element the page's policy must let in the script as well, have it compile WebAssembly, and ask Tandem for the board.
fn scripted(seen: &Seen, page: &Origin, answer: &Result<Answer, Silence>, lang: Lang) -> Option<Finding> {
    let (ours, policies) =
        (&seen.ours, &answer.as_ref().ok().filter(|answer| (200..300).contains(&answer.status))?.policies);
    let is_ours = |source: &str| ours.is_named_by(source, page);
    let compiles =
        |source: &str| ["'wasm-unsafe-eval'", "'unsafe-eval'"].iter().any(|it| source.eq_ignore_ascii_case(it));
    let letter = || {
        Some(lang.say(
            format!("Please add {ours} and 'wasm-unsafe-eval' to script-src and {ours} to connect-src in the Content-Security-Policy of {page}, so that our KPI board can be a part of the page."),
            format!("Bitte in der Content-Security-Policy von {page} {ours} und 'wasm-unsafe-eval' zu script-src und {ours} zu connect-src hinzufügen, damit unser KPI-Board ein Teil der Seite sein kann."),
        ))
    };
    if let Some(rule) = forbids(policies, SCRIPT, is_ours) {
        return Some(Finding {
            letter: letter(),
            ..Finding::open(
                lang.say(
                    format!("{page} blocks the element’s script"),
                    format!("{page} blockiert das Skript des Elements"),
                ),
                lang.say(
                    format!("It sends “{rule}”. Use the frame there, which needs no script."),
                    format!("Sie sendet „{rule}“. Nehmen Sie dort den Rahmen, der kein Skript braucht."),
                ),
            )
        });
    }
    let rule = forbids(policies, COMPILE, compiles).or_else(|| forbids(policies, CONNECT, is_ours));
    Some(match rule {
        None => Finding::fine(
            lang.say(format!("{page} lets the element in as well"), format!("{page} lässt auch das Element zu")),
        ),
        Some(rule) => Finding {
            letter: letter(),
            ..Finding::open(
                lang.say(
                    format!("On {page} the element shows a frame"),
                    format!("Auf {page} zeigt das Element einen Rahmen"),
                ),
                lang.say(
                    format!("It sends “{rule}”, so the board cannot be drawn into the page itself."),
                    format!("Sie sendet „{rule}“; so lässt sich das Board nicht in die Seite selbst zeichnen."),
                ),
            )
        },
    })
}

#[cfg(test)]
mod tests {
    use super::{Answer, Finding, Origin, Outcome, Seen, Silence, findings};
    use crate::pages::lang::Lang;

    /// An embedding that works.
    fn sound() -> Seen {
        let policy = |text: &str| Answer { status: 200, policies: vec![text.to_owned()], frame_options: None };
        Seen {
            ours: origin("https://tandem.a.example"),
            is_private: false,
            own: Ok(Answer { status: 401, ..policy("frame-ancestors 'self' *") }),
            allowed: Some(vec!["https://*.a.example".to_owned()]),
            page: Some((origin("https://wiki.a.example"), Ok(policy("frame-src https://tandem.a.example")))),
        }
    }

    fn origin(address: &str) -> Origin {
        Origin::of(address).expect("an address")
    }

    fn page(answer: Result<Answer, Silence>) -> Option<(Origin, Result<Answer, Silence>)> {
        Some((origin("https://wiki.a.example"), answer))
    }

    /// The first finding of something changed, in both languages.
    fn first(change: impl FnOnce(&mut Seen)) -> Finding {
        let mut seen = sound();
        change(&mut seen);
        let outcomes = |lang| findings(&seen, lang).iter().map(|it| it.outcome).collect::<Vec<_>>();
        assert_eq!(outcomes(Lang::English), outcomes(Lang::German));
        findings(&seen, Lang::English).remove(0)
    }

    #[test]
    fn what_works_is_fine_throughout() {
        let all = findings(&sound(), Lang::English);
        assert_eq!(all.len(), 6);
        assert!(all.iter().all(|it| it.outcome == Outcome::Fine), "{all:?}");
    }

    #[test]
    fn each_obstacle_is_named_first() {
        let problem = |finding: Finding, part: &str| {
            assert_eq!(finding.outcome, Outcome::Problem, "{finding:?}");
            let text = [finding.says, finding.cause, finding.letter.unwrap_or_default()].join("\n");
            assert!(text.contains(part), "{text}");
        };
        problem(first(|seen| seen.ours = origin("http://tandem.a.example")), "--public-url");
        problem(
            first(|seen| seen.own = Ok(Answer { frame_options: Some("DENY".into()), ..Answer::default() })),
            "X-Frame-Options: DENY",
        );
        problem(
            first(|seen| seen.own = Ok(Answer { policies: vec![String::new(), String::new()], ..Answer::default() })),
            "second",
        );
        problem(first(|seen| seen.own = Ok(Answer { status: 302, ..Answer::default() })), "status 302");
        problem(first(|seen| seen.allowed = None), "no key");
        problem(first(|seen| seen.allowed = Some(Vec::new())), "no page");
        problem(first(|seen| seen.allowed = Some(vec!["https://b.example".to_owned()])), "may not show");
        let answer = Answer { status: 200, policies: vec!["frame-src 'self'".into()], frame_options: None };
        problem(first(|seen| seen.page = page(Ok(answer))), "Please add https://tandem.a.example to frame-src");
    }

    #[test]
    fn what_cannot_be_known_is_left_open() {
        let open = |finding: Finding, part: &str| {
            assert_eq!(finding.outcome, Outcome::Open, "{finding:?}");
            assert!([finding.says, finding.cause].join("\n").contains(part));
        };
        open(first(|seen| seen.is_private = true), "local network");
        open(first(|seen| seen.own = Err(Silence::Closed)), "Nobody answers");
        open(
            first(|seen| {
                seen.ours = origin("http://127.0.0.1:8080");
                seen.page = Some((origin("http://localhost:3000"), Err(Silence::Plain)));
                seen.allowed = Some(vec!["http://localhost:3000".to_owned()]);
            }),
            "shows it all the same",
        );
        open(first(|seen| seen.page = page(Err(Silence::Private))), "network of your own");
        open(first(|seen| seen.page = page(Err(Silence::Late))), "five seconds");
        open(first(|seen| seen.page = page(Err(Silence::Untrusted("expired".into())))), "trust (expired).");
        open(first(|seen| seen.page = page(Ok(Answer { status: 302, ..Answer::default() }))), "status 302");
        let policy = |text: &str| Answer { status: 200, policies: vec![text.to_owned()], frame_options: None };
        open(first(|seen| seen.page = page(Ok(policy("script-src 'self'")))), "“script-src 'self'”. Use the frame");
        for rule in ["script-src https://tandem.a.example", "connect-src 'self'"] {
            open(first(|seen| seen.page = page(Ok(policy(rule)))), "shows a frame");
        }
    }
}
