import org.jspecify.annotations.NullMarked;

/** Reads Word documents, and writes copies with comments in them. */
@NullMarked
module io.aiprism.docx {
    requires transitive io.aiprism.core;
    requires com.ctc.wstx;
    requires java.xml;
    requires org.apache.commons.compress;
    requires org.codehaus.stax2;

    exports io.aiprism.docx;

    provides io.aiprism.document.DocumentReader with
            io.aiprism.docx.DocxReader;
}
