package io.aiprism.analysis.model;

import java.util.List;

record JsonSalvage(List<String> elements, boolean repetitive) {
    static JsonSalvage of(String text, String member) {
        return new JsonSalvage(List.of(), false);
    }
}
