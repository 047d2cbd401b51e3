package io.aiprism.docx;

import io.aiprism.document.Block;
import io.aiprism.document.BlockIds;
import io.aiprism.document.Document;
import io.aiprism.document.DocumentException;
import io.aiprism.document.ReadOptions;
import io.aiprism.document.Sections;
import io.aiprism.document.Story;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads all parts of a document in the order in which their text is put together: notes first, because the body refers to
 * them, then the body, then the headers and footers that its sections show.
 *
 * @param document what a caller sees
 * @param found the same blocks with where they were found, in the same order
 * @param context what the readers of the parts shared
 */
record Reading(Document document, List<RawBlock> found, StoryContext context) {
    static Reading of(WordPackage word, ReadOptions options) throws IOException {
        Container container = word.container();
        StoryContext context = context(word, options);
        for (String notes : List.of("footnotes", "endnotes")) {
            Optional<String> part = word.part(notes);
            if (part.isPresent()) {
                read(word, part.get(), context, notes.equals("footnotes") ? Story.FOOTNOTE : Story.ENDNOTE);
            }
        }
        List<RawBlock> found = readMain(word, context);
        if (options.guessHeadings()) {
            HeadingGuesses.mark(found);
        }
        Map<String, String> targets = word.relationships().targets();
        Set<String> furniture = new HashSet<>();
        for (Map.Entry<String, Story> shown : context.sections.shown().entrySet()) {
            String part = targets.get(shown.getKey());
            if (part != null && container.has(part) && furniture.add(part)) {
                // What hangs on a paragraph of a header hangs on none of the main part.
                read(word, part, context, shown.getValue()).forEach(block -> found.add(block.at(null)));
            }
        }
        List<Block> blocks = named(found);
        var document = new Document(
                container.document(),
                DocxReader.FORMAT,
                container.hash(),
                blocks,
                Sections.of(blocks, options.maxSectionTokens()),
                CommentsReader.read(
                        word,
                        context,
                        () -> new CommentRanges.Blocks(word.mainPart(), found, blocks),
                        options.limits()));
        return new Reading(document, found, context);
    }

    /** The styles of the document. */
    Styles styles() {
        return context.styles;
    }

    /** What readers of this document's parts share, before any part is read. */
    private static StoryContext context(WordPackage word, ReadOptions options) throws IOException {
        Styles styles = Styles.none();
        Optional<String> part = word.part("styles");
        if (part.isPresent()) {
            try (XmlCursor xml = word.open(part.get())) {
                styles = Styles.read(xml);
            }
        }
        Numbering numbering = Numbering.none();
        part = word.part("numbering");
        if (part.isPresent()) {
            try (XmlCursor xml = word.open(part.get())) {
                numbering = Numbering.read(xml);
            }
        }
        return new StoryContext(
                styles,
                new ListCounters(numbering),
                new SectionProperties(evenAndOddHeaders(word)),
                options.view(),
                new TextBudget(word.container().document(), options.limits()));
    }

    private static boolean evenAndOddHeaders(WordPackage word) throws IOException {
        Optional<String> part = word.part("settings");
        if (part.isEmpty()) {
            return false;
        }
        try (XmlCursor xml = word.open(part.get())) {
            xml.toRoot();
            int root = xml.depth();
            while (xml.nextInside(root)) {
                if (xml.isWord() && xml.name().equals("evenAndOddHeaders")) {
                    return Ooxml.isOn(xml.own("val"));
                }
            }
        }
        return false;
    }

    private static List<RawBlock> readMain(WordPackage word, StoryContext context) throws IOException {
        try (XmlCursor xml = word.open(word.mainPart())) {
            xml.toRoot();
            if (!xml.isWord() || !xml.name().equals("document")) {
                throw notWord(word, xml);
            }
            return new StoryReader(xml, context, Story.BODY, StoryListener.NONE).read();
        }
    }

    private static DocumentException notWord(WordPackage word, XmlCursor xml) {
        return Refusal.notWord(
                word.container().document(),
                "its main part %s begins with <%s>".formatted(word.mainPart(), xml.name()));
    }

    private static List<RawBlock> read(WordPackage word, String part, StoryContext context, Story story)
            throws IOException {
        try (XmlCursor xml = word.open(part)) {
            return new StoryReader(xml, context, story, StoryListener.NONE).read();
        }
    }

    /** Names blocks by the ids that Word gave their paragraphs, where these are unique, else by what they say. */
    private static List<Block> named(List<RawBlock> found) {
        Set<String> once = HashSet.newHashSet(found.size());
        Set<String> repeated = new HashSet<>();
        for (RawBlock block : found) {
            if (block.wordId() != null && !once.add(block.wordId())) {
                repeated.add(block.wordId());
            }
        }
        var ids = new BlockIds();
        List<Block> blocks = new ArrayList<>(found.size());
        for (RawBlock block : found) {
            String wordId = block.wordId();
            String id = wordId != null && !repeated.contains(wordId)
                    ? wordId
                    : ids.next(block.place().story(), block.text());
            blocks.add(new Block(id, block.kind(), block.place(), block.text(), block.heading()));
        }
        return blocks;
    }
}
