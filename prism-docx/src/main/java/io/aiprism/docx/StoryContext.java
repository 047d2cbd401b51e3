package io.aiprism.docx;

import io.aiprism.document.RevisionView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the readers of all parts of one document share. */
final class StoryContext {
    final Styles styles;
    final ListCounters lists;
    final SectionProperties sections;
    final RevisionView view;
    final TextBudget budget;

    /** The blocks of notes, by {@link #noteKey}. */
    final Map<String, List<RawBlock>> notes = new HashMap<>();

    private int tables;

    StoryContext(Styles styles, ListCounters lists, SectionProperties sections, RevisionView view, TextBudget budget) {
        this.styles = styles;
        this.lists = lists;
        this.sections = sections;
        this.view = view;
        this.budget = budget;
    }

    String nextTable() {
        return "t" + ++tables;
    }

    static String noteKey(boolean endnote, String id) {
        return (endnote ? "e" : "f") + id;
    }
}
