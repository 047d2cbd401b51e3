package io.aiprism.docx;

import static java.util.Objects.requireNonNull;

import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes a copy of a Word document with comments at spans of its text.
 *
 * <p>Only what must change does: runs are split where a comment begins or ends within them, the marks of comments go in,
 * and the part that holds the comments is made or extended. Comments, ids and people that are there stay; where a
 * document has parts for threads, lasting ids, dates and authors of comments, the new ones are added to those too. Every other
 * entry of the file is copied byte for byte, in order. What cannot be anchored, or not where it should be, is reported.
 *
 * <p>A comment may suggest a replacement for its words; that is written as a tracked change, so that rejecting all changes
 * gives the text as it was.
 *
 * <p>Instances are immutable and thread-safe.
 */
public final class DocxAnnotator {
    private final ReadOptions options;

    /** Creates an annotator for spans of documents that were read with {@link ReadOptions#DEFAULT}. */
    public DocxAnnotator() {
        this(ReadOptions.DEFAULT);
    }

    /**
     * Creates an annotator.
     *
     * @param options those that the document was read with: spans count the text of that view
     */
    public DocxAnnotator(ReadOptions options) {
        this.options = requireNonNull(options, "options");
    }

    /**
     * Writes the copy to a file. It is written beside the target and moved into its place when it is whole; a file that is
     * there is replaced.
     *
     * @throws FileAlreadyExistsException if the target is the document itself
     * @throws io.aiprism.document.DocumentException if the document cannot be read, as {@link DocxReader} throws it
     */
    public AnnotationResult annotate(DocumentSource source, List<DocxComment> comments, Path target)
            throws IOException {
        try (WordPackage word = WordPackage.open(source, options.limits())) {
            if (word.container().isSameAs(target)) {
                throw new FileAlreadyExistsException(
                        target.toString(), null, "the copy would replace the document " + source.name());
            }
            Path aside = target.resolveSibling(".%s.%s.tmp".formatted(target.getFileName(), UUID.randomUUID()));
            try {
                AnnotationResult result;
                try (SeekableByteChannel channel =
                                Files.newByteChannel(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                        var zip = new ZipArchiveOutputStream(channel)) {
                    result = write(word, comments, zip);
                }
                Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return result;
            } finally {
                Files.deleteIfExists(aside);
            }
        }
    }

    /**
     * Writes the copy to a stream. Does not close it. What was written before an exception is of no use.
     *
     * @throws io.aiprism.document.DocumentException if the document cannot be read, as {@link DocxReader} throws it
     */
    public AnnotationResult annotate(DocumentSource source, List<DocxComment> comments, OutputStream target)
            throws IOException {
        try (WordPackage word = WordPackage.open(source, options.limits())) {
            var zip = new ZipArchiveOutputStream(target);
            AnnotationResult result = write(word, comments, zip);
            target.flush();
            return result;
        }
    }

    private AnnotationResult write(WordPackage word, List<DocxComment> comments, ZipArchiveOutputStream zip)
            throws IOException {
        var ids = new AnnotationIds();
        word.collectIds(ids);
        Reading reading = Reading.of(word, options);
        word.collectOtherIds();
        // What could be read can be written.
        word.container().rewind();
        var plan = new AnchorPlan(reading, comments, ids);
        new AnnotatedCopy(word, options, reading, plan, ids).copy().write(zip);
        return new AnnotationResult(plan.anchorings());
    }
}
