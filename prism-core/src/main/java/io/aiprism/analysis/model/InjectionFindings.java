package io.aiprism.analysis.model;

import io.aiprism.document.Section;
import io.aiprism.finding.Finding;
import java.util.List;

/** Findings about instructions that a section gives to a model. */
record InjectionFindings(String analyzer, String version) {
    static final String CATEGORY = "prompt-injection";

    List<Finding> in(Section section) {
        return List.of();
    }
}
