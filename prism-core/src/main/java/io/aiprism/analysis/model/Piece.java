package io.aiprism.analysis.model;

import io.aiprism.document.Block;
import io.aiprism.document.BlockKind;
import io.aiprism.document.Section;
import io.aiprism.document.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a section that a model is shown at once: some of its blocks in a row without those that readers do not see. The first
 * and the last block may be cut.
 *
 * @param view the blocks, as a section with the id and the headings of the whole one
 * @param shift how much of the first block is cut off before {@code view}
 * @param label tells the pieces of a section apart, for example {@code "2.1"}; empty for all of it
 * @param extent what it is, for the model
 */
record Piece(Section view, int shift, String label, String extent) {
    private static final int SHORTEST_HALF = 200;

    /** All that readers see of a section; empty if they see nothing. */
    static Optional<Piece> whole(Section section) {
        List<Block> visible = section.blocks().stream()
                .filter(block -> !block.place().hidden())
                .toList();
        return visible.stream().allMatch(block -> block.text().isBlank())
                ? Optional.empty()
                : Optional.of(new Piece(view(section, visible), 0, "", "the whole section"));
    }

    /** Where words of this piece stand in the whole section. */
    Span inSection(Span span) {
        String first = view.blocks().getFirst().id();
        return new Span(
                span.startBlock(),
                span.startOffset() + (span.startBlock().equals(first) ? shift : 0),
                span.endBlock(),
                span.endOffset() + (span.endBlock().equals(first) ? shift : 0));
    }

    /** Two pieces that are this one; empty if it is too short. They are cut between blocks, or else between sentences or words. */
    List<Piece> halves() {
        List<Block> blocks = view.blocks();
        int cut = middle(blocks);
        if (cut > 0) {
            return List.of(half(blocks.subList(0, cut), shift, 1), half(blocks.subList(cut, blocks.size()), 0, 2));
        }
        int index = longest(blocks);
        Block longest = blocks.get(index);
        int at = border(longest.text());
        if (at < 0) {
            return List.of();
        }
        List<Block> first = new ArrayList<>(blocks.subList(0, index));
        first.add(withText(longest, longest.text().substring(0, at)));
        List<Block> second = new ArrayList<>();
        second.add(withText(longest, longest.text().substring(at)));
        second.addAll(blocks.subList(index + 1, blocks.size()));
        return List.of(half(first, shift, 1), half(second, (index == 0 ? shift : 0) + at, 2));
    }

    Piece named(String label, String extent) {
        return new Piece(view, shift, label, extent);
    }

    Piece of(List<Block> blocks) {
        boolean same = blocks.getFirst().equals(view.blocks().getFirst());
        return new Piece(view(view, blocks), same ? shift : 0, label, extent);
    }

    private Piece half(List<Block> blocks, int shift, int number) {
        String name = label.isEmpty() ? String.valueOf(number) : label + "." + number;
        return new Piece(view(view, blocks), shift, name, "a part of the section");
    }

    /** The block border nearest the middle with a text besides headings on both sides; 0 if there is none. */
    private static int middle(List<Block> blocks) {
        int total = blocks.stream().mapToInt(block -> block.text().length()).sum();
        int best = 0;
        int distance = Integer.MAX_VALUE;
        int before = 0;
        for (int i = 1; i < blocks.size(); i++) {
            before += blocks.get(i - 1).text().length();
            int here = Math.abs(2 * before - total);
            if (here < distance && hasText(blocks.subList(0, i)) && hasText(blocks.subList(i, blocks.size()))) {
                best = i;
                distance = here;
            }
        }
        return best;
    }

    private static int longest(List<Block> blocks) {
        int longest = 0;
        for (int i = 1; i < blocks.size(); i++) {
            longest = blocks.get(i).text().length() > blocks.get(longest).text().length() ? i : longest;
        }
        return longest;
    }

    private static boolean hasText(List<Block> blocks) {
        return blocks.stream()
                .anyMatch(block ->
                        block.kind() != BlockKind.HEADING && !block.text().isBlank());
    }

    /** Where to cut a text near its middle; -1 if the parts would be too short. */
    private static int border(String text) {
        int middle = text.length() / 2;
        if (middle < SHORTEST_HALF) {
            return -1;
        }
        int from = Math.max(SHORTEST_HALF, middle - middle / 2);
        for (String end : List.of(". ", "\n", " ")) {
            int before = text.lastIndexOf(end, middle);
            if (before >= from) {
                return before + end.length();
            }
        }
        return Character.isLowSurrogate(text.charAt(middle)) ? middle + 1 : middle;
    }

    private static Block withText(Block block, String text) {
        return new Block(block.id(), block.kind(), block.place(), text, block.heading());
    }

    private static Section view(Section section, List<Block> blocks) {
        return new Section(
                section.id(),
                section.title(),
                section.level(),
                section.path(),
                section.part(),
                section.parts(),
                blocks);
    }
}
