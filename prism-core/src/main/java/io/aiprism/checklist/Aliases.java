package io.aiprism.checklist;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;

/** What only YAML has. Loaded when a YAML file is read, and so only where the library is. */
final class Aliases {
    private Aliases() {}

    static boolean isAlias(JsonParser parser) {
        return parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    }
}
