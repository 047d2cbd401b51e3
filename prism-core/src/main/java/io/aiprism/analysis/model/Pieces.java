package io.aiprism.analysis.model;

import io.aiprism.document.Block;
import io.aiprism.document.Section;
import io.aiprism.model.TokenEstimator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a section into pieces that fit a budget, at block borders. Each begins with the last blocks of the one before, as far as
 * these fit the overlap, so that what depends on the words before can be seen. A block that is too long alone is cut by itself.
 *
 * @param estimator of what a text takes
 * @param budget tokens of a piece
 * @param overlap tokens that two neighbours share at most
 */
record Pieces(TokenEstimator estimator, int budget, int overlap) {
    /** The pieces in order; none if readers see nothing of the section. */
    List<Piece> of(Section section) {
        Piece whole = Piece.whole(section).orElse(null);
        if (whole == null) {
            return List.of();
        }
        if (tokens(whole.view().blocks()) <= budget) {
            return List.of(whole);
        }
        List<Piece> pieces = new ArrayList<>();
        for (List<Block> run : runs(whole.view().blocks())) {
            addCut(whole.of(run), pieces);
        }
        List<Piece> numbered = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            numbered.add(pieces.get(i)
                    .named(String.valueOf(i + 1), "part %d of %d of the section".formatted(i + 1, pieces.size())));
        }
        return List.copyOf(numbered);
    }

    private List<List<Block>> runs(List<Block> blocks) {
        List<List<Block>> runs = new ArrayList<>();
        List<Block> run = new ArrayList<>();
        int fresh = 0;
        for (Block block : blocks) {
            if (fresh > 0 && tokens(run) + tokens(block) > budget) {
                runs.add(List.copyOf(run));
                run = new ArrayList<>(tail(run, tokens(block)));
                fresh = 0;
            }
            run.add(block);
            fresh++;
        }
        runs.add(run);
        return runs;
    }

    /** The last blocks that are repeated before the next one. */
    private List<Block> tail(List<Block> run, long next) {
        Deque<Block> tail = new ArrayDeque<>();
        long tokens = 0;
        for (Block block : run.reversed()) {
            tokens += tokens(block);
            if (tokens > overlap || tokens + next > budget || tail.size() == run.size() - 1) {
                break;
            }
            tail.addFirst(block);
        }
        return List.copyOf(tail);
    }

    private void addCut(Piece piece, List<Piece> pieces) {
        List<Piece> halves = tokens(piece.view().blocks()) > budget ? piece.halves() : List.of();
        if (halves.isEmpty()) {
            pieces.add(piece);
        } else {
            halves.forEach(half -> addCut(half, pieces));
        }
    }

    private long tokens(List<Block> blocks) {
        return blocks.stream().mapToLong(this::tokens).sum();
    }

    private long tokens(Block block) {
        return estimator.tokens(block.text()) + 1;
    }
}
