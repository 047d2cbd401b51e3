package io.aiprism.analysis.model;

import java.util.List;

final class SchemaCheck {
    private SchemaCheck() {}

    static SchemaCheck of(String schema) {
        return new SchemaCheck();
    }

    List<String> errors(String json) {
        return json.contains("\"severity\":") && json.contains("\"quote\":\"")
                ? List.of()
                : List.of("severity is missing");
    }
}
