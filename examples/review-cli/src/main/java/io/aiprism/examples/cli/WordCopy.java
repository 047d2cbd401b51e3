package io.aiprism.examples.cli;

import io.aiprism.document.Document;
import io.aiprism.document.DocumentSource;
import io.aiprism.docx.AnnotationResult;
import io.aiprism.docx.DocxAnnotator;
import io.aiprism.docx.DocxComment;
import io.aiprism.finding.Finding;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A copy of a Word document that has the findings of a review as comments.
 *
 * @param source the document
 * @param target where the copy goes
 * @param author of the comments
 */
record WordCopy(Path source, Path target, String author) {
    /** The copy to be written; empty if the document is not a Word document. */
    static Optional<WordCopy> of(Path source, Document document, Optional<Path> output, String author)
            throws CliException {
        if (!document.format().equals("docx")) {
            if (output.isPresent()) {
                throw new CliException(
                        ExitCode.USAGE, "-o writes a Word copy, but %s is no Word document".formatted(source));
            }
            return Optional.empty();
        }
        Path target = output.orElse(source.resolveSibling(reviewed(source)));
        if (Files.isDirectory(target)) {
            target = target.resolve(reviewed(source));
        }
        return Optional.of(new WordCopy(source, target, author));
    }

    /**
     * Writes it.
     *
     * @param at what the comments are dated
     */
    AnnotationResult write(List<Finding> findings, Instant at) throws CliException {
        List<DocxComment> comments = findings.stream()
                .map(finding -> new DocxComment(finding.span(), author, initials(), at, paragraphs(finding)))
                .toList();
        try {
            return new DocxAnnotator().annotate(DocumentSource.of(source), comments, target);
        } catch (FileAlreadyExistsException e) {
            throw new CliException(ExitCode.USAGE, "the copy would replace the document itself: " + target);
        } catch (NoSuchFileException e) {
            throw new CliException(
                    ExitCode.ENVIRONMENT, "cannot write %s: its folder does not exist".formatted(target));
        } catch (IOException e) {
            throw new CliException(ExitCode.ENVIRONMENT, "cannot write %s: %s".formatted(target, e));
        }
    }

    private static String reviewed(Path source) {
        String name = String.valueOf(source.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name + ".reviewed.docx" : name.substring(0, dot) + ".reviewed" + name.substring(dot);
    }

    private String initials() {
        return Arrays.stream(author.strip().split("\\s+"))
                .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)))
                .collect(Collectors.joining());
    }

    private static List<String> paragraphs(Finding finding) {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add("%s (%s)".formatted(finding.title(), finding.severity().label()));
        paragraphs.add(finding.description());
        finding.replacement().ifPresent(text -> paragraphs.add("Suggestion: " + text));
        paragraphs.addAll(finding.questions());
        return paragraphs;
    }
}
