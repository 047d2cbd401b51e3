package io.aiprism.analysis.structure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the fewest elements that have to move for a list to be in order: those outside a longest subsequence that never falls.
 * Of several such subsequences, the one whose elements stand earlier is kept, so that what is out of order is the later
 * element. Quadratic in the length of the list.
 */
final class Increasing {
    private Increasing() {}

    /** For each element, whether it is out of order. */
    static <T> boolean[] outOfOrder(List<T> list, Comparator<? super T> order) {
        int[] length = new int[list.size()];
        int[] next = new int[list.size()];
        int start = -1;
        for (int i = list.size() - 1; i >= 0; i--) {
            length[i] = 1;
            next[i] = -1;
            for (int j = list.size() - 1; j > i; j--) {
                if (order.compare(list.get(i), list.get(j)) <= 0 && length[j] + 1 >= length[i]) {
                    length[i] = length[j] + 1;
                    next[i] = j;
                }
            }
            start = start < 0 || length[i] >= length[start] ? i : start;
        }
        boolean[] out = new boolean[list.size()];
        Arrays.fill(out, true);
        for (int i = start; i >= 0; i = next[i]) {
            out[i] = false;
        }
        return out;
    }
}
