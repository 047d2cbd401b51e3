import org.jspecify.annotations.NullMarked;

/** Reads Markdown, and maps what it has read back to the source. */
@NullMarked
module io.aiprism.markdown {
    requires transitive io.aiprism.core;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;

    exports io.aiprism.markdown;

    provides io.aiprism.document.DocumentReader with
            io.aiprism.markdown.MarkdownReader;
}
