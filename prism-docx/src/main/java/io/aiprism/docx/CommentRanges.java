package io.aiprism.docx;

import io.aiprism.document.Block;
import io.aiprism.document.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects where the comments of a document begin and end, by paragraph and offset, while its main part is read. */
final class CommentRanges {
    private final Map<String, Position> starts = new HashMap<>();
    private final Map<String, Position> ends = new HashMap<>();
    private final Map<String, Position> references = new HashMap<>();

    /**
     * A place in the text of a part.
     *
     * @param ordinal of the paragraph; between paragraphs that of the next one for a start, of the last for an end
     * @param offset in the paragraph's text; beyond it for an end between paragraphs
     */
    record Position(int ordinal, int offset) {}

    void start(String id, Position position) {
        starts.putIfAbsent(id, position);
    }

    void end(String id, Position position) {
        ends.putIfAbsent(id, position);
    }

    void reference(String id, Position position) {
        references.putIfAbsent(id, position);
    }

    boolean isEmpty() {
        return starts.isEmpty() && references.isEmpty();
    }

    /** Finds positions among the blocks of the part. */
    static final class Blocks {
        private final List<RawBlock> found = new ArrayList<>();
        private final Map<Integer, Block> named = new HashMap<>();

        Blocks(String part, List<RawBlock> all, List<Block> blocks) {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).part().equals(part)) {
                    found.add(all.get(i));
                    named.put(all.get(i).ordinal(), blocks.get(i));
                }
            }
            found.sort(Comparator.comparingInt(RawBlock::ordinal));
        }

        /** Number of the first block whose paragraph is not before this one. */
        private int notBefore(int ordinal) {
            int low = 0;
            int high = found.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (found.get(middle).ordinal() < ordinal) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private @Nullable Block block(int index) {
            return index < 0 || index >= found.size()
                    ? null
                    : named.get(found.get(index).ordinal());
        }
    }

    /** The words that a comment is about. */
    Optional<Span> span(String id, Blocks blocks) {
        Position start = starts.getOrDefault(id, references.get(id));
        Position end = ends.getOrDefault(id, references.get(id));
        if (start == null || end == null) {
            return Optional.empty();
        }
        int first = blocks.notBefore(start.ordinal());
        int last = blocks.notBefore(end.ordinal() + 1) - 1;
        Block firstBlock = blocks.block(first);
        Block lastBlock = blocks.block(last);
        if (firstBlock == null || lastBlock == null || first > last) {
            return Optional.empty();
        }
        boolean startsThere = blocks.found.get(first).ordinal() == start.ordinal();
        boolean endsThere = blocks.found.get(last).ordinal() == end.ordinal();
        int from = startsThere ? Math.min(start.offset(), firstBlock.text().length()) : 0;
        int length = lastBlock.text().length();
        int to = endsThere ? Math.min(end.offset(), length) : length;
        return Optional.of(new Span(firstBlock.id(), from, lastBlock.id(), first == last ? Math.max(from, to) : to));
    }
}
