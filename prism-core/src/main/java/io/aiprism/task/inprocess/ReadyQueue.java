package io.aiprism.task.inprocess;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Queued tasks in the order of their sort keys, and of their submission where those are equal. The keys of a tenant's new tasks
 * only grow, so each tenant has a first-in-first-out lane and only the heads of lanes are compared; tasks that come back from
 * waiting have older keys and a heap of their own. Most applications have one tenant: the first one to come has a lock-free lane, and the
 * locked part is not touched until a second one comes.
 */
final class ReadyQueue {
    private final Queue<InProcessTask> firstLane = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String firstTenant;

    private static final Comparator<InProcessTask> ORDER =
            Comparator.<InProcessTask>comparingLong(task -> task.sortKey).thenComparingLong(task -> task.submittedAt);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Lane> otherLanes = new HashMap<>();
    private final PriorityQueue<Lane> lanes = new PriorityQueue<>(Comparator.comparing(Lane::head, ORDER));
    private final PriorityQueue<InProcessTask> returned = new PriorityQueue<>(ORDER);
    private final AtomicInteger elsewhere = new AtomicInteger();

    void offer(InProcessTask task) {
        String tenant = task.options.tenant();
        String first = firstTenant;
        if (first == null) {
            first = claimFirst(tenant);
        }
        if (tenant.equals(first)) {
            firstLane.add(task);
        } else {
            offerToOther(tenant, task);
        }
    }

    /** Queues a task that has waited for something, and so may be older than others of its tenant. */
    void offerAgain(InProcessTask task) {
        lock.lock();
        try {
            returned.add(task);
            elsewhere.incrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    InProcessTask poll() {
        return elsewhere.get() == 0 ? firstLane.poll() : pollSmallest();
    }

    boolean isEmpty() {
        return elsewhere.get() == 0 && firstLane.isEmpty();
    }

    void removeIf(Predicate<InProcessTask> unwanted) {
        firstLane.removeIf(unwanted);
        lock.lock();
        try {
            returned.removeIf(unwanted);
            lanes.clear();
            otherLanes.values().removeIf(lane -> {
                lane.tasks.removeIf(unwanted);
                return lane.tasks.isEmpty();
            });
            lanes.addAll(otherLanes.values());
            elsewhere.set(otherLanes.values().stream()
                    .mapToInt(lane -> lane.tasks.size())
                    .sum());
        } finally {
            lock.unlock();
        }
    }

    private String claimFirst(String tenant) {
        lock.lock();
        try {
            String first = firstTenant;
            if (first == null) {
                firstTenant = tenant;
                return tenant;
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    // A lane is in lanes exactly while it has tasks, and its head changes only while it is out of it.
    private void offerToOther(String tenant, InProcessTask task) {
        lock.lock();
        try {
            Lane lane = otherLanes.computeIfAbsent(tenant, Lane::new);
            lane.tasks.add(task);
            if (lane.tasks.size() == 1) {
                lanes.add(lane);
            }
            elsewhere.incrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable InProcessTask pollSmallest() {
        lock.lock();
        try {
            InProcessTask first = firstLane.peek();
            Lane lane = lanes.peek();
            InProcessTask back = returned.peek();
            if (isBefore(first, lane == null ? null : lane.head()) && isBefore(first, back)) {
                return firstLane.poll();
            }
            if (lane == null || !isBefore(lane.head(), back)) {
                elsewhere.decrementAndGet();
                return returned.poll();
            }
            return pollFrom(lanes.remove());
        } finally {
            lock.unlock();
        }
    }

    private InProcessTask pollFrom(Lane lane) {
        InProcessTask task = lane.tasks.remove();
        if (lane.tasks.isEmpty()) {
            otherLanes.remove(lane.tenant);
        } else {
            lanes.add(lane);
        }
        elsewhere.decrementAndGet();
        return task;
    }

    private static boolean isBefore(@Nullable InProcessTask task, @Nullable InProcessTask other) {
        return other == null || (task != null && ORDER.compare(task, other) <= 0);
    }

    private static final class Lane {
        final String tenant;
        final ArrayDeque<InProcessTask> tasks = new ArrayDeque<>();

        Lane(String tenant) {
            this.tenant = tenant;
        }

        InProcessTask head() {
            return tasks.element();
        }
    }
}
