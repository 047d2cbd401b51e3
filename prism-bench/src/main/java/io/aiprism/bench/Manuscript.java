package io.aiprism.bench;

import io.aiprism.document.Block;
import io.aiprism.document.BlockIds;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Document;
import io.aiprism.document.Heading;
import io.aiprism.document.HeadingSource;
import io.aiprism.document.Place;
import io.aiprism.document.Sections;
import io.aiprism.document.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Documents made by code, always the same, in which a known sentence stands for each thing that is to be found; no two sections of
 * all manuscripts with different names share one.
 */
final class Manuscript {
    /** Characters of a token, as the fake Bedrock counts them. */
    static final int TOKEN = 4;

    private static final Pattern PLANTED = Pattern.compile("Item [\\w-]+ has no owner\\.");
    private static final int MAX_SECTION_TOKENS = 4_000;

    private Manuscript() {}

    /**
     * A document.
     *
     * @param sections how many
     * @param tokens of each section, its heading included
     * @param planted things to be found in each
     */
    static Document of(String name, int sections, int tokens, int planted) {
        var ids = new BlockIds();
        List<Block> blocks = new ArrayList<>();
        for (int section = 1; section <= sections; section++) {
            String title = "Part %d of %s".formatted(section, name);
            blocks.add(Block.heading(
                    ids.next(Story.BODY, title), Place.BODY, title, new Heading(1, HeadingSource.MARKUP)));
            int length = tokens * TOKEN - title.length() - 1;
            for (String paragraph : paragraphs(name, section, length, planted)) {
                blocks.add(Block.of(ids.next(Story.BODY, paragraph), BlockKind.PARAGRAPH, Place.BODY, paragraph));
            }
        }
        return document(name, blocks);
    }

    /** The same document with other words in one paragraph of one section, and as many of them. */
    static Document edited(Document document, int section) {
        Block first = document.sections().get(section).blocks().get(1);
        List<Block> blocks = document.blocks().stream()
                .map(block -> block.id().equals(first.id())
                        ? Block.of(
                                block.id(),
                                block.kind(),
                                block.place(),
                                block.text().replace("week", "year"))
                        : block)
                .toList();
        if (blocks.equals(document.blocks())) {
            throw new IllegalStateException("section %d has no week in its first paragraph".formatted(section));
        }
        return document(document.name(), blocks);
    }

    /** The planted sentences that stand in a text, in their order. */
    static List<String> plantedIn(String text) {
        return PLANTED.matcher(text).results().map(MatchResult::group).toList();
    }

    private static Document document(String name, List<Block> blocks) {
        return new Document(name, "manuscript", "0".repeat(64), blocks, Sections.of(blocks, MAX_SECTION_TOKENS));
    }

    private static List<String> paragraphs(String name, int section, int length, int planted) {
        var pages = new ProsePages(31L * name.hashCode() + section);
        List<String> paragraphs = new ArrayList<>();
        for (int left = length; left > 0; ) {
            for (String prose : pages.next()) {
                int item = paragraphs.size() + 1;
                String paragraph = item <= planted
                        ? "Item %s-%d-%d has no owner. %s".formatted(name, section, item, prose)
                        : prose;
                if (left <= 1) {
                    break;
                }
                paragraphs.add(paragraph.substring(0, Math.min(paragraph.length(), left - 1)));
                left -= paragraphs.getLast().length() + 1;
            }
            left = left <= 1 ? 0 : left;
        }
        return paragraphs;
    }
}
