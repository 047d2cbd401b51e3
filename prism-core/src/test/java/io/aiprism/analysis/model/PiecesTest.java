package io.aiprism.analysis.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Place;
import io.aiprism.document.Section;
import io.aiprism.document.Sketch;
import io.aiprism.document.Span;
import io.aiprism.document.Story;
import io.aiprism.model.TokenEstimator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PiecesTest {
    private static final TokenEstimator WORDS = text -> text.split("\\s+").length;

    @Test
    void a_section_that_fits_is_one_piece() {
        Section section = section("# One", "Two three.");

        assertThat(new Pieces(WORDS, 100, 10).of(section))
                .containsExactly(new Piece(section, 0, "", "the whole section"));
    }

    @Test
    void blocks_that_readers_do_not_see_are_in_no_piece() {
        var hidden = new Place(Story.BODY, Optional.empty(), Optional.empty(), true);
        Block shown = Block.of("b2", BlockKind.PARAGRAPH, Place.BODY, "Shown.");
        Block secret = Block.of("b1", BlockKind.PARAGRAPH, hidden, "Secret.");
        var section = new Section("s", "", 0, List.of(), 1, 1, List.of(secret, shown));
        var all = new Section("s", "", 0, List.of(), 1, 1, List.of(secret));

        assertThat(new Pieces(WORDS, 100, 10).of(section))
                .singleElement()
                .satisfies(piece -> assertThat(piece.view().blocks()).containsExactly(shown));
        assertThat(new Pieces(WORDS, 100, 10).of(all)).isEmpty();
    }

    @Test
    void pieces_cover_every_paragraph_fit_the_budget_and_share_at_most_the_overlap() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            String[] lines = new String[1 + random.nextInt(30)];
            for (int i = 0; i < lines.length; i++) {
                lines[i] = "p" + i + " word".repeat(random.nextInt(18));
            }
            Section section = section(lines);
            List<Piece> pieces = new Pieces(WORDS, 40, 12).of(section);

            List<Block> seen = new ArrayList<>();
            for (Piece piece : pieces) {
                List<Block> blocks = piece.view().blocks();
                assertThat(tokens(blocks)).isLessThanOrEqualTo(40);
                List<Block> again = blocks.stream().filter(seen::contains).toList();
                assertThat(tokens(again)).isLessThanOrEqualTo(12);
                assertThat(again).isEqualTo(seen.subList(seen.size() - again.size(), seen.size()));
                assertThat(blocks).hasSizeGreaterThan(again.size());
                Set<Block> all = new LinkedHashSet<>(seen);
                all.addAll(blocks);
                seen = new ArrayList<>(all);
            }
            assertThat(seen).isEqualTo(section.blocks());
        }
    }

    @Test
    void a_paragraph_longer_than_the_budget_is_cut_between_sentences() {
        String text = "This is one of many sentences. ".repeat(100).strip();
        Section section = section(text);

        List<Piece> pieces = new Pieces(WORDS, 100, 10).of(section);

        assertThat(pieces.stream().map(piece -> piece.view().text()).reduce("", String::concat))
                .isEqualTo(text);
        assertThat(pieces).hasSizeGreaterThan(5).allSatisfy(piece -> {
            assertThat(piece.view().text()).startsWith("This is one");
            String words = piece.view().text();
            String block = section.blocks().getFirst().id();
            Span span = piece.inSection(Span.within(block, 0, words.length()));
            assertThat(text.substring(span.startOffset(), span.endOffset())).isEqualTo(words);
        });
        assertThat(pieces.getFirst().extent()).isEqualTo("part 1 of %d of the section".formatted(pieces.size()));
    }

    @Test
    void halves_are_the_whole_down_to_what_is_too_short() {
        Section section = section(
                "# Title",
                "One sentence. ".repeat(90).strip(),
                "Short.",
                "Two words. ".repeat(50).strip());
        List<Piece> pieces = new ArrayList<>(List.of(Piece.whole(section).orElseThrow()));
        for (int round = 0; round < 6; round++) {
            List<Piece> next = new ArrayList<>();
            for (Piece piece : pieces) {
                next.addAll(piece.halves().isEmpty() ? List.of(piece) : piece.halves());
            }
            pieces = next;
            assertThat(pieces.stream()
                            .map(piece -> piece.view().text().replaceAll("\\s", ""))
                            .reduce("", String::concat))
                    .isEqualTo(section.text().replaceAll("\\s", ""));
        }
        assertThat(pieces).hasSizeGreaterThan(4).allSatisfy(piece -> {
            assertThat(piece.halves()).isEmpty();
            for (Block block : piece.view().blocks()) {
                Span span = piece.inSection(block.span());
                Block whole = section.blocks().stream()
                        .filter(it -> it.id().equals(block.id()))
                        .findFirst()
                        .orElseThrow();
                assertThat(whole.text().substring(span.startOffset(), span.endOffset()))
                        .isEqualTo(block.text());
            }
        });
    }

    @Test
    void a_heading_alone_is_no_half() {
        Section section = section("# Title", "Short.");

        assertThat(Piece.whole(section).orElseThrow().halves()).isEmpty();
    }

    private static long tokens(List<Block> blocks) {
        return blocks.stream()
                .mapToLong(block -> WORDS.tokens(block.text()) + 1)
                .sum();
    }

    private static Section section(String... lines) {
        return Sketch.of(lines).sections().getFirst();
    }
}
