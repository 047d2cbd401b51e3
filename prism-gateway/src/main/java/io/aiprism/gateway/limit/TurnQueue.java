package io.aiprism.gateway.limit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait, in the order in which they are let through: first come first served within a tenant, and between tenants so
 * that each gets the same share of what is handed out. Not thread-safe.
 *
 * <p>The order is start-time fair queueing: each tenant has a virtual time that moves on by a call's cost when the call is let
 * through; the tenant that is furthest behind is next. One that comes back after a pause starts at the virtual time of the last
 * call that was let through, so that pauses are not saved up. When nobody waits, everything is forgotten.
 *
 * <p>Nobody passes the head, however small. A bucket fills at one rate, so each token that a smaller call took would be waited
 * for by the head; there is no gap to be filled as there is on machines with many processors. Nor is anything lost while the
 * head waits, as the bucket goes on filling and holds the largest call that is admitted.
 *
 * @see <a href="https://doi.org/10.1145/248157.248171">Goyal, Vin, Cheng: Start-time fair queueing (1996)</a>
 */
final class TurnQueue {
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private double virtualTime;
    private int size;
    private long atLeast;

    private static final class Line {
        final Deque<Waiter> waiting = new ArrayDeque<>();
        double next;
    }

    void add(Waiter waiter) {
        Line line = lines.computeIfAbsent(waiter.tenant, name -> new Line());
        if (line.waiting.isEmpty()) {
            line.next = Math.max(line.next, virtualTime);
        }
        line.waiting.add(waiter);
        size++;
        atLeast += waiter.atLeast;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Tokens that all who wait take at least. */
    long atLeast() {
        return atLeast;
    }

    /** Whose turn it is; {@code null} if nobody waits. */
    @Nullable
    Waiter peek() {
        Line line = nextLine();
        return line == null ? null : line.waiting.peek();
    }

    /** Lets the one whose turn it is through. */
    void take() {
        Line line = nextLine();
        if (line == null) {
            throw new IllegalStateException("nobody waits");
        }
        Waiter head = line.waiting.remove();
        size--;
        atLeast -= head.atLeast;
        virtualTime = line.next;
        line.next += head.cost;
        forget();
    }

    /** Takes out one that no longer waits. */
    void remove(Waiter waiter) {
        Line line = lines.get(waiter.tenant);
        if (line != null && line.waiting.remove(waiter)) {
            size--;
            atLeast -= waiter.atLeast;
            forget();
        }
    }

    /** Those that are let through before this one, if nobody comes or goes. */
    List<Waiter> ahead(Waiter waiter) {
        List<Waiter> ahead = new ArrayList<>();
        Line own = lines.get(waiter.tenant);
        if (own == null) {
            return ahead;
        }
        double start = own.next;
        for (Waiter each : own.waiting) {
            if (each == waiter) {
                break;
            }
            ahead.add(each);
            start += each.cost;
        }
        boolean before = true;
        for (Line line : lines.values()) {
            if (line == own) {
                before = false;
                continue;
            }
            double at = line.next;
            for (Waiter each : line.waiting) {
                if (before ? at > start : at >= start) {
                    break;
                }
                ahead.add(each);
                at += each.cost;
            }
        }
        return ahead;
    }

    // Of equals, the one whose tenant came first.
    private @Nullable Line nextLine() {
        if (size == 0) {
            return null;
        }
        Line best = null;
        for (Line line : lines.values()) {
            if (!line.waiting.isEmpty() && (best == null || line.next < best.next)) {
                best = line;
            }
        }
        return best;
    }

    private void forget() {
        if (size == 0) {
            lines.clear();
            virtualTime = 0;
        } else {
            lines.values().removeIf(line -> line.waiting.isEmpty() && line.next <= virtualTime);
        }
    }
}
