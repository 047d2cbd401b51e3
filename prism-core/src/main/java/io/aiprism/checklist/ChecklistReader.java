package io.aiprism.checklist;

import io.aiprism.finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checklists from JSON. Knows where each value stands, so that every complaint can say so. */
final class ChecklistReader {
    private final String source;

    private ChecklistReader(String source) {
        this.source = source;
    }

    static Checklist read(String source, InputStream stream) throws IOException {
        var reader = new ChecklistReader(source);
        return reader.checklist(reader.object(Located.parse(source, stream), ""));
    }

    private Checklist checklist(Fields fields) throws ChecklistException {
        fields.allow(Set.of("$schema", "id", "version", "title", "locale", "checkpoints", "requiredSections"));
        fields.optionalText("$schema");
        String id = fields.text("id");
        String version = fields.text("version");
        String title = fields.text("title");
        Locale locale = locale(fields);
        List<Checkpoint> checkpoints = new ArrayList<>();
        Map<String, Integer> lineOfId = new HashMap<>();
        for (Fields item : fields.objects("checkpoints")) {
            Checkpoint checkpoint = checkpoint(item);
            Integer earlier =
                    lineOfId.putIfAbsent(checkpoint.id(), item.required("id").line());
            if (earlier != null) {
                throw item.problem("id", "'%s' is used already on line %d".formatted(checkpoint.id(), earlier));
            }
            checkpoints.add(checkpoint);
        }
        List<RequiredSection> sections = new ArrayList<>();
        for (Fields item : fields.objects("requiredSections")) {
            sections.add(section(item));
        }
        return new Checklist(id, version, title, locale, checkpoints, sections);
    }

    private static Checkpoint checkpoint(Fields fields) throws ChecklistException {
        fields.allow(Set.of("id", "title", "guidance", "severity"));
        Optional<Severity> severity = Optional.empty();
        Optional<String> name = fields.optionalText("severity");
        if (name.isPresent()) {
            try {
                severity = Optional.of(Severity.parse(name.get()));
            } catch (IllegalArgumentException e) {
                throw fields.problem("severity", String.valueOf(e.getMessage()));
            }
        }
        return new Checkpoint(fields.text("id"), fields.text("title"), fields.text("guidance"), severity);
    }

    private static RequiredSection section(Fields fields) throws ChecklistException {
        fields.allow(Set.of("title", "aliases", "ordered", "guidance"));
        return new RequiredSection(
                fields.text("title"), fields.texts("aliases"), fields.flag("ordered"), fields.optionalText("guidance"));
    }

    private static Locale locale(Fields fields) throws ChecklistException {
        Optional<String> tag = fields.optionalText("locale");
        if (tag.isEmpty()) {
            return Locale.ROOT;
        }
        try {
            return new Locale.Builder().setLanguageTag(tag.get()).build();
        } catch (IllformedLocaleException e) {
            throw fields.problem("locale", "'%s' is no language tag, for example \"en-GB\"".formatted(tag.get()));
        }
    }

    private Fields object(Located value, String path) throws ChecklistException {
        if (value instanceof Located.Fields object) {
            return new Fields(object, path);
        }
        throw ChecklistException.at(source, value.line(), path, "must be an object, was " + value.kind());
    }

    /** An object of the file, and the path by which messages call it. */
    private final class Fields {
        private final Located.Fields object;
        private final String path;

        Fields(Located.Fields object, String path) {
            this.object = object;
            this.path = path;
        }

        void allow(Set<String> known) throws ChecklistException {
            for (Map.Entry<String, Located> field : object.values().entrySet()) {
                if (!known.contains(field.getKey())) {
                    throw ChecklistException.at(
                            source,
                            field.getValue().line(),
                            path(field.getKey()),
                            "unknown field; there are: "
                                    + String.join(", ", known.stream().sorted().toList()));
                }
            }
        }

        Located required(String name) throws ChecklistException {
            Located value = object.values().get(name);
            if (value == null) {
                throw ChecklistException.at(source, object.line(), path(name), "is missing");
            }
            return value;
        }

        String text(String name) throws ChecklistException {
            return text(required(name), path(name));
        }

        Optional<String> optionalText(String name) throws ChecklistException {
            return object.values().containsKey(name) ? Optional.of(text(name)) : Optional.empty();
        }

        boolean flag(String name) throws ChecklistException {
            @Nullable Located value = object.values().get(name);
            if (value == null) {
                return false;
            }
            if (value instanceof Located.Flag flag) {
                return flag.value();
            }
            throw problem(name, "must be true or false, was " + value.kind());
        }

        List<String> texts(String name) throws ChecklistException {
            List<String> texts = new ArrayList<>();
            List<Located> values = object.values().containsKey(name) ? items(name) : List.of();
            for (int i = 0; i < values.size(); i++) {
                texts.add(text(values.get(i), "%s[%d]".formatted(path(name), i)));
            }
            return texts;
        }

        List<Fields> objects(String name) throws ChecklistException {
            List<Fields> objects = new ArrayList<>();
            List<Located> values = items(name);
            for (int i = 0; i < values.size(); i++) {
                objects.add(object(values.get(i), "%s[%d]".formatted(path(name), i)));
            }
            return objects;
        }

        ChecklistException problem(String name, String problem) throws ChecklistException {
            return ChecklistException.at(source, required(name).line(), path(name), problem);
        }

        private List<Located> items(String name) throws ChecklistException {
            Located value = required(name);
            if (value instanceof Located.Items items) {
                return items.values();
            }
            throw problem(name, "must be a list, was " + value.kind());
        }

        private String text(Located value, String path) throws ChecklistException {
            if (!(value instanceof Located.Text text)) {
                throw ChecklistException.at(
                        source, value.line(), path, "must be a text, was " + value.kind() + hint(value));
            }
            if (text.value().isBlank()) {
                throw ChecklistException.at(source, value.line(), path, "must not be blank");
            }
            return text.value();
        }

        private static String hint(Located value) {
            return value instanceof Located.Flag || value.kind().equals("a number") ? "; put it in quotes" : "";
        }

        private String path(String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }
}
