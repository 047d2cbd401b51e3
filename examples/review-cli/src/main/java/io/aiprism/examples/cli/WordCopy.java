package io.aiprism.examples.cli;

import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import io.aiprism.docx.AnnotationResult;
import io.aiprism.docx.DocxAnnotator;
import io.aiprism.docx.DocxComment;
import io.aiprism.docx.FindingComments;
import io.aiprism.finding.Finding;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A copy of a Word document that has findings as comments.
 *
 * @param source the document
 * @param target where the copy goes
 * @param style what is written into it
 */
record WordCopy(DocumentSource source, Path target, Style style) {
    /**
     * What is written into copies.
     *
     * @param author of the comments
     * @param suggestEdits whether replacements are written as tracked changes
     * @param reading how the document was read
     */
    record Style(String author, boolean suggestEdits, ReadOptions reading) {}

    /**
     * Writes it.
     *
     * @param at what the comments are dated
     */
    AnnotationResult write(List<Finding> findings, Instant at) throws CliException {
        List<DocxComment> comments = FindingComments.by(style.author(), at)
                .suggestingEdits(style.suggestEdits())
                .of(findings);
        try {
            return new DocxAnnotator(style.reading()).annotate(source, comments, target);
        } catch (FileAlreadyExistsException e) {
            throw new CliException(ExitCode.USAGE, "the copy would replace the document itself: " + target);
        } catch (NoSuchFileException e) {
            throw new CliException(
                    ExitCode.ENVIRONMENT, "cannot write %s: its folder does not exist".formatted(target));
        } catch (IOException e) {
            throw new CliException(ExitCode.ENVIRONMENT, "cannot write %s: %s".formatted(target, e));
        }
    }
}
