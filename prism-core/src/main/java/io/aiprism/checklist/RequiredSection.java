package io.aiprism.checklist;

import java.util.List;
import java.util.Optional;

/**
 * A section that the document has to have.
 *
 * @param title the usual title
 * @param aliases other titles that will do
 * @param ordered whether the section has to come after the ordered ones that stand before it in the checklist
 * @param guidance what belongs into the section, where that can be said
 */
public record RequiredSection(String title, List<String> aliases, boolean ordered, Optional<String> guidance) {
    public RequiredSection {
        Checkpoint.requireNonBlank("title", title);
        aliases = List.copyOf(aliases);
        aliases.forEach(alias -> Checkpoint.requireNonBlank("alias", alias));
        guidance.ifPresent(text -> Checkpoint.requireNonBlank("guidance", text));
    }
}
