package io.aiprism.examples.cli;

import io.aiprism.document.Document;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.docx.AnnotationResult;
import io.aiprism.docx.DocxAnnotator;
import io.aiprism.docx.DocxComment;
import io.aiprism.docx.FindingComments;
import io.aiprism.review.ReviewResult;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A copy of a Word document that has the findings of a review as comments.
 *
 * @param source the document
 * @param target where the copy goes
 * @param style what is written into it
 */
record WordCopy(Path source, Path target, Style style) {
    /**
     * What is written into copies.
     *
     * @param author of the comments
     * @param suggestEdits whether replacements are written as tracked changes
     * @param reading how the document was read
     */
    record Style(String author, boolean suggestEdits, ReadOptions reading) {}

    /** The copy to be written; empty if the document is not a Word document. */
    static Optional<WordCopy> of(Path source, Document document, Optional<Path> output, Style style)
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
        return Optional.of(new WordCopy(source, target, style));
    }

    AnnotationResult write(ReviewResult result) throws CliException {
        List<DocxComment> comments = FindingComments.by(style.author(), result.finishedAt())
                .suggestingEdits(style.suggestEdits())
                .of(result.findings());
        try {
            return new DocxAnnotator(style.reading()).annotate(DocumentSource.of(source), comments, target);
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
}
