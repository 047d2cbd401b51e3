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

    /** The blocks of notes and comments, by {@link #noteKey} and {@link #commentKey}. */
    final Map<String, List<RawBlock>> notes = new HashMap<>();

    final CommentRanges comments = new CommentRanges();

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

    /** A context for another pass over the main part: what was counted is counted anew. */
    StoryContext again(TextBudget ofPass) {
        return new StoryContext(styles, lists.again(), new SectionProperties(false), view, ofPass);
    }

    /** A context for the part that holds the comments, which count against limits of their own. */
    StoryContext forComments(TextBudget ofComments) {
        return new StoryContext(styles, lists, new SectionProperties(false), view, ofComments);
    }

    static String commentKey(String id) {
        return "c" + id;
    }

    static String noteKey(boolean endnote, String id) {
        return (endnote ? "e" : "f") + id;
    }
}
