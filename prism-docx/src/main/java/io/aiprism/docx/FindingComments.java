package io.aiprism.docx;

import static java.util.Objects.requireNonNull;

import io.aiprism.finding.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Turns the findings of a review into comments for a Word copy. A comment says, each in paragraphs of its own: title and
 * severity, description, what to write instead, and the questions to the author. Immutable and thread-safe.
 *
 * @param author of the comments, as Word shows it; not blank
 * @param initials of the author; may be empty
 * @param date of the comments; Word keeps whole seconds
 * @param suggestingEdits whether a replacement is also written into the text, as a tracked change
 */
public record FindingComments(String author, String initials, Instant date, boolean suggestingEdits) {
    public FindingComments {
        requireNonNull(author, "author");
        requireNonNull(initials, "initials");
        requireNonNull(date, "date");
        if (author.isBlank()) {
            throw new IllegalArgumentException("author must not be blank");
        }
    }

    /** Comments that change no text, with the first letters of the author's names as initials. */
    public static FindingComments by(String author, Instant date) {
        return new FindingComments(author, initialsOf(author), date, false);
    }

    /** The same, with or without replacements written into the text as tracked changes. */
    public FindingComments suggestingEdits(boolean suggesting) {
        return new FindingComments(author, initials, date, suggesting);
    }

    /** The comments on some findings, in their order. */
    public List<DocxComment> of(Collection<Finding> findings) {
        return findings.stream().map(this::of).toList();
    }

    /** The comment on a finding. */
    public DocxComment of(Finding finding) {
        var comment = new DocxComment(finding.span(), author, initials, date, paragraphs(finding));
        return suggestingEdits ? finding.replacement().map(comment::suggesting).orElse(comment) : comment;
    }

    private static List<String> paragraphs(Finding finding) {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add("%s (%s)".formatted(finding.title(), finding.severity().label()));
        addLines(finding.description(), paragraphs);
        finding.replacement()
                .ifPresent(text -> addLines(
                        text.isBlank() ? "Suggestion: leave these words out" : "Suggestion: " + text, paragraphs));
        finding.questions().forEach(question -> addLines(question, paragraphs));
        return paragraphs;
    }

    private static void addLines(String text, List<String> paragraphs) {
        text.lines().filter(line -> !line.isBlank()).forEach(paragraphs::add);
    }

    private static String initialsOf(String author) {
        return Arrays.stream(author.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> Character.toString(word.codePointAt(0)))
                .collect(Collectors.joining());
    }
}
