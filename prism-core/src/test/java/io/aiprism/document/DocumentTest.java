package io.aiprism.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentTest {
    private static final Block A = block("a", "first 😀");
    private static final Block B = block("b", "second");
    private static final Block C = block("c", "third");

    private final Document document = documentOf(List.of(A, B, C), List.of(section("s1", A, B), section("s2", C)));

    @Test
    void a_span_says_the_words_it_covers() {
        assertThat(document.text(Span.within("b", 1, 4))).isEqualTo("eco");
        assertThat(document.text(new Span("a", 6, "c", 2))).isEqualTo("😀\nsecond\nth");
    }

    @Test
    void a_span_outside_the_document_is_refused() {
        assertThat(document.contains(Span.within("b", 0, 7))).isFalse();
        assertThat(document.contains(new Span("c", 0, "a", 1))).isFalse();
        assertThat(document.contains(Span.within("d", 0, 0))).isFalse();
        assertThatThrownBy(() -> document.text(Span.within("d", 0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not lie within document");
    }

    @Test
    void blocks_and_sections_are_found_by_id() {
        assertThat(document.block("b")).contains(B);
        assertThat(document.sectionOf("c").id()).isEqualTo("s2");
        assertThat(document.section("s1")).isPresent();
        assertThat(document.block("x")).isEmpty();
        assertThatThrownBy(() -> document.sectionOf("x")).hasMessageContaining("no block x");
    }

    @Test
    void sections_that_leave_a_block_out_are_refused() {
        assertThatThrownBy(() -> documentOf(List.of(A, B, C), List.of(section("s1", A, B))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cover all 3 blocks, but cover 2");
    }

    @Test
    void sections_that_have_a_block_twice_are_refused() {
        assertThatThrownBy(() -> documentOf(List.of(A, B), List.of(section("s1", A, B), section("s2", B))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void two_blocks_or_sections_of_one_id_are_refused() {
        assertThatThrownBy(() -> documentOf(List.of(A, A), List.of(section("s1", A, A))))
                .hasMessageContaining("two blocks have the id a");
        assertThatThrownBy(() -> documentOf(List.of(A, B), List.of(section("s", A), section("s", B))))
                .hasMessageContaining("two sections have the id s");
    }

    @Test
    void the_hash_of_a_section_depends_on_what_it_says_and_not_on_ids() {
        Section one = section("s1", block("a", "same"));
        Section two = section("s2", block("z", "same"));
        Section other = section("s1", block("a", "Same"));

        assertThat(one.contentHash()).isEqualTo(two.contentHash()).hasSize(64);
        assertThat(one.contentHash()).isNotEqualTo(other.contentHash());
    }

    @Test
    void the_border_between_two_blocks_is_part_of_the_hash() {
        Section one = section("s", block("a", "ab"), block("b", "c"));
        Section other = section("s", block("a", "a"), block("b", "bc"));

        assertThat(one.contentHash()).isNotEqualTo(other.contentHash());
    }

    private static Document documentOf(List<Block> blocks, List<Section> sections) {
        return new Document("test", "text", "", blocks, sections);
    }

    private static Block block(String id, String text) {
        return Block.of(id, BlockKind.PARAGRAPH, Place.BODY, text);
    }

    private static Section section(String id, Block... blocks) {
        return new Section(id, "", 0, List.of(), 1, 1, List.of(blocks));
    }
}
