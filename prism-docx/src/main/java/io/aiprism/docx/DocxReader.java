package io.aiprism.docx;

import io.aiprism.document.Document;
import io.aiprism.document.DocumentException;
import io.aiprism.document.DocumentReader;
import io.aiprism.document.DocumentSource;
import io.aiprism.document.ReadOptions;
import java.io.IOException;
import java.util.Set;

/**
 * Reads Word documents: {@code .docx}, {@code .docm}, {@code .dotx} and {@code .dotm}, Transitional and Strict.
 *
 * <p>Every paragraph with something to see is a block, wherever it stands. Its text is what a reader sees on the page:
 * tabs are {@code '\t'}, line and page breaks {@code '\n'}, no-break hyphens U+2011, soft hyphens U+00AD; fields are there
 * with their results, without their instructions; list labels are at {@link io.aiprism.document.Place#listItem()}. Marks
 * of footnotes and comments are not text. Hidden words in a visible paragraph are left out; a paragraph that is hidden as
 * a whole is a block whose place says so. Changes of paragraph marks are not followed: a paragraph that a tracked change
 * joins with the next one stays a block of its own.
 *
 * <p>Of drawings, DrawingML and VML, the paragraphs of text boxes and of shapes with text are blocks, in groups and canvases
 * too; where a drawing is there twice for older programs, it is read once. Equations are read as their characters in order.
 * Not read is what Word does not keep as paragraphs of the document: text in charts (titles, labels, data), in SmartArt and in
 * other DrawingML graphics, the words of old (VML) WordArt, alternative texts, pictures, embedded objects, and files
 * that Word imports only when it opens the document ({@code altChunk}). They are no error; {@link DocxAnnotator} copies them
 * unchanged.
 *
 * <p>Headings are those of Word's navigation pane. The id of a block is that of Word's paragraph where it has one.
 *
 * <p>Instances have no state and are thread-safe. Nothing is fetched from the network and nothing written to disk.
 */
public final class DocxReader implements DocumentReader {
    static final String FORMAT = "docx";

    private static final Set<String> EXTENSIONS = Set.of("docx", "docm", "dotx", "dotm");

    /** Creates a reader. */
    public DocxReader() {}

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public Set<String> extensions() {
        return EXTENSIONS;
    }

    /** Whether this is surely a Word document. Those of before 2007 and encrypted ones count, to be refused by name. */
    @Override
    public boolean recognizes(byte[] head) {
        return Signature.isWord(head);
    }

    /**
     * Reads a whole document.
     *
     * @throws DocumentException {@code ENCRYPTED} for a document with a password, {@code UNSUPPORTED} for one of before
     *     2007, {@code UNKNOWN_FORMAT} for a file that is no Word document, {@code DAMAGED} for an archive or part that is
     *     not well-formed, {@code LIMIT_EXCEEDED} for one over a limit, which the message names
     */
    @Override
    public Document read(DocumentSource source, ReadOptions options) throws IOException {
        try (WordPackage word = WordPackage.open(source, options.limits())) {
            return Reading.of(word, options).document();
        }
    }
}
