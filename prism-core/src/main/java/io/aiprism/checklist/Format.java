package io.aiprism.checklist;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;

/** How a checklist file is written. YAML is read by a library that need not be there: only {@link Aliases} names its classes. */
record Format(String name, JsonFactory factory) {
    private static final String YAML = "YAML";

    static Format of(String source) throws ChecklistException {
        return of(source, ServiceLoader.load(JsonFactory.class));
    }

    static Format of(String source, Iterable<JsonFactory> installed) throws ChecklistException {
        String lower = source.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".yaml") && !lower.endsWith(".yml")) {
            return new Format("JSON", new JsonFactory());
        }
        Optional<JsonFactory> yaml = StreamSupport.stream(installed.spliterator(), false)
                .filter(factory -> factory.getFormatName().equals(YAML))
                .findFirst();
        return new Format(
                YAML,
                yaml.orElseThrow(() -> ChecklistException.withoutPlace(
                        "%s is YAML, which needs com.fasterxml.jackson.dataformat:jackson-dataformat-yaml beside Prism; add it, or write the checklist as JSON"
                                .formatted(source))));
    }

    JsonParser parser(InputStream stream) throws IOException {
        return factory.createParser(stream)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature())
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE.mappedFeature())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION.mappedFeature());
    }

    /** Whether a value only refers to another one. */
    boolean isAlias(JsonParser parser) {
        return name.equals(YAML) && Aliases.isAlias(parser);
    }
}
