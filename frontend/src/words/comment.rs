//! The words of comments.

use super::{say, words};

words! {
    /// Title of the list.
    comments: "Comments in this time", "Kommentare in dieser Zeit";
    /// No comment yet.
    no_comments: "Nothing noted. A comment marks what happened on a day, on every chart of this KPI.",
        "Nichts vermerkt. Ein Kommentar hält fest, was an einem Tag geschah, auf jedem Diagramm dieser KPI.";
    /// Opens the form.
    write_comment: "Write a comment", "Kommentar schreiben";
    /// Opens the form with a comment.
    change_comment: "Change", "Ändern";
    /// Removes a comment.
    remove_comment: "Remove", "Entfernen";
    /// After removing.
    comment_removed: "The comment is removed.", "Der Kommentar ist entfernt.";
    /// Field: the day.
    comment_day: "Day", "Tag";
    /// Field: the text.
    comment_text: "What happened", "Was geschah";
    /// Saves a comment.
    save_comment: "Save comment", "Kommentar speichern";
}

/// `17 Nov: Trade fair`.
#[must_use]
pub fn noted(day: &str, text: &str) -> String {
    say!("{day}: {text}", "{day}: {text}", day, text)
}
