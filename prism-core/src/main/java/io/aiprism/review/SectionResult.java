package io.aiprism.review;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.aiprism.finding.Finding;
import java.util.List;
import java.util.Optional;

/**
 * How one analysis of a section, or of the document as a whole, ended. Each analysis of a review has exactly one, whatever
 * happened to it. Only an {@link Analyzed} without findings says that there is nothing to be found.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SectionResult.Analyzed.class, name = "analyzed"),
    @JsonSubTypes.Type(value = SectionResult.Partial.class, name = "partial"),
    @JsonSubTypes.Type(value = SectionResult.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = SectionResult.Cancelled.class, name = "cancelled")
})
public sealed interface SectionResult {
    /** What was analysed, and by whom. */
    Subject subject();

    /** What was found before the analysis ended, in document order. */
    List<Finding> findings();

    /**
     * What was analysed, and by whom.
     *
     * @param sectionId the section; empty for the document as a whole
     * @param title of the section, which may be empty, or name of the document
     * @param analyzer name of the analyzer
     * @param input tells what the analyzer was given, for another review to know whether it would be given the same
     */
    record Subject(Optional<String> sectionId, String title, String analyzer, AnalysisInput input) {
        public Subject {
            requireNonNull(sectionId, "sectionId");
            requireNonNull(title, "title");
            requireNonNull(analyzer, "analyzer");
            requireNonNull(input, "input");
        }
    }

    /** Why an analysis failed. */
    enum Cause {
        /** The analyzer failed, at its last attempt. */
        ERROR,
        /** The analysis did not end before its deadline. */
        TIMED_OUT,
        /** It ended, but its result was no longer kept when it was read. */
        RESULT_EXPIRED
    }

    /**
     * Everything was looked at.
     *
     * @param subject what was analysed
     * @param version of the analyzer
     * @param findings in document order
     */
    record Analyzed(Subject subject, String version, List<Finding> findings) implements SectionResult {
        public Analyzed {
            requireNonNull(subject, "subject");
            requireNonNull(version, "version");
            findings = List.copyOf(findings);
        }
    }

    /**
     * Not everything was looked at.
     *
     * @param subject what was analysed
     * @param version of the analyzer
     * @param findings in document order
     * @param gap what was not looked at and why
     */
    record Partial(Subject subject, String version, List<Finding> findings, String gap) implements SectionResult {
        public Partial {
            requireNonNull(subject, "subject");
            requireNonNull(version, "version");
            findings = List.copyOf(findings);
            requireNonNull(gap, "gap");
        }
    }

    /**
     * The analysis failed.
     *
     * @param subject what was to be analysed
     * @param cause why
     * @param message for people
     */
    record Failed(Subject subject, Cause cause, String message) implements SectionResult {
        public Failed {
            requireNonNull(subject, "subject");
            requireNonNull(cause, "cause");
            requireNonNull(message, "message");
        }

        @Override
        public List<Finding> findings() {
            return List.of();
        }
    }

    /**
     * Somebody cancelled the analysis.
     *
     * @param subject what was to be analysed
     * @param reason as given to {@code cancel}
     */
    record Cancelled(Subject subject, String reason) implements SectionResult {
        public Cancelled {
            requireNonNull(subject, "subject");
            requireNonNull(reason, "reason");
        }

        @Override
        public List<Finding> findings() {
            return List.of();
        }
    }
}
