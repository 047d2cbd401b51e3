package io.aiprism.analysis;

/**
 * Looks at a section or a document and says what it found. Implementations are thread-safe. One that is to be found by name
 * has a public no-argument constructor and is registered as a {@link java.util.ServiceLoader} service.
 *
 * <p>Each finding lies in a section of the request, and its quote is the text of its span; a review refuses results for which
 * that does not hold.
 */
public interface Analyzer {
    /** The name by which it is chosen and by which stored work finds it again, for example {@code "structure"}. */
    String name();

    /** Changes whenever the same text may give other findings. */
    String version();

    /** What it looks at in one call. */
    Scope scope();

    /**
     * Analyses. Failing is an exception, never an empty result.
     *
     * @param request {@link AnalysisRequest.OfSection} or {@link AnalysisRequest.OfDocument}, as {@link #scope()} says
     * @throws InterruptedException if the result is no longer wanted
     * @throws io.aiprism.task.RetryLaterException to be asked again at a stated time
     * @throws io.aiprism.task.PermanentFailureException to fail without another attempt
     * @throws Exception to fail; asked again as the task's retry policy says
     */
    AnalysisResult analyze(AnalysisRequest request, AnalysisContext context) throws Exception;
}
