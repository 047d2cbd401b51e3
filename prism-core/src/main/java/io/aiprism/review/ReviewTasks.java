package io.aiprism.review;

import io.aiprism.analysis.AnalysisResult;
import io.aiprism.task.Codec;
import io.aiprism.task.TaskType;

/**
 * The types of the tasks that reviews submit. All are named and have JSON codecs, so that any executor can store them. Each
 * analyzer has types of its own: where several processes share the tasks, one that has not got the analyzer leaves them to
 * others.
 */
public final class ReviewTasks {
    private static final Codec<SectionAnalysis> SECTION = Codec.json(SectionAnalysis.class);
    private static final Codec<DocumentAnalysis> DOCUMENT = Codec.json(DocumentAnalysis.class);
    private static final Codec<AnalysisResult> RESULT = Codec.json(AnalysisResult.class);

    /** Takes over what an earlier review has found about the same content. */
    public static final TaskType<AnalysisResult, AnalysisResult> REUSED =
            new TaskType<>("prism.review.reused", RESULT, RESULT);

    /** Label of a task: name of its analyzer. */
    public static final String ANALYZER = "prism.analyzer";

    /** Label of a task: id of its section; absent where it looks at the document as a whole. */
    public static final String SECTION_ID = "prism.section";

    /** Label of a task: hash of its document. */
    public static final String DOCUMENT_HASH = "prism.document";

    /** Label of a task: id of its checklist. */
    public static final String CHECKLIST = "prism.checklist";

    /** Label of a task: version of its checklist. */
    public static final String CHECKLIST_VERSION = "prism.checklist.version";

    /** Label of a task: what its analyzer is given, as {@link AnalysisInput} prints it. */
    public static final String INPUT = "prism.input";

    /** Label of a task that takes over what an earlier review has found: that review's id; absent from others. */
    public static final String REUSED_FROM = "prism.reused";

    private ReviewTasks() {}

    /**
     * Analyses one section.
     *
     * @param analyzer name of the analyzer that does it
     */
    public static TaskType<SectionAnalysis, AnalysisResult> section(String analyzer) {
        return new TaskType<>("prism.review.section." + analyzer, SECTION, RESULT);
    }

    /**
     * Analyses a document as a whole.
     *
     * @param analyzer name of the analyzer that does it
     */
    public static TaskType<DocumentAnalysis, AnalysisResult> document(String analyzer) {
        return new TaskType<>("prism.review.document." + analyzer, DOCUMENT, RESULT);
    }
}
