package io.aiprism.testkit.review;

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

/** Documents for tests, from lines of text: {@code # Heading}, or a paragraph. */
public final class Sketch {
    private Sketch() {}

    public static Document of(String... lines) {
        var ids = new BlockIds();
        List<Block> blocks = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("# ")) {
                String title = line.substring(2);
                var heading = new Heading(1, HeadingSource.STYLE_NAME);
                blocks.add(Block.heading(ids.next(Story.BODY, title), Place.BODY, title, heading));
            } else if (!line.isEmpty()) {
                blocks.add(Block.of(ids.next(Story.BODY, line), BlockKind.PARAGRAPH, Place.BODY, line));
            }
        }
        String hash = "%064x".formatted(blocks.hashCode() & 0xFFFFFFFFL);
        return new Document("sketch.txt", "sketch", hash, blocks, Sections.of(blocks, 4_000));
    }
}
