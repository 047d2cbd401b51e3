package io.aiprism.docx;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One paragraph while it is read. */
final class Paragraph {
    final ParagraphText text = new ParagraphText();
    final ParagraphProperties properties = new ParagraphProperties();

    /** The blocks of text boxes and notes that hang on this paragraph and follow it. */
    List<RawBlock> attached = new ArrayList<>();

    @Nullable
    Flow flow;

    @Nullable
    String id;

    int ordinal;

    /** How many text boxes and notes hang on it so far. */
    int references;

    boolean styleHidden;
    boolean runHidden;

    void start(Flow flow, int ordinal, @Nullable String id, boolean styleHidden) {
        this.flow = flow;
        this.ordinal = ordinal;
        this.id = id;
        this.references = 0;
        this.styleHidden = styleHidden;
        this.runHidden = styleHidden;
        text.clear();
        properties.clear();
        if (!attached.isEmpty()) {
            attached = new ArrayList<>();
        }
    }
}
