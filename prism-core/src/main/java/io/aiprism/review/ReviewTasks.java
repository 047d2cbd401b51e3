package io.aiprism.review;

import io.aiprism.analysis.AnalysisResult;
import io.aiprism.task.TaskType;

/** The types of the tasks that reviews submit. All are named and have JSON codecs, so that any executor can store them. */
public final class ReviewTasks {
    /** Analyses one section with one analyzer. */
    public static final TaskType<SectionAnalysis, AnalysisResult> SECTION =
            TaskType.json("prism.review.section", SectionAnalysis.class, AnalysisResult.class);

    /** Analyses a document as a whole with one analyzer. */
    public static final TaskType<DocumentAnalysis, AnalysisResult> DOCUMENT =
            TaskType.json("prism.review.document", DocumentAnalysis.class, AnalysisResult.class);

    /** Takes over what an earlier review has found about the same content. */
    public static final TaskType<AnalysisResult, AnalysisResult> REUSED =
            TaskType.json("prism.review.reused", AnalysisResult.class, AnalysisResult.class);

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
}
