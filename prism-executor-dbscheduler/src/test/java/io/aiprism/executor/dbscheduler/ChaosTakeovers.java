package io.aiprism.executor.dbscheduler;

import io.aiprism.executor.dbscheduler.ChaosAudit.Pick;
import io.aiprism.executor.dbscheduler.ChaosFaults.Fault;
import io.aiprism.executor.dbscheduler.ChaosFaults.Happened;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long it took until what a silent node had picked was given back to all: at most (missed heartbeats + 2) heartbeat
 * intervals and one polling interval, by the database's clock. Asked only of nodes that were silent for that long while there
 * was a database and another node that nothing happened to.
 */
final class ChaosTakeovers {
    private static final long BOUND = ChaosFaults.TAKEOVER + ChaosWorker.POLLING.toMillis();

    private final List<Happened> faults;
    private final List<Pick> picks;
    private final List<String> violations = new ArrayList<>();
    private final List<Long> took = new ArrayList<>();
    private int silences;

    /**
     * @param nodes by which name the database knows a worker
     */
    ChaosTakeovers(ChaosFaults faults, List<Pick> picks, Map<String, String> nodes) {
        this.faults = faults.happened();
        this.picks = picks;
        for (Happened fault : this.faults) {
            String node = nodes.get(fault.node());
            if (node == null) {
                continue;
            }
            if (fault.fault().silencesNode() && silenceEnds(fault) >= fault.from() + BOUND && isUndisturbed(fault)) {
                silences++;
                takeover(fault, node);
            }
            if (fault.fault() == Fault.TERMINATE && hadDatabase(fault)) {
                putBack(fault, node);
            }
        }
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    String summary() {
        return "%d silences of nodes, %d pointers taken over after %s ms (bound %d ms)"
                .formatted(
                        silences,
                        took.size(),
                        took.stream().mapToLong(Long::longValue).summaryStatistics(),
                        BOUND);
    }

    private static long silenceEnds(Happened fault) {
        return fault.fault() == Fault.KILL ? Long.MAX_VALUE : fault.to();
    }

    private void takeover(Happened fault, String node) {
        for (Map.Entry<String, @Nullable Long> held : heldAt(fault.from(), node).entrySet()) {
            Long released = held.getValue();
            if (released == null || released > fault.from() + BOUND) {
                violations.add("task %s was taken over from %s, after %s, in %s ms"
                        .formatted(held.getKey(), node, fault, released == null ? "no" : released - fault.from()));
            }
            if (released != null) {
                took.add(released - fault.from());
            }
        }
    }

    /** Who ends gracefully leaves nothing behind that others would have to wait for. */
    private void putBack(Happened fault, String node) {
        heldAt(fault.to(), node)
                .forEach((task, released) -> violations.add("%s was ended gracefully (%s) and kept task %s until %s"
                        .formatted(node, fault, task, released)));
    }

    /** What a node held at a time, and when it was given back; {@code null} if never. */
    private Map<String, @Nullable Long> heldAt(long time, String node) {
        Map<String, @Nullable Long> held = new HashMap<>();
        for (Pick pick : picks) {
            if (pick.at() <= time && node.equals(pick.after())) {
                held.put(pick.task(), null);
            } else if (node.equals(pick.before()) && held.containsKey(pick.task())) {
                if (pick.at() <= time) {
                    held.remove(pick.task());
                } else if (held.get(pick.task()) == null) {
                    held.put(pick.task(), pick.at());
                }
            }
        }
        return held;
    }

    /** Whether there was a database all the time, and a node that nothing happened to. */
    private boolean isUndisturbed(Happened fault) {
        List<Happened> others = faults.stream()
                .filter(other -> !place(other.node()).equals(place(fault.node())))
                .filter(other -> other.from() < fault.from() + BOUND && other.recovered() > fault.from())
                .toList();
        long disturbed =
                others.stream().map(other -> place(other.node())).distinct().count();
        return others.stream().noneMatch(other -> other.node().equals("database")) && disturbed < 2;
    }

    private boolean hadDatabase(Happened fault) {
        return faults.stream()
                .noneMatch(other -> other.node().equals("database")
                        && other.from() < fault.to()
                        && other.recovered() > fault.from());
    }

    /** The place in the cluster of a worker. */
    private static String place(String node) {
        return node.replaceAll("-.*", "");
    }
}
