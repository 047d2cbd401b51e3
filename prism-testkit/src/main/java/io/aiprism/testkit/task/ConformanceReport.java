package io.aiprism.testkit.task;

import io.aiprism.task.Capability;
import java.util.List;
import java.util.Set;

/**
 * Which points of the contract an executor fulfils.
 *
 * @param version of the format of this report
 * @param executor name of the executor
 * @param testedBy class of the test
 * @param capabilities what the executor declares
 * @param passed number of tests that passed
 * @param failed number of tests that did not
 * @param tests all tests that were run, by name
 */
public record ConformanceReport(
        int version,
        String executor,
        String testedBy,
        Set<Capability> capabilities,
        int passed,
        int failed,
        List<Result> tests) {
    /** The version of the format that is written now. */
    public static final int VERSION = 1;

    /**
     * How one test ended.
     *
     * @param part the part of the contract, for example {@code "RetryContract"}
     * @param name what must hold
     * @param result {@code "passed"}, {@code "failed"} or {@code "skipped"}
     * @param message why it failed or was skipped; empty if it passed
     */
    public record Result(String part, String name, String result, String message) {}
}
