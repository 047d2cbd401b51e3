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
    boolean styleBold;
    boolean runBold;

    /** Whether there is anything to see that is not bold. */
    boolean notBold;

    /** Takes over what the style of the paragraph says about its runs. */
    void follow(Styles.ParagraphStyle style) {
        styleHidden = style.hidden();
        styleBold = style.bold();
        startRun();
    }

    /** A run begins, or has ended: what its properties said does not count any longer. */
    void startRun() {
        runHidden = styleHidden;
        runBold = styleBold;
    }

    void start(Flow flow, int ordinal, @Nullable String id, Styles.ParagraphStyle style) {
        this.flow = flow;
        this.ordinal = ordinal;
        this.id = id;
        this.references = 0;
        this.notBold = false;
        follow(style);
        text.clear();
        properties.clear();
        if (!attached.isEmpty()) {
            attached = new ArrayList<>();
        }
    }
}
