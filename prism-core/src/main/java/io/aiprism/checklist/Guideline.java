package io.aiprism.checklist;

import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Document;
import io.aiprism.document.ListItem;
import io.aiprism.document.Section;
import io.aiprism.document.Story;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Makes checkpoints of what a guideline says. Items of nested lists belong to the item above them. Text before the first heading,
 * and below a title that stands above everything else, is taken for an introduction unless there is nothing else. Headers, footers
 * and hidden text are left out.
 */
final class Guideline {
    private static final int TITLE_LENGTH = 80;

    private final Document document;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    Guideline(Document document) {
        this.document = document;
    }

    Checklist checklist() throws ChecklistException {
        Optional<Section> title = title();
        for (Section section : document.sections()) {
            boolean introduction = section.level() == 0 || title.equals(Optional.of(section));
            read(section, introduction);
        }
        if (checkpoints.isEmpty()) {
            document.sections().forEach(section -> read(section, false));
        }
        if (checkpoints.isEmpty()) {
            throw ChecklistException.withoutPlace(
                    "%s cannot serve as a checklist: it has neither list items nor text below headings"
                            .formatted(document.name()));
        }
        String name = document.name().replaceFirst("\\.[^.]*$", "");
        String hash = document.hash();
        return new Checklist(
                slug(name),
                hash.substring(0, Math.min(12, hash.length())),
                title.map(Section::title).orElse(name.isBlank() ? "Guideline" : name),
                Locale.ROOT,
                checkpoints,
                List.of());
    }

    /** The first section, if its heading is the only one of its level and above all others. */
    private Optional<Section> title() {
        List<Section> headed = document.sections().stream()
                .filter(section -> section.level() > 0 && section.part() == 1)
                .toList();
        boolean above = headed.size() > 1
                && headed.stream()
                        .skip(1)
                        .allMatch(section -> section.level() > headed.getFirst().level());
        return above ? Optional.of(headed.getFirst()) : Optional.empty();
    }

    private void read(Section section, boolean introduction) {
        List<String> text = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        int outermost = outermost(section);
        String lead = "";
        for (Block block : section.blocks()) {
            boolean counts = !block.place().hidden()
                    && block.place().story() != Story.HEADER
                    && block.place().story() != Story.FOOTER
                    && !block.text().isBlank();
            if (!counts || block.kind() == BlockKind.HEADING) {
                continue;
            }
            String words = block.text().strip().replaceAll("\\s+", " ");
            if (block.kind() != BlockKind.LIST_ITEM) {
                end(item, lead);
                lead = words.endsWith(":") ? words : "";
                if (lead.isEmpty()) {
                    text.add(words);
                }
            } else if (level(block) > outermost && !item.isEmpty()) {
                item.append("; ").append(words);
            } else {
                end(item, lead);
                item.append(words);
            }
        }
        end(item, lead);
        if (!introduction && !text.isEmpty()) {
            String title = section.title().isBlank() ? text.getFirst() : section.title();
            add(title, String.join(" ", text));
        }
    }

    /** Makes a checkpoint of a list item that is complete. */
    private void end(StringBuilder item, String lead) {
        if (!item.isEmpty()) {
            String words = item.toString();
            item.setLength(0);
            add(words, lead.isEmpty() ? words : lead + " " + words);
        }
    }

    private void add(String title, String guidance) {
        String shortened = shortened(title);
        String slug = slug(shortened);
        String id = slug;
        for (int number = 2; !ids.add(id); number++) {
            id = slug + "-" + number;
        }
        checkpoints.add(new Checkpoint(id, shortened, guidance, Optional.empty()));
    }

    private static int outermost(Section section) {
        return section.blocks().stream()
                .filter(block -> block.kind() == BlockKind.LIST_ITEM)
                .mapToInt(Guideline::level)
                .min()
                .orElse(0);
    }

    private static int level(Block block) {
        return block.place().listItem().map(ListItem::level).orElse(0);
    }

    /** The first sentence, cut between words where it is long. */
    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        String sentence = line.replaceFirst("(?<=\\p{L}[.!?;:])\\s.*$", "");
        if (sentence.length() <= TITLE_LENGTH) {
            return sentence;
        }
        int space = sentence.lastIndexOf(' ', TITLE_LENGTH - 1);
        int end = space > 0 ? space : sentence.offsetByCodePoints(0, TITLE_LENGTH / 2);
        return sentence.substring(0, end) + "…";
    }

    private static String slug(String text) {
        String slug = text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "guideline" : slug;
    }
}
