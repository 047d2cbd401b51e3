package io.aiprism.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentSourceTest {
    private static final byte[] TEN = "0123456789".getBytes(StandardCharsets.US_ASCII);

    /** Has ten bytes, whatever it says. */
    private record Liar(long size) implements DocumentSource {
        @Override
        public String name() {
            return "liar.txt";
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(TEN);
        }
    }

    private static DocumentLimits limits(int maxBytes) {
        return new DocumentLimits(maxBytes, 1_000, 10, 10, 10, 1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 11, 1_000, Long.MAX_VALUE})
    void what_a_source_says_of_its_size_is_not_relied_on(long size) throws IOException {
        assertThat(new Liar(size).bytes(limits(10))).isEqualTo(TEN);
        assertThat(new Liar(size).bytes(limits(11))).isEqualTo(TEN);
        assertTooLarge(new Liar(size));
    }

    @Test
    void bytes_in_memory_are_not_copied_and_the_limit_holds_for_them_too() throws IOException {
        DocumentSource source = DocumentSource.of("ten.txt", TEN);
        assertThat(source.bytes(limits(10))).isSameAs(TEN);
        assertTooLarge(source);
    }

    private static void assertTooLarge(DocumentSource source) {
        assertThatThrownBy(() -> source.bytes(limits(9)))
                .isInstanceOfSatisfying(
                        DocumentException.class,
                        e -> assertThat(e.kind()).isEqualTo(DocumentException.Kind.LIMIT_EXCEEDED))
                .hasMessageContainingAll(source.name(), "9 bytes", "maxBytes");
    }
}
